// Step 1 of the road, the portal's end: asks the identity provider for a sign-in, pushed beforehand (RFC 9126) with PKCE (RFC 7636).
import { buildAuthorizationUrlWithPAR, calculatePKCECodeChallenge, randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client';
import { calling, type Provider } from '../../../io/relying-party/index.ts';
import { type RecordHop, recordHop } from '../../../io/road/index.ts';
import { policyAcr, roleScope, tajClaim, userScope } from '../../../lib/oidc/index.ts';
import type { Pending } from '../session/sessions.ts';

/**
 * The ways in, and what each asks for. A patient's name and TAJ are essential, since records are found by them; the date of birth is the
 * patient's choice. Who asks how they stand may act in no role.
 */
const ways = {
  patient: { scope: `openid profile ${tajClaim}`, claims: { name: { essential: true }, [tajClaim]: { essential: true } } },
  worker: { scope: `openid ${roleScope} ${userScope}`, claims: {} },
  standing: { scope: `openid ${userScope}`, claims: {} },
} as const;

export type Way = keyof typeof ways;

export const isWay = (text: string): text is Way => Object.hasOwn(ways, text);

/** What a sign-in is wanted for. `role` and `institution` narrow the choice of a worker who has several. */
export type Wanted = { readonly way: Way; readonly language: string; readonly role?: string; readonly institution?: string };

/** Gives the address to send the browser to, and what to remember until it comes back. Errors: `idp.down`. */
export async function requestAuthorization(
  provider: Provider,
  { redirectUri, road }: { readonly redirectUri: string; readonly road: RecordHop },
  { way, language, role, institution }: Wanted,
): Promise<Leaving> {
  const { scope, claims } = ways[way];
  const userinfo = {
    ...claims,
    ...(way === 'worker' && role !== undefined && { eeszt_role: { value: role } }),
    ...(way === 'worker' && institution !== undefined && { eeszt_org: { value: institution } }),
  };
  return pushRequest(provider, { redirectUri, road }, { scope, userinfo, language });
}

/** Where to send the browser, and what to remember until it comes back. */
type Leaving = { readonly address: URL; readonly pending: Pending };

type Request = { readonly scope: string; readonly userinfo: Readonly<Record<string, object>>; readonly language: string };

/** Pushes a request of any scope and claims. Errors: `idp.down`. */
export async function pushRequest(
  provider: Provider,
  { redirectUri, road }: { readonly redirectUri: string; readonly road: RecordHop },
  { scope, userinfo, language }: Request,
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
  return { address: await recordHop(road, { hop: 'authorization-request', from: 'portal', to: 'idp' }, push), pending };
}
