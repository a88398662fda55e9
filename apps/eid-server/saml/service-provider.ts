// Service providers as registered: their metadata, signed by a key that we were handed with them, and read again when they are renewed.
import { certificateOctets, type Reloading, reloading } from '../../../io/keys/index.ts';
import type { Logger } from '../../../io/log/index.ts';
import { readServiceProvider } from '../../../io/saml/index.ts';
import type { Bytes } from '../../../lib/bytes/index.ts';
import type { Clock } from '../../../lib/crypto/index.ts';
import { type ServiceProvider, samlError, type ValueForm } from '../../../lib/saml/index.ts';
import type { CompleteConfig } from '../config.ts';
import type { RelyingParty } from '../relying-party.ts';

/** A relying party that comes by SAML. */
export interface Registered extends Disposable {
  readonly party: RelyingParty;
  /** As of now: they are renewed while we run. */
  readonly metadata: Addressable;
  readonly form: ValueForm;
  /** ISO 3166-1 alpha-2: the country for which a PersonIdentifier is made. */
  readonly country: string;
}

/** Metadata of somebody to whom assertions can be encrypted. */
export type Addressable = ServiceProvider & Required<Pick<ServiceProvider, 'encryption'>>;

type SamlConfig = NonNullable<CompleteConfig['services'][number]['saml']>;

interface Effects {
  readonly reloadEvery: number;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Throws `saml.metadata` or `saml.signature` when the metadata are not such, not signed by that key, expired, or without a key to encrypt for. */
export function readMetadata(
  { metadataFile, metadataSignerFile }: Pick<SamlConfig, 'metadataFile' | 'metadataSignerFile'>,
  { reloadEvery, clock, log }: Effects,
): Promise<Reloading<Addressable>> {
  const read = ([metadata, signer]: readonly Bytes[]) =>
    addressable(readServiceProvider(metadata as Bytes, [certificateOctets(signer as Bytes)], clock()));
  return reloading([metadataFile, metadataSignerFile], read, reloadEvery, log);
}

/** A relying party with its metadata; errors as above. */
export async function readRegistered(party: RelyingParty, config: SamlConfig, effects: Effects): Promise<Registered> {
  const metadata = await readMetadata(config, effects);
  return {
    party,
    get metadata() {
      return metadata.value;
    },
    form: config.attributes,
    country: config.country,
    [Symbol.dispose]: () => metadata[Symbol.dispose](),
  };
}

function addressable({ encryption, ...provider }: ServiceProvider): Addressable {
  if (encryption === undefined) throw samlError('saml.metadata', 'encryption');
  return { ...provider, encryption };
}
