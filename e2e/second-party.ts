// A second relying party of a test: a page that says by which `sub` it knows whoever signed in.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import * as oidc from 'openid-client';
import type { World } from '../cli/up/world.ts';
import { type Fetch, type Listening, listen } from '../io/http/index.ts';

export interface SecondParty extends AsyncDisposable {
  /** Where a sign-in begins. */
  readonly start: string;
}

/** Registers it at the world's identity provider, reached by `fetch`. Its page is `party.known`, and its text the `sub`. */
export async function secondParty(world: World, fetch: Fetch): Promise<SecondParty> {
  await using opened = new AsyncDisposableStack();
  const app = new Hono();
  const server: Listening = opened.use(await listen(app, { port: 0 }));
  const origin = `http://127.0.0.1:${server.port}`;
  const redirectUri = `${origin}/return`;
  const token = readFileSync(join(world.folder.keys, 'admin-token'), 'utf8').trim();
  const text = { hu: 'Második', en: 'Second' };
  const registration = { clientId: 'second-party', name: text, purpose: text, kind: 'native', redirectUris: [redirectUri] };
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  await fetch(`${world.addresses.idp}/admin/relying-parties`, { method: 'POST', headers, body: JSON.stringify(registration) });
  const options = { execute: [oidc.allowInsecureRequests], [oidc.customFetch]: fetch as never };
  const config = await oidc.discovery(new URL(world.addresses.idp), 'second-party', {}, oidc.None(), options);
  const [verifier, state] = [oidc.randomPKCECodeVerifier(), oidc.randomState()];
  const challenge = { code_challenge: await oidc.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' };
  app.get('/start', (c) =>
    c.redirect(oidc.buildAuthorizationUrl(config, { redirect_uri: redirectUri, scope: 'openid', state, ...challenge }).href, 303),
  );
  app.get('/return', async (c) => {
    const tokens = await oidc.authorizationCodeGrant(config, new URL(c.req.url), { pkceCodeVerifier: verifier, expectedState: state });
    return c.html(`<!doctype html><html lang="en" data-page="party.known" data-state=""><body>${tokens.claims()?.sub}</body></html>`);
  });
  const owned = opened.move();
  return { start: `${origin}/start`, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
