// A service provider that speaks SAML, registered at a server of the tests: it asks, faultily when wanted, and reads what it is answered.
import { randomBytes } from 'node:crypto';
import { certificatePem, generateKey, type KeyKind, type PrivateKey } from '../../../io/keys/index.ts';
import {
  decryptElement,
  encryptElement,
  type ReceivedMessage,
  readPost,
  readRedirect,
  type Signing,
  signEnveloped,
  writePost,
  writeRedirect,
} from '../../../io/saml/index.ts';
import type { Bytes } from '../../../lib/bytes/index.ts';
import type { UseIdRequest } from '../../../lib/eid-service/index.ts';
import {
  type AuthnRequest,
  encodeAuthnRequest,
  encodeAuthnRequestExtension,
  encodeEidasExtensions,
  encodeEncryptedExtension,
  encodeRequestedAttributes,
  encodeServiceProvider,
  parseAssertion,
  parseAttributes,
  parseNationalAnswer,
  parseResponse,
  type ServiceProvider,
} from '../../../lib/saml/index.ts';
import type { Markup } from '../../../lib/xml/index.ts';
import type { EidServerConfig } from '../config.ts';
import { doorsAt } from '../saml/doors.ts';
import { attach } from './attached.ts';
import type { World } from './server.ts';
import { certificateFor, noon } from './world.ts';

export const entityId = 'https://eid.example/saml';

/** What a request is made of; everything that is not said is as it should be. */
export interface Ask extends Partial<AuthnRequest> {
  readonly asked?: UseIdRequest;
  /** In place of what is asked. */
  readonly extensions?: Markup;
  readonly relayState?: string;
  readonly signing?: Signing;
  /** Changes the message before it is signed. */
  readonly edit?: (markup: string) => string;
}

export interface Pair {
  readonly key: PrivateKey;
  readonly certificate: Bytes;
}

export async function pair(name: string, kind: KeyKind): Promise<Pair> {
  const key = await generateKey(kind);
  return { key, certificate: certificateFor(name, key.publicKey).raw };
}

/** The address where a service provider gets its answers. */
const usualConsumer = 'https://clinic.example/saml/answer';

/** Configuration for a server whose first relying party also comes by SAML, and that service provider. */
export async function withSaml(world: World, consumer = usualConsumer, attributes: 'typed' | 'plain' = 'typed') {
  const [ours, oursToo, signing, encryption, operator] = await Promise.all([
    pair('saml signing', 'RSA-3072'),
    pair('saml encryption', 'RSA-3072'),
    pair('clinic signing', 'RSA-3072'),
    pair('clinic encryption', 'RSA-3072'),
    pair('operator', 'P-256'),
  ]);
  const { write } = world.files;
  const files = (name: string, { key, certificate }: Pair) => ({
    certificateFile: write(`${name}.pem`, certificatePem(certificate)),
    keyFile: write(`${name}-key`, key.pem),
  });
  const changes = await attach(world);
  const [first, ...others] = changes.services;
  if (first === undefined) throw new Error('there is a first service');
  const described: ServiceProvider = {
    entityId: 'https://clinic.example/saml',
    validUntil: noon + 7 * 86_400_000,
    consumers: [
      { binding: 'redirect', location: consumer, index: 0, isDefault: false },
      { binding: 'post', location: consumer, index: 1, isDefault: true },
    ],
    signing: [signing.certificate],
    encryption: { certificate: encryption.certificate, methods: [] },
  };
  /** Its metadata, changed and signed otherwise when wanted, written to its file. */
  const register = (change: Partial<ServiceProvider> = {}, by = operator) =>
    write('clinic.xml', signEnveloped(encodeServiceProvider({ ...described, ...change }, '_metadata'), { privateKey: by.key.pem }).markup);
  const metadataSignerFile = write('operator.pem', certificatePem(operator.certificate));
  const saml = { metadataFile: register(), metadataSignerFile, attributes };
  const { attached: _, ...plain } = first;
  const config = {
    ...changes,
    services: [{ ...plain, saml }, ...others],
    saml: { entityId, signing: files('saml-signing', ours), encryption: files('saml-encryption', oursToo) },
  } satisfies Partial<EidServerConfig>;
  const { origin } = changes.attached;
  return {
    config,
    clinic: createClinic({
      origin,
      entityId: described.entityId,
      consumer,
      signing,
      encryption,
      server: { signing: ours, encryption: oursToo },
      clock: () => world.time.now,
    }),
    register,
  };
}

