// A relying party's end of back-channel logout: checks a logout token of its identity provider and says which sign-in has ended. OpenID Connect Back-Channel
// Logout 1.0, 2.6. Times in it are compared with the computer's clock, like those of every token.
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { EidError } from '../../lib/error/index.ts';
import type { Fetch } from '../http/index.ts';

/** `logout.refused`: not a logout token of this identity provider for this relying party, or one that was heard before. */
export type LogoutErrorCode = 'logout.refused';

export interface LogoutReceiver {
  /**
   * The `sid` of the sign-in that has ended. Throws `logout.refused` for a token that does not count; anything else when the provider's keys cannot be had.
   * @param token what stands in the form field `logout_token`
   */
  receive(token: string): Promise<string>;
}

/** Milliseconds for which keys are believed, and for which a token's identifier is kept: longer than any token lives. */
const [freshFor, rememberedFor] = [3_600_000, 600_000];

const event = 'http://schemas.openid.net/event/backchannel-logout';

/** @param clientIds those of this relying party */
export function createLogoutReceiver(options: {
  readonly issuer: string;
  readonly clientIds: readonly string[];
  readonly fetch: Fetch;
}): LogoutReceiver {
  const { issuer, clientIds, fetch } = options;
  const heard = new Map<string, number>();
  let known: { readonly at: number; readonly keys: ReturnType<typeof createLocalJWKSet> } | undefined;
  const get = async (url: URL | string): Promise<unknown> => {
    const answer = await fetch(url);
    if (answer.status !== 200) throw new EidError('http.status', { status: answer.status });
    return answer.json();
  };
  const load = async () => {
    const { jwks_uri: address } = (await get(`${issuer}/.well-known/openid-configuration`)) as { jwks_uri: string };
    known = { at: Date.now(), keys: createLocalJWKSet((await get(address)) as JSONWebKeySet) };
    return known.keys;
  };
  const verify = (token: string, keys: ReturnType<typeof createLocalJWKSet>) =>
    jwtVerify(token, keys, {
      issuer,
      audience: [...clientIds],
      typ: 'logout+jwt',
      algorithms: ['ES256'],
      requiredClaims: ['iat', 'exp', 'jti', 'sid', 'events'],
      maxTokenAge: 300,
      clockTolerance: 30,
    });
  return {
    async receive(token) {
      const isFresh = known !== undefined && Date.now() - known.at < freshFor;
      const keys = isFresh && known !== undefined ? known.keys : await load();
      // A key that we do not know yet may be a new one.
      const verified = await verify(token, keys).catch(async (thrown: unknown) => {
        if ((thrown as { code?: string }).code !== 'ERR_JWKS_NO_MATCHING_KEY' || !isFresh) throw refused(thrown);
        return verify(token, await load()).catch((again: unknown) => Promise.reject(refused(again)));
      });
      const { sid, jti, events, nonce } = verified.payload;
      const isLogout = typeof events === 'object' && events !== null && Object.hasOwn(events, event);
      if (typeof sid !== 'string' || typeof jti !== 'string' || !isLogout || nonce !== undefined) throw refused();
      for (const [id, at] of heard) if (Date.now() - at > rememberedFor) heard.delete(id);
      if (heard.has(jti)) throw refused();
      heard.set(jti, Date.now());
      return sid;
    },
  };
}

function refused(cause?: unknown): EidError<LogoutErrorCode> {
  return new EidError<LogoutErrorCode>('logout.refused', {}, { cause });
}
