// The SAML processor, made of its configuration: our two keys, the service providers, our metadata. TR-03130-1 4.9.
import { randomBytes } from 'node:crypto';
import type { Hono } from 'hono';
import { certificateOctets, type Reloading, readTls, type TlsMaterial } from '../../../io/keys/index.ts';
import type { Logger } from '../../../io/log/index.ts';
import { agreedSignature, readableMethods, signEnveloped } from '../../../io/saml/index.ts';
import type { Clock } from '../../../lib/crypto/index.ts';
import { encodeIdentityProvider, type ServiceProvider } from '../../../lib/saml/index.ts';
import type { Channels, Env } from '../channels.ts';
import type { CompleteConfig } from '../config.ts';
import type { RelyingParty } from '../relying-party.ts';
import { createSaml, doorsAt } from './doors.ts';
import { type Registered, readRegistered } from './service-provider.ts';
import type { SignInContext } from './sign-ins.ts';

type SamlConfig = NonNullable<CompleteConfig['saml']>;

/** What is read from files, and read again when it is renewed. */
export interface SamlMaterial extends Disposable {
  readonly signing: Reloading<TlsMaterial>;
  readonly encryption: Reloading<TlsMaterial>;
  readonly providers: readonly Registered[];
}

/** `saml.metadata` and others when a service provider's are not good; `keys.*` when ours are not. */
export async function readSaml(
  { signing, encryption }: SamlConfig,
  { services, reloadEvery }: CompleteConfig,
  parties: readonly RelyingParty[],
  { clock, log }: { readonly clock: Clock; readonly log: Logger },
): Promise<SamlMaterial> {
  using stack = new DisposableStack();
  const providers: Registered[] = [];
  for (const { name, saml } of services) {
    const party = parties.find((one) => one.name === name);
    if (saml !== undefined && party !== undefined)
      providers.push(stack.use(await readRegistered(party, saml, { reloadEvery, clock, log })));
  }
  const keys = {
    signing: stack.use(await readTls(signing, log, reloadEvery)),
    encryption: stack.use(await readTls(encryption, log, reloadEvery)),
  };
  const owned = stack.move();
  return { ...keys, providers, [Symbol.dispose]: () => owned.dispose() };
}

interface ProcessorContext extends Omit<SignInContext, 'providers' | 'issuing' | 'answerLifetime'> {
  readonly origin: string;
  readonly channels: Channels;
}

/** The web application. */
export function createProcessor(
  config: SamlConfig,
  { signing, encryption, providers }: SamlMaterial,
  context: ProcessorContext,
): Hono<Env> {
  const { entityId, country, client, metadataLifetime } = config;
  const { origin, store, clock, keyring, levelOfAssurance } = context;
  const signature = ({ signatures = [] }: Pick<ServiceProvider, 'signatures'> = {}) => {
    const privateKey = signing.value.key;
    return { privateKey, algorithm: agreedSignature(signatures, privateKey) };
  };
  const octets = ({ value }: Reloading<TlsMaterial>) => certificateOctets(new Uint8Array(Buffer.from(value.cert)));
  const metadata = () => {
    const services = Object.values(doorsAt(origin)).map(
      ({ profile, address }) => ({ binding: profile === 'eidas' ? 'post' : 'redirect', location: address }) as const,
    );
    const validUntil = clock() + metadataLifetime;
    const described = {
      entityId,
      validUntil,
      signing: [octets(signing)],
      encryption: octets(encryption),
      methods: readableMethods,
      services,
    };
    return signEnveloped(encodeIdentityProvider(described, `_${randomBytes(20).toString('hex')}`), signature()).markup;
  };
  return createSaml({
    ...context,
    client,
    providers,
    metadata,
    issuing: { entityId, country, signing: signature, levelOfAssurance, clock },
    decryptionKey: () => encryption.value.key,
    samlRequests: store.samlRequests,
    // Longer than any session that it began.
    remembered: 2 * keyring.lifetime,
    answerLifetime: 120_000,
  });
}
