// Everything in the server that has an end or an age: certificates and lists, with their dates; and what is missing for a card to be read. Figures,
// readiness and the operator's page are made from it.
import { createHash, X509Certificate } from 'node:crypto';
import type { TlsMaterial } from '../../../io/keys/index.ts';
import { equal } from '../../../lib/bytes/index.ts';
import { parseCertificate, parseDescription } from '../../../lib/cvc/index.ts';
import type { HeldTrust } from '../material.ts';
import type { RelyingParty } from '../relying-party.ts';

/** Where certificates and lists are found, as of now. */
export interface Holdings {
  readonly parties: readonly RelyingParty[];
  readonly trust: { readonly value: HeldTrust };
  /** TLS certificates by the name of their service. */
  readonly tls: Readonly<Partial<Record<'service' | 'paos' | 'attached', { readonly value: TlsMaterial }>>>;
  /** Our keys for SAML, and the metadata of who speaks it. */
  readonly saml?: Readonly<Record<'signing' | 'encryption', { readonly value: TlsMaterial }>> & {
    readonly providers: readonly { readonly party: { readonly name: string }; readonly metadata: { readonly validUntil: number } }[];
  };
}

/** Milliseconds since 1970: by the server's clock, and by the computer's own, by which TLS certificates end everywhere. */
export interface Now {
  readonly clock: number;
  readonly computer: number;
}

/** A certificate or a list. Times are milliseconds since 1970. */
export interface Dated {
  readonly kind: 'certificate' | 'list';
  readonly name: string;
  readonly from?: number;
  /** From here on it does not count any more; absent where it counts until there is another. */
  readonly until?: number;
  /** Now, by the clock that it goes by. */
  readonly now: number;
  /** What cannot be done without it, where that is any sign-in. */
  readonly needed?: true;
}

export type State = 'good' | 'due' | 'ended';

const day = 86_400_000;

/** How long before its end something should have been renewed. */
const margin = { certificate: 2 * day, list: day / 4 } as const;

export function stateOf({ kind, until, now }: Dated): State {
  if (until === undefined) return 'good';
  if (until <= now) return 'ended';
  return until - now < margin[kind] ? 'due' : 'good';
}

/** All that has an end or an age. */
export function holdingsOf({ parties, trust, tls, saml }: Holdings, { clock: now, computer }: Now): readonly Dated[] {
  const { countrySigners, revocationLists, issued } = trust.value;
  return [
    ...parties.flatMap(({ name, terminal }) => [cv(`terminal ${name}`, terminal.certificate, now), ...verifierOf(name, terminal, now)]),
    ...Object.entries(tls).map(([name, { value }]): Dated => ({ ...x509(`tls ${name}`, value, computer), needed: true })),
    ...(saml === undefined ? [] : (['signing', 'encryption'] as const).map((use) => x509(`saml ${use}`, saml[use].value, now))),
    ...countrySigners.map(
      ({ notBefore, notAfter }, i): Dated => ({
        kind: 'certificate',
        name: `country signer ${i + 1}`,
        from: notBefore,
        until: notAfter,
        now,
      }),
    ),
    ...parties.map(
      ({ name, blockList }): Dated => ({
        kind: 'list',
        name: `block list ${name}`,
        from: blockList.issuedAt,
        until: blockList.believedUntil,
        now,
        needed: true,
      }),
    ),
    ...revocationLists.map(
      ({ thisUpdate, nextUpdate }, i): Dated => ({
        kind: 'list',
        name: `revocation list ${i + 1}`,
        from: thisUpdate,
        until: nextUpdate,
        now,
      }),
    ),
    ...(saml?.providers ?? []).map(
      ({ party, metadata }): Dated => ({ kind: 'list', name: `saml metadata ${party.name}`, until: metadata.validUntil, now }),
    ),
    ...issued.map(({ name, at }): Dated => ({ kind: 'list', name, from: at, now })),
  ];
}

/** What is missing for a card to be read, by the names of `holdingsOf` and in words; `openSessions` is `undefined` when the database did not answer. */
export function lacking(held: Holdings, now: Now, openSessions: number | undefined): readonly string[] {
  const { revocationLists, countrySigners, pinnedSigners = [] } = held.trust.value;
  const { clock } = now;
  const isPinned = pinnedSigners.length > 0;
  const hasSigner = isPinned || countrySigners.some(({ notBefore, notAfter }) => notBefore <= clock && clock <= notAfter);
  const hasList = isPinned || revocationLists.some(({ nextUpdate }) => nextUpdate > clock);
  const ended = holdingsOf(held, now).filter((one) => one.needed && stateOf(one) === 'ended');
  return [
    ...(openSessions === undefined ? ['database'] : []),
    ...ended.map(({ name }) => name),
    ...unannounced(held),
    ...(hasSigner ? [] : ['country signer']),
    ...(hasList ? [] : ['revocation list']),
  ];
}

/** Relying parties whose certificate description does not name the TLS certificate that their clients meet here: no client goes on then. */
function unannounced({ parties, tls }: Holdings): readonly string[] {
  return parties.flatMap(({ name, terminal, clients, returnAddress }) => {
    // Whoever does not come to the eID interface comes by SAML, and its clients to the origin of attached sessions.
    const met = clients.length > 0 && returnAddress === undefined ? 'paos' : 'attached';
    const certificate = tls[met]?.value.cert;
    if (certificate === undefined || isAnnounced(certificate, terminal.description)) return [];
    return [`tls ${met} in the description of ${name}`];
  });
}

/** Whether a certificate description names a TLS certificate (PEM), by SHA-256. */
export function isAnnounced(certificate: string, description: Uint8Array): boolean {
  const hash = createHash('sha256').update(new X509Certificate(certificate).raw).digest();
  return parseDescription(description).commCertificates?.some((one) => equal(one, hash)) === true;
}

/** The document verifier that issued the terminal's certificate. Link certificates end in the course of things, and stay needed by old cards. */
function verifierOf(party: string, { certificate, certificates }: RelyingParty['terminal'], now: number): readonly Dated[] {
  const verifier = certificates.map(parseCertificate).find(({ chr }) => chr.text === certificate.car.text);
  return verifier === undefined ? [] : [cv(`document verifier ${party}`, verifier, now)];
}

function x509(name: string, { cert }: TlsMaterial, now: number): Dated {
  const { validFromDate, validToDate } = new X509Certificate(cert);
  return { kind: 'certificate', name, from: validFromDate.getTime(), until: validToDate.getTime(), now };
}

/** A card-verifiable certificate is valid to the end of its last day. */
function cv(name: string, { effective, expiration }: { readonly effective: string; readonly expiration: string }, now: number): Dated {
  return { kind: 'certificate', name, from: Date.parse(effective), until: Date.parse(expiration) + day, now, needed: true };
}