interface ClinicNeeds {
  readonly origin: string;
  readonly entityId: string;
  readonly consumer: string;
  readonly signing: Pair;
  readonly encryption: Pair;
  readonly server: { readonly signing: Pair; readonly encryption: Pair };
  readonly clock: () => number;
}

export type Clinic = ReturnType<typeof createClinic>;

function createClinic({ origin, entityId: issuer, consumer, signing, encryption, server, clock }: ClinicNeeds) {
  const doors = doorsAt(origin);
  const usual: UseIdRequest = { operations: { givenNames: 'REQUIRED', familyNames: 'REQUIRED', restrictedId: 'REQUIRED' } };
  const message = (destination: string, ask: Ask, extensions: Markup) => {
    const { asked: _, extensions: __, relayState: ___, signing: ____, edit = (same: string) => same, ...changed } = ask;
    const id = `_${randomBytes(16).toString('hex')}`;
    const request = { id, issueInstant: clock(), destination, issuer, forceAuthn: true, isPassive: false, ...changed };
    return { markup: edit(encodeAuthnRequest(request, extensions).markup) };
  };
  const own: Signing = { privateKey: signing.key.pem };
  /** What is asked, encrypted for the server. */
  const sealed = (asked: Markup, certificate = server.encryption.certificate) =>
    encodeEncryptedExtension(encryptElement(asked, certificate));
  const read = (received: ReceivedMessage) => {
    const { encrypted, ...response } = parseResponse(received.verified([server.signing.certificate]));
    const assertion = encrypted && parseAssertion(decryptElement(encrypted, encryption.key.pem));
    return {
      ...response,
      ...(received.relayState !== undefined && { relayState: received.relayState }),
      ...(assertion && { assertion, attributes: parseAttributes(assertion.attributes), told: parseNationalAnswer(assertion.attributes) }),
    };
  };
  return {
    origin,
    consumer,
    sealed,
    /** The address of a request: for a client by itself, or for a browser. */
    redirect(door: 'client' | 'browser', ask: Ask = {}): string {
      const { address } = doors[door];
      const extensions = ask.extensions ?? sealed(encodeAuthnRequestExtension(ask.asked ?? usual));
      return writeRedirect(address, 'SAMLRequest', message(address, ask, extensions), ask.signing ?? own, ask.relayState);
    },
    /** The form of a request in the eIDAS profile. */
    form(ask: Ask = {}): { readonly action: string; readonly fields: Record<string, string> } {
      const { address } = doors.eidas;
      const four = { PersonIdentifier: true, CurrentFamilyName: true, CurrentGivenName: true, DateOfBirth: true };
      const extensions = ask.extensions ?? encodeEidasExtensions(encodeRequestedAttributes(four), 'public');
      const context = { comparison: 'minimum', classes: ['http://eidas.europa.eu/LoA/high'] } as const;
      const signed = signEnveloped(message(address, { context, ...ask }, extensions), ask.signing ?? own);
      const fields = { SAMLRequest: writePost(signed), ...(ask.relayState !== undefined && { RelayState: ask.relayState }) };
      return { action: address, fields };
    },
    /** An answer that an address brings. */
    readAddress: (address: string) => read(readRedirect(new URL(address).search.slice(1), 'SAMLResponse')),
    /** An answer that a form brings. */
    readForm: ({ SAMLResponse = '', RelayState }: Readonly<Record<string, string>>) => read(readPost(SAMLResponse, RelayState)),
  };
}
