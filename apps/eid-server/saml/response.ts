// Response: what the service provider is told, signed; in it the assertion, encrypted for it. By the redirect binding the address says it all, by the post
// binding a form. TR-03130-1 4.7.3, 4.7.4 and 4.9; SAML Bindings 3.4 and 3.5.
import { randomBytes } from 'node:crypto';
import { encryptElement, type Signing, signEnveloped, writePost, writeRedirect } from '../../../io/saml/index.ts';
import type { Clock } from '../../../lib/crypto/index.ts';
import { dayOf } from '../../../lib/cvc/index.ts';
import { type GetResultResponse, type LevelOfAssurance, minorOf } from '../../../lib/eid-service/index.ts';
import {
  denied,
  documentStatus,
  eidasAnswer,
  encodeAssertion,
  encodeResponse,
  failed,
  nationalAnswer,
  noContext,
  type SamlAttribute,
  type SamlStatus,
  type ServiceProvider,
  success,
} from '../../../lib/saml/index.ts';
import type { Asked, SamlAsked } from '../session/progress.ts';
import type { Registered } from './service-provider.ts';

export interface Issuing {
  /** Our entity identifier. */
  readonly entityId: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** As of now, and by an algorithm that the service provider can verify. */
  readonly signing: (provider: ServiceProvider) => Signing;
  /** What a card is worth. */
  readonly levelOfAssurance: LevelOfAssurance;
  readonly clock: Clock;
}

/** How an answer goes: by an address that the client or the browser is led to, or by a form that the browser posts. */
export type Delivery =
  | { readonly binding: 'redirect'; readonly address: string }
  | { readonly binding: 'post'; readonly action: string; readonly fields: Readonly<Record<string, string>> };

/** An answer without an assertion. */
export function refuse(status: SamlStatus, to: SamlAsked, provider: Registered, issuing: Issuing): Delivery {
  return deliver(status, undefined, to, provider, issuing);
}

/** The answer to a request whose session has ended. */
export function answer(
  result: GetResultResponse,
  asked: Asked & { readonly saml: SamlAsked },
  provider: Registered,
  issuing: Issuing,
): Delivery {
  const told = attributesOf(result, asked, provider, issuing);
  if ('code' in told) return refuse(told, asked.saml, provider, issuing);
  const { entityId, levelOfAssurance, clock } = issuing;
  const { saml } = asked;
  const { metadata } = provider;
  const now = clock();
  const assertion = encodeAssertion(
    {
      id: newId(),
      issueInstant: now,
      issuer: entityId,
      nameId: newId(),
      inResponseTo: saml.requestId,
      recipient: saml.consumer,
      audience: metadata.entityId,
      address: saml.address,
      authnInstant: now,
      ...(saml.profile === 'eidas' && { context: result.levelOfAssurance ?? levelOfAssurance }),
    },
    told,
  );
  const encrypted = encryptElement(assertion, metadata.encryption.certificate, metadata.encryption.methods);
  return deliver(success, encrypted, saml, provider, issuing);
}

type Encrypted = Parameters<typeof encodeResponse>[1];

function deliver(
  status: SamlStatus,
  encrypted: Encrypted,
  to: SamlAsked,
  { metadata }: Registered,
  { entityId, signing, clock }: Issuing,
): Delivery {
  const { consumer, requestId, relayState, binding } = to;
  const head = { id: newId(), inResponseTo: requestId, issueInstant: clock(), destination: consumer, issuer: entityId, status };
  const message = encodeResponse(head, encrypted);
  if (binding === 'redirect') return { binding, address: writeRedirect(consumer, 'SAMLResponse', message, signing(metadata), relayState) };
  const fields = {
    SAMLResponse: writePost(signEnveloped(message, signing(metadata))),
    ...(relayState !== undefined && { RelayState: relayState }),
  };
  return { binding, action: consumer, fields };
}

/** The attributes, or the status that stands for why there are none. */
function attributesOf(
  result: GetResultResponse,
  { required, age, place, saml }: Asked & { readonly saml: SamlAsked },
  { form, country: receiving }: Registered,
  { country: own, clock }: Issuing,
): readonly SamlAttribute[] | SamlStatus {
  const document = documentStatus(result.result);
  if (document === undefined) return minorOf(result.result) === 'deniedDocument' ? noContext : failed(result.result);
  const permitted = result.operationsAllowedByUser ?? {};
  if (saml.profile === 'eidas') {
    if (document !== 'valid') return failed(result.result);
    return required.every((name) => permitted[name] === 'ALLOWED') ? eidasAnswer(result, { own, receiving }, form) : denied;
  }
  if (document === 'valid' && required.some((name) => permitted[name] === 'PROHIBITED')) return denied;
  const today = dayOf(clock());
  const compared = { operations: {}, ...(age !== undefined && { age }), ...(place !== undefined && { place }) };
  return nationalAnswer(result, compared, document, today, form);
}

/** An identifier with 160 random bits, as XML wants one. */
function newId(): string {
  return `_${randomBytes(20).toString('hex')}`;
}
