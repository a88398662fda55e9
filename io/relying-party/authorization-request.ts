// Step 1 of the road, as our relying parties take it: a request for a sign-in, pushed beforehand (RFC 9126) with PKCE (RFC 7636).
import { buildAuthorizationUrlWithPAR, calculatePKCECodeChallenge, randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client';
import { policyAcr } from '../../lib/oidc/index.ts';
import { type Party, type RecordHop, recordHop } from '../road/index.ts';
import { calling, type Provider } from './provider.ts';

/** What the browser that began a sign-in must bring back, and what the identity provider must prove. */
export type Pending = { readonly state: string; readonly nonce: string; readonly verifier: string };

/** Where to send the browser, and what to remember until it comes back. */
export type Leaving = { readonly address: URL; readonly pending: Pending };

/** Scope and claims (OpenID Connect Core 5.5) of what is wanted, and the language of the pages. */
export type WantedClaims = { readonly scope: string; readonly userinfo: Readonly<Record<string, unknown>>; readonly language: string };

/** Pushes a request of any scope and claims. Errors: `idp.down`. */
export async function pushRequest(
  provider: Provider,
  { from, redirectUri, road }: { readonly from: Party; readonly redirectUri: string; readonly road: RecordHop },
  { scope, userinfo, language }: WantedClaims,
): Promise<Leaving> {
  const configuration = await provider();
  const pending = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
  const parameters = {
    redirect_uri: redirectUri,
    scope,
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await calculatePKCECodeChallenge(pending.verifier),
    code_challenge_method: 'S256',
    acr_values: policyAcr,
    ui_locales: language,
    ...(Object.keys(userinfo).length > 0 && { claims: JSON.stringify({ userinfo }) }),
  };
  const push = () => calling(() => buildAuthorizationUrlWithPAR(configuration, parameters));
  return { address: await recordHop(road, { hop: 'authorization-request', from, to: 'idp' }, push), pending };
}
