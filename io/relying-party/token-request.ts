// Step 14 of the road, as our relying parties take it: exchanges the code for tokens, checks them, and fetches the claims (OpenID Connect Core 3.1.3, 5.3).
import { authorizationCodeGrant, fetchUserInfo } from 'openid-client';
import { EidError } from '../../lib/error/index.ts';
import { type Party, type RecordHop, recordHop } from '../road/index.ts';
import type { Pending } from './authorization-request.ts';
import { calling, type Provider } from './provider.ts';

/** What the identity provider vouches for, and the ID token that says so. */
export type Vouched = { readonly claims: Readonly<Record<string, unknown>>; readonly idToken: string };

/** Errors: `idp.down`, `internal`; anything else when the answer or a token is not what was asked for. */
export async function requestClaims(
  provider: Provider,
  { from, road }: { readonly from: Party; readonly road: RecordHop },
  address: URL,
  pending: Pending,
): Promise<Vouched> {
  const configuration = await provider();
  const checks = { pkceCodeVerifier: pending.verifier, expectedState: pending.state, expectedNonce: pending.nonce, idTokenExpected: true };
  const grant = () => calling(() => authorizationCodeGrant(configuration, address, checks));
  const tokens = await recordHop(road, { hop: 'token-request', from, to: 'idp' }, grant);
  const vouched = tokens.claims();
  if (vouched === undefined || tokens.id_token === undefined) throw new EidError('internal', { at: 'id_token' });
  const more = await calling(() => fetchUserInfo(configuration, tokens.access_token, vouched.sub));
  return { claims: { ...more, ...vouched }, idToken: tokens.id_token };
}
