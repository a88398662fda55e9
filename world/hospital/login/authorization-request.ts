// Step 1 of the road: where the browser is sent to sign a person in (OpenID Connect Core 3.1.2.1, with PKCE, RFC 7636).
import * as oidc from 'openid-client';
import { roleScope, tajClaim } from '../../../lib/oidc/index.ts';

export type Wanted = 'staff' | 'patient';

/** A request under way: what must come back with the code, and what proves that it is ours. */
export interface Asked {
  readonly address: URL;
  readonly checks: { readonly pkceCodeVerifier: string; readonly expectedState: string; readonly expectedNonce: string };
}

/**
 * What each sign-in asks for. Staff: a role, from the register. A patient: name and TAJ from the card, essential, because a form without
 * them is worth nothing; anything more would be read for nothing.
 */
const parameters: Readonly<Record<Wanted, Readonly<Record<string, string>>>> = {
  staff: { scope: `openid ${roleScope}` },
  patient: {
    scope: 'openid',
    claims: JSON.stringify({
      userinfo: { given_name: { essential: true }, family_name: { essential: true }, [tajClaim]: { essential: true } },
    }),
  },
};

export async function requestAuthorization(
  configuration: oidc.Configuration,
  { wanted, redirectUri, language }: { readonly wanted: Wanted; readonly redirectUri: string; readonly language: string },
): Promise<Asked> {
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
  const expectedState = oidc.randomState();
  const expectedNonce = oidc.randomNonce();
  const address = oidc.buildAuthorizationUrl(configuration, {
    ...parameters[wanted],
    redirect_uri: redirectUri,
    state: expectedState,
    nonce: expectedNonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    ui_locales: language,
  });
  return { address, checks: { pkceCodeVerifier, expectedState, expectedNonce } };
}
