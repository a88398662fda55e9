// The identity provider as a relying party of ours knows it: its metadata, fetched when first needed and again an hour later, and the party's own key.
import { webcrypto } from 'node:crypto';
import { allowInsecureRequests, type Configuration, customFetch, discovery, PrivateKeyJwt, ResponseBodyError } from 'openid-client';
import type { Clock } from '../../lib/crypto/index.ts';
import { EidError, isEidError } from '../../lib/error/index.ts';
import { createFetch } from '../http/index.ts';

export type ProviderSettings = {
  readonly issuer: string;
  readonly clientId: string;
  /** P-256 private key. */
  readonly clientKey: webcrypto.JsonWebKey;
  /** PEM authorities for an https issuer. */
  readonly authority?: string;
};

/** Gives the configuration for a call to the identity provider; `idp.down` when it cannot be had. */
export type Provider = (() => Promise<Configuration>) & Disposable;

const freshFor = 3_600_000;

export function openProvider({ issuer, clientId, clientKey, authority }: ProviderSettings, clock: Clock): Provider {
  const fetch = createFetch(authority === undefined ? {} : { ca: authority });
  let known: { readonly at: number; readonly configuration: Configuration } | undefined;
  const provider = async () => {
    if (known !== undefined && clock() - known.at < freshFor) return known.configuration;
    const key = await webcrypto.subtle.importKey('jwk', clientKey, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
    const execute = new URL(issuer).protocol === 'http:' ? [allowInsecureRequests] : [];
    const options = { execute, timeout: 10, [customFetch]: fetch as never };
    const configuration = await calling(() =>
      discovery(new URL(issuer), clientId, { id_token_signed_response_alg: 'ES256' }, PrivateKeyJwt(key), options),
    );
    known = { at: clock(), configuration };
    return configuration;
  };
  return Object.assign(provider, { [Symbol.dispose]: () => fetch[Symbol.dispose]() });
}

/** A call to the identity provider; `idp.down` when there was no answer at all, anything else as it was thrown. */
export async function calling<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (thrown) {
    if (isAway(thrown)) throw new EidError('idp.down', {}, { cause: thrown });
    throw thrown;
  }
}

/** No answer, or a status of 500 and above, anywhere down the chain of causes. */
function isAway(thrown: unknown): boolean {
  if (thrown instanceof Response) return thrown.status >= 500;
  if (!(thrown instanceof Error)) return false;
  if (thrown instanceof ResponseBodyError && thrown.status >= 500) return true;
  return (isEidError(thrown) && thrown.code.startsWith('http.')) || isAway(thrown.cause);
}
