// Step 14 of the road, the portal's end: exchanges the code for tokens, checks them, and fetches the claims (OpenID Connect Core 3.1.3, 5.3).
import { authorizationCodeGrant, fetchUserInfo } from 'openid-client';
import { calling, type Provider } from '../../../io/relying-party/index.ts';
import { type RecordHop, recordHop } from '../../../io/road/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import { type Account, accountOf, type User } from '../account.ts';
import type { Pending } from '../session/sessions.ts';

/** The account behind an accepted answer. Errors: `idp.down`, `request.not-allowed`, `internal`. */
export async function requestTokens(
  provider: Provider,
  { now, road }: { readonly now: number; readonly road: RecordHop },
  address: URL,
  pending: Pending,
): Promise<Account | User> {
  const { claims, idToken } = await requestClaims(provider, road, address, pending);
  return accountOf(claims, idToken, now);
}

/** What the identity provider vouches for, and the ID token that says so. Errors: `idp.down`, `internal`. */
export async function requestClaims(
  provider: Provider,
  road: RecordHop,
  address: URL,
  pending: Pending,
): Promise<{ readonly claims: Readonly<Record<string, unknown>>; readonly idToken: string }> {
  const configuration = await provider();
  const checks = { pkceCodeVerifier: pending.verifier, expectedState: pending.state, expectedNonce: pending.nonce, idTokenExpected: true };
  const grant = () => calling(() => authorizationCodeGrant(configuration, address, checks));
  const tokens = await recordHop(road, { hop: 'token-request', from: 'portal', to: 'idp' }, grant);
  const vouched = tokens.claims();
  if (vouched === undefined || tokens.id_token === undefined) throw new EidError('internal', { at: 'id_token' });
  const more = await calling(() => fetchUserInfo(configuration, tokens.access_token, vouched.sub));
  return { claims: { ...more, ...vouched }, idToken: tokens.id_token };
}
