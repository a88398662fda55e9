// Signing out at the identity provider, once it is done here. OpenID Connect RP-Initiated Logout 1.0.
import { buildEndSessionUrl } from 'openid-client';
import { isEidError } from '../../lib/error/index.ts';
import type { Provider } from './provider.ts';

/**
 * The address at which the identity provider ends its part; none for nobody, or when it is away: here one is signed out anyhow.
 * @param idToken of whoever was signed in
 * @param back where the browser comes back to
 */
export async function endAtProvider(provider: Provider, idToken: string | undefined, back: string): Promise<string | undefined> {
  if (idToken === undefined) return undefined;
  try {
    return buildEndSessionUrl(await provider(), { id_token_hint: idToken, post_logout_redirect_uri: back }).href;
  } catch (thrown) {
    if (isEidError(thrown, 'idp.down')) return undefined;
    throw thrown;
  }
}
