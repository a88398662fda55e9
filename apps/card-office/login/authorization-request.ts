// Step 1 of the road, the office's end: asks the identity provider for a sign-in, pushed beforehand (RFC 9126) with PKCE (RFC 7636).
import { buildAuthorizationUrlWithPAR, calculatePKCECodeChallenge, randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client';
import { calling, type Provider } from '../../../io/relying-party/index.ts';
import { type RecordHop, recordHop } from '../../../io/road/index.ts';
import { policyAcr, roleScope, tajClaim } from '../../../lib/oidc/index.ts';
import type { Who } from '../account.ts';
import type { Pending } from '../session/sessions.ts';

/** What each sign-in asks for: of a clerk the role, of a holder the name and the TAJ number, by which the register finds them. */
const ways: Readonly<Record<Who, { readonly scope: string; readonly userinfo: object }>> = {
  clerk: { scope: `openid ${roleScope}`, userinfo: { eeszt_role: { value: 'clerk' } } },
  holder: { scope: `openid profile ${tajClaim}`, userinfo: { name: { essential: true }, [tajClaim]: { essential: true } } },
};

export function isWay(text: string): text is Who {
  return Object.hasOwn(ways, text);
}

/** Gives the address to send the browser to, and what to remember until it comes back. Errors: `idp.down`. */
export async function requestAuthorization(
  provider: Provider,
  { redirectUri, road }: { readonly redirectUri: string; readonly road: RecordHop },
  { way, language }: { readonly way: Who; readonly language: string },
): Promise<{ readonly address: URL; readonly pending: Pending }> {
  const configuration = await provider();
  const pending = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
  const { scope, userinfo } = ways[way];
  const parameters = {
    redirect_uri: redirectUri,
    scope,
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await calculatePKCECodeChallenge(pending.verifier),
    code_challenge_method: 'S256',
    acr_values: policyAcr,
    ui_locales: language,
    claims: JSON.stringify({ userinfo }),
  };
  const push = () => calling(() => buildAuthorizationUrlWithPAR(configuration, parameters));
  return { address: await recordHop(road, { hop: 'authorization-request', from: 'card-office', to: 'idp' }, push), pending };
}
