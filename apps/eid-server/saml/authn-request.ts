// AuthnRequest: what a service provider sends somebody with is checked, in this order: who sent it, that it is for us, now and for the first time, where its
// answer goes, what is asked. TR-03130-1 4.7.1 and 4.8, SAML Core 3.4.1.
import { decryptElement, type ReceivedMessage } from '../../../io/saml/index.ts';
import type { Clock } from '../../../lib/crypto/index.ts';
import type { UseIdRequest } from '../../../lib/eid-service/index.ts';
import { EidError, isEidError } from '../../../lib/error/index.ts';
import {
  type AuthnRequest,
  attributeStatus,
  type Binding,
  type ConsumerService,
  consumerService,
  type Extensions,
  expectAddressed,
  noContext,
  noPassive,
  parseAuthnRequest,
  parseAuthnRequestExtension,
  parseRequestedAttributes,
  requestedLevel,
  type SamlErrorCode,
  type SamlStatus,
} from '../../../lib/saml/index.ts';
import type { SamlRequests } from '../session/saml-requests.ts';
import type { SamlRefusal } from './refusal.ts';
import type { Registered } from './service-provider.ts';

/** An address of ours for requests: which profile is spoken there, and by which bindings its answers can go. */
export interface Door {
  readonly profile: Extensions['kind'];
  readonly address: string;
  readonly answers: readonly Binding[];
}

export interface Taken {
  readonly provider: Registered;
  readonly request: AuthnRequest;
  readonly consumer: ConsumerService;
  readonly profile: Door['profile'];
  readonly relayState?: string;
  /** What is asked of the card; or what is answered at once, because the request was understood and cannot be served. TR-03130-1 4.8.2. */
  readonly asked: UseIdRequest | SamlStatus;
}

export interface TakeContext {
  readonly providers: readonly Registered[];
  readonly samlRequests: SamlRequests;
  /** PEM: the key that requests are encrypted for, as of now. */
  readonly decryptionKey: () => string;
  /** Milliseconds for which a request is remembered, so that it counts once. */
  readonly remembered: number;
  readonly clock: Clock;
}

/** Throws what `refusalOf` has a code for when the request is faulty: then nothing is sent to anybody. */
export async function take(received: ReceivedMessage, door: Door, context: TakeContext): Promise<Taken> {
  const { providers, samlRequests, decryptionKey, remembered, clock } = context;
  const provider = providers.find(({ metadata }) => metadata.entityId === received.issuer);
  if (provider === undefined) throw new EidError<SamlRefusal>('saml.provider-unknown');
  const { metadata, party } = provider;
  if (metadata.validUntil <= clock()) throw new EidError<SamlRefusal>('saml.metadata');
  const { extensions, ...request } = parseAuthnRequest(received.verified(metadata.signing));
  expectAddressed(request, door.address, clock());
  if (request.issuer !== received.issuer || extensions.kind !== door.profile) throw new EidError<SamlRefusal>('saml.request');
  const consumers = metadata.consumers.filter(({ binding }) => door.answers.includes(binding));
  const consumer = consumerService({ ...metadata, consumers }, request);
  const asked = request.isPassive ? noPassive : ask(request, extensions, decryptionKey());
  if (!(await samlRequests.takeOn({ service: party.name, id: request.id }, remembered))) throw new EidError<SamlRefusal>('saml.repeated');
  const { relayState } = received;
  return { provider, request, consumer, profile: door.profile, asked, ...(relayState !== undefined && { relayState }) };
}

function ask({ context }: AuthnRequest, extensions: Extensions, key: string): UseIdRequest | SamlStatus {
  try {
    if (extensions.kind === 'national') return parseAuthnRequestExtension(decryptElement(extensions.encrypted, key));
    const levelOfAssurance = context && requestedLevel(context);
    return { ...parseRequestedAttributes(extensions.attributes), ...(levelOfAssurance && { levelOfAssurance }) };
  } catch (thrown) {
    if (isEidError<SamlErrorCode>(thrown, 'saml.attribute')) return attributeStatus(String(thrown.facts['name']));
    if (isEidError<SamlErrorCode>(thrown, 'saml.context')) return noContext;
    throw thrown;
  }
}

export function isStatus(asked: UseIdRequest | SamlStatus): asked is SamlStatus {
  return 'code' in asked;
}
