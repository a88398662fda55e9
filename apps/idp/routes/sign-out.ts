// RP-initiated logout (OpenID Connect RP-Initiated Logout 1.0). We keep nobody signed in, so all there is to do is to lead back, and only to
// an address that the relying party of the ID token has registered.
import { Hono } from 'hono';
import type Provider from 'oidc-provider';
import { chooseLanguage, pageHeaders } from '../../../io/http/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import type { ErrorCode } from '../../../lib/phrases/index.ts';
import { signedOutPage } from '../pages/index.ts';

export function signOutRoutes(provider: Provider): Hono {
  const app = new Hono();
  app.use(pageHeaders());
  app.get('/end', async (c) => {
    const { id_token_hint: hint, client_id: clientId, post_logout_redirect_uri: address, state } = c.req.query();
    if (address === undefined) return c.html(signedOutPage({ language: chooseLanguage(c), url: c.req.url }));
    const client = await clientOf(hint, clientId);
    if (client === undefined || !client.postLogoutRedirectUriAllowed(address)) throw new EidError<ErrorCode>('request.not-allowed');
    const back = new URL(address);
    if (state !== undefined) back.searchParams.set('state', state);
    return c.redirect(back.href, 303);
  });
  return app;

  /** The client that the hint was issued to; a hint that is not ours, or is another's, is worth nothing. */
  async function clientOf(hint: string | undefined, clientId: string | undefined) {
    if (hint === undefined) return undefined;
    const audience = audienceOf(hint);
    if (audience === undefined || (clientId !== undefined && clientId !== audience)) return undefined;
    const client = await provider.Client.find(audience);
    if (client === undefined) return undefined;
    const valid = await provider.IdToken.validate(hint, client).catch(() => undefined);
    return valid === undefined ? undefined : client;
  }
}

function audienceOf(jwt: string): string | undefined {
  try {
    const { aud } = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return typeof aud === 'string' ? aud : undefined;
  } catch {
    return undefined;
  }
}
