// Everything in the server that has an end: certificates and lists, with their dates. The figures and the operator's page are both made from it.
import { X509Certificate } from 'node:crypto';
import type { TlsMaterial } from '../../../io/keys/index.ts';
import type { DocumentTrust } from '../../../lib/card/index.ts';
import { parseCertificate } from '../../../lib/cvc/index.ts';
import type { RelyingParty } from '../relying-party.ts';

/** Where certificates and lists are found, as of now. */
export interface Holdings {
  readonly parties: readonly RelyingParty[];
  readonly trust: { readonly value: DocumentTrust };
  /** TLS certificates by the name of their service. */
  readonly tls: Readonly<Record<string, { readonly value: TlsMaterial }>>;
}

/** A certificate or a list. Times are milliseconds since 1970. */
export interface Dated {
  readonly kind: 'certificate' | 'list';
  readonly name: string;
  readonly from?: number;
  /** From here on it does not count any more. */
  readonly until: number;
}

export type State = 'good' | 'due' | 'ended';

const day = 86_400_000;

/** How long before its end something should have been renewed. */
const margin = { certificate: 2 * day, list: day / 4 } as const;

export function stateOf({ kind, until }: Dated, now: number): State {
  if (until <= now) return 'ended';
  return until - now < margin[kind] ? 'due' : 'good';
}

/** All that has an end. */
export function holdingsOf({ parties, trust, tls }: Holdings): readonly Dated[] {
  const { countrySigners, revocationLists } = trust.value;
  return [
    ...parties.flatMap(({ name, terminal }) => [cv(`terminal ${name}`, terminal.certificate), ...verifierOf(name, terminal)]),
    ...Object.entries(tls).map(([name, { value }]): Dated => {
      const { validFromDate, validToDate } = new X509Certificate(value.cert);
      return { kind: 'certificate', name: `tls ${name}`, from: validFromDate.getTime(), until: validToDate.getTime() };
    }),
    ...countrySigners.map(
      ({ notBefore, notAfter }, i): Dated => ({ kind: 'certificate', name: `country signer ${i + 1}`, from: notBefore, until: notAfter }),
    ),
    ...parties.map(({ name, blockList }): Dated => ({ kind: 'list', name: `block list ${name}`, until: blockList.believedUntil })),
    ...revocationLists.map(
      ({ thisUpdate, nextUpdate }, i): Dated => ({ kind: 'list', name: `revocation list ${i + 1}`, from: thisUpdate, until: nextUpdate }),
    ),
  ];
}

/** The document verifier that issued the terminal's certificate. Link certificates end in the course of things, and stay needed by old cards. */
function verifierOf(party: string, { certificate, certificates }: RelyingParty['terminal']): readonly Dated[] {
  const verifier = certificates.map(parseCertificate).find(({ chr }) => chr.text === certificate.car.text);
  return verifier === undefined ? [] : [cv(`document verifier ${party}`, verifier)];
}

/** A card-verifiable certificate is valid to the end of its last day. */
function cv(name: string, { effective, expiration }: { readonly effective: string; readonly expiration: string }): Dated {
  return { kind: 'certificate', name, from: Date.parse(effective), until: Date.parse(expiration) + day };
}
