// The OpenID Connect half by its rules: each row of attacks.md part D that touches this version is performed, and refused.
import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { policyAcr } from '../../lib/oidc/index.ts';
import { browser } from './testing/browser.ts';
import { registered, startIdp } from './testing/idp.ts';

const low = 'http://eidas.europa.eu/LoA/low';
const redirectUri = 'http://rp.localhost:9999/return';
let idp: Awaited<ReturnType<typeof startIdp>>;

const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
const publicKey = await crypto.subtle.exportKey('jwk', keys.publicKey);

beforeAll(async () => {
  const jwk = { kty: 'EC', crv: 'P-256', x: publicKey.x ?? '', y: publicKey.y ?? '' } as const;
  idp = await startIdp([
    registered('citizen', { scopes: ['profile', 'urn:eeszt:taj'], postLogoutRedirectUris: ['http://rp.localhost:9999/bye'] }),
    registered('names', { scopes: ['profile'], claims: ['given_name', 'family_name'] }),
    registered('worker', { scopes: ['eeszt_role'] }),
    registered('both', { scopes: ['eeszt_role', 'urn:eeszt:taj'] }),
    registered('keyed', { keys: [jwk] }),
    registered('roles', { keys: [jwk], scopes: ['eeszt_role'] }),
    registered('native', { kind: 'native', redirectUris: ['http://127.0.0.1/callback'] }),
    ...Array.from({ length: 10 }, (_, i) => registered(`rp-${i}`)),
  ]);
});
afterAll(() => idp[Symbol.asyncDispose]());

async function relyingParty(clientId: string, auth: client.ClientAuth = client.None()) {
  const options = { execute: [client.allowInsecureRequests], [client.customFetch]: idp.fetch as never };
  return client.discovery(new URL(idp.issuer), clientId, {}, auth, options);
}

/** A request with PKCE, and what is needed to end it. */
async function request(clientId: string, parameters: Record<string, string> = {}, auth?: client.ClientAuth) {
  const config = await relyingParty(clientId, auth);
  const verifier = client.randomPKCECodeVerifier();
  const state = client.randomState();
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    ...parameters,
  });
  const finish = (returned: URL) => client.authorizationCodeGrant(config, returned, { pkceCodeVerifier: verifier, expectedState: state });
  return { config, url, verifier, state, finish };
}

/** A whole sign-in; the ID token's claims and those of userinfo. */
async function signIn(clientId: string, parameters: Record<string, string> = {}, person = 1, auth?: client.ClientAuth) {
  const { config, url, finish } = await request(clientId, parameters, auth);
  const tokens = await finish(await browser(idp).signIn(url.href, person));
  const claims = tokens.claims();
  const userinfo = await client.fetchUserInfo(config, tokens.access_token, claims?.sub ?? '');
  return { tokens, claims, userinfo, config };
}

const refusal = async (url: URL) => (await browser(idp).signIn(url.href)).searchParams.get('error');

test('discovery says what there is: code flow, S256, pairwise subjects, one level, no registration', async () => {
  const metadata = (await relyingParty('citizen')).serverMetadata();
  expect(metadata).toMatchObject({
    issuer: idp.issuer,
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code'],
    code_challenge_methods_supported: ['S256'],
    subject_types_supported: ['pairwise'],
    acr_values_supported: [policyAcr],
    authorization_response_iss_parameter_supported: true,
    id_token_signing_alg_values_supported: ['ES256'],
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
  });
  expect(metadata.registration_endpoint).toBeUndefined();
});

describe('a role that is taken away', () => {
  const roles = { scope: 'openid eeszt_role' };

  test('is gone at userinfo and introspection as soon as the directory says so, long before the token ends', async () => {
    const { tokens, userinfo, config } = await signIn('roles', roles, 1, client.PrivateKeyJwt(keys.privateKey));
    expect(userinfo).toMatchObject({ eeszt_role: 'physician', eeszt_org: '104217', register_asof: '2026-11-23T00:00:00Z' });
    const ask = () => client.fetchUserInfo(config, tokens.access_token, client.skipSubjectCheck);
    const look = async () => (await client.tokenIntrospection(config, tokens.access_token)).active;
    expect([(await ask()).sub, await look()]).toEqual([userinfo.sub, true]);
    const { worker } = idp.directory;
    for (const gone of [{ roles: [] }, { registration: { ...worker.registration, status: 'suspended' as const } }, { id: 'another' }]) {
      idp.directory.worker = { ...worker, ...gone };
      await expect(ask()).rejects.toMatchObject({ status: 401 });
      expect(await look()).toBe(false);
    }
    idp.directory.worker = worker;
    expect((await ask()).sub).toBe(userinfo.sub);
  });

  test('leaves a token that lives five minutes and cannot be renewed', async () => {
    const { tokens } = await signIn('roles', roles, 1, client.PrivateKeyJwt(keys.privateKey));
    expect([tokens.expires_in, tokens.refresh_token]).toEqual([300, undefined]);
  });
});

describe('claims', () => {
  test('the ID token says who and how sure, userinfo says the rest', async () => {
    const { claims, userinfo } = await signIn('citizen', { scope: 'openid profile urn:eeszt:taj' });
    expect(claims).toMatchObject({ acr: policyAcr, amr: ['sc', 'pin', 'hwk', 'mfa'], iss: idp.issuer });
    expect(Object.keys(claims ?? {}).sort()).toEqual(['acr', 'amr', 'aud', 'exp', 'iat', 'iss', 'sid', 'sub'].sort());
    expect(userinfo).toEqual({
      sub: claims?.sub,
      acr: undefined,
      given_name: 'Ágnes',
      family_name: 'Őri',
      name: 'Őri Ágnes',
      birthdate: '1980-02-29',
      'urn:eeszt:taj': '123456788',
    });
  });

  test('only what is registered, asked for and permitted is told', async () => {
    const names = await signIn('names', {
      scope: 'openid profile',
      claims: JSON.stringify({ userinfo: { birthdate: { essential: true } } }),
    });
    expect(names.userinfo).toEqual({ sub: names.claims?.sub, given_name: 'Ágnes', family_name: 'Őri' });
    const one = await signIn('citizen', { claims: JSON.stringify({ userinfo: { given_name: null } }) });
    expect(one.userinfo).toEqual({ sub: one.claims?.sub, given_name: 'Ágnes' });
  });

  test('a scope that is not registered is refused', async () => {
    const { url } = await request('names', { scope: 'openid urn:eeszt:taj' });
    expect(await refusal(url)).toBe('invalid_scope');
  });

  test('a worker’s role and a citizen’s data are not asked for in one request', async () => {
    const { url } = await request('both', { scope: 'openid eeszt_role urn:eeszt:taj' });
    expect(await refusal(url)).toBe('invalid_scope');
  });
});

describe('level of assurance (D7)', () => {
  test.each([
    ['none asked', {}],
    ['a lower one', { acr_values: low }],
    ['an unknown one, voluntary', { acr_values: 'urn:example:gold' }],
    ['the policy’s, essential', { claims: JSON.stringify({ id_token: { acr: { essential: true, value: policyAcr } } }) }],
    ['a lower one, essential: minimum', { claims: JSON.stringify({ id_token: { acr: { essential: true, values: [low] } } }) }],
  ])('%s: the session has the policy’s level', async (_, parameters) => {
    expect((await signIn('citizen', parameters as Record<string, string>)).claims?.['acr']).toBe(policyAcr);
  });

  const gold = JSON.stringify({ id_token: { acr: { essential: true, value: 'urn:example:gold' } } });
  test.each([
    ['alone', { claims: gold }],
    ['overwritten by acr_values', { claims: gold, acr_values: policyAcr }],
    ['among several', { claims: JSON.stringify({ id_token: { acr: { essential: true, values: ['phr', 'phrh'] } } }) }],
  ])('an essential level that cannot be had ends the request: %s', async (_, parameters) => {
    const { url } = await request('citizen', parameters as Record<string, string>);
    const answer = await browser(idp).signIn(url.href);
    expect(answer.searchParams.get('error')).toBe('unmet_authentication_requirements');
    expect(answer.searchParams.get('state')).toBe(url.searchParams.get('state'));
  });

  test('a claims parameter that is none is refused', async () => {
    const { url } = await request('citizen', { claims: JSON.stringify({ id_token: { acr: { essential: 'yes' } } }) });
    expect(await refusal(url)).toBe('invalid_request');
  });
});

describe('return addresses (D3)', () => {
  test.each([
    'http://rp.localhost:9999/return/',
    'http://rp.localhost:9999/return?x=1',
    'http://rp.localhost:9999/Return',
    'http://RP.localhost:9999/return',
    'http://rp.localhost:9998/return',
    'http://rp.localhost/return',
    'https://rp.localhost:9999/return',
    'http://rp.localhost:9999//return',
    'http://rp.localhost:9999/%72eturn',
    'http://rp.localhost:9999/x/../return',
    'http://rp.localhost:9999/return%2f',
    'http://user@rp.localhost:9999/return',
    'http://rp.localhost:9999@evil.example/return',
    'http://rp.localhost:9999\\@evil.example/return',
    'http://evil.example/return',
    'http://rp.localhost.evil.example:9999/return',
    'http://rp.lócalhost:9999/return',
    '//rp.localhost:9999/return',
    'http://rp.localhost:9999/return#x',
    'javascript:alert(1)//rp.localhost:9999/return',
  ])('%s is not the registered one, and the browser is not sent there', async (address) => {
    const { url } = await request('citizen', { redirect_uri: address });
    const answer = await browser(idp).go(url.href);
    expect([answer.status, answer.location]).toEqual([400, '']);
    expect(answer.text).toContain('data-page="idp.refused" data-state="request.not-allowed"');
  });

  test('a native client’s loopback address matches on any port, and only there', async () => {
    const at = async (address: string) => (await browser(idp).go((await request('native', { redirect_uri: address })).url.href)).status;
    expect(await at('http://127.0.0.1:51234/callback')).toBe(303);
    expect(await at('http://127.0.0.1:51234/other')).toBe(400);
    expect(await at('http://localhost:51234/callback')).toBe(400);
    expect(await at('http://127.0.0.2:51234/callback')).toBe(400);
  });
});

describe('codes', () => {
  test('a code works once; its second use ends the token of the first (D1)', async () => {
    const { config, url, finish, verifier } = await request('citizen');
    const returned = await browser(idp).signIn(url.href);
    const tokens = await finish(returned);
    await expect(finish(returned)).rejects.toMatchObject({ error: 'invalid_grant' });
    await expect(client.fetchUserInfo(config, tokens.access_token, client.skipSubjectCheck)).rejects.toBeDefined();
    expect(verifier).not.toBe('');
  });

  test('of two uses at once only one wins', async () => {
    const { url, finish } = await request('citizen');
    const returned = await browser(idp).signIn(url.href);
    const uses = await Promise.allSettled([finish(returned), finish(returned), finish(returned)]);
    expect(uses.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1);
  });

  test('a code is worth nothing without its verifier, or to another client', async () => {
    const { url, state } = await request('citizen');
    const returned = await browser(idp).signIn(url.href);
    const other = { pkceCodeVerifier: client.randomPKCECodeVerifier(), expectedState: state };
    await expect(client.authorizationCodeGrant(await relyingParty('citizen'), returned, other)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    await expect(client.authorizationCodeGrant(await relyingParty('names'), returned, other)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  test('PKCE is for everyone, and S256 only', async () => {
    const without = await request('keyed');
    for (const name of ['code_challenge', 'code_challenge_method']) without.url.searchParams.delete(name);
    expect(await refusal(without.url)).toBe('invalid_request');
    const plain = await request('citizen', { code_challenge_method: 'plain' });
    expect(await refusal(plain.url)).toBe('invalid_request');
  });

  test.each(['token', 'id_token', 'code id_token', 'none'])('the answer is a code: response_type %s is refused', async (type) => {
    const { url } = await request('citizen', { response_type: type, nonce: 'n' });
    const answer = await browser(idp).go(url.href);
    expect(`${answer.location} ${answer.text}`).toMatch(/error=unsupported_response_type|error=invalid_request|data-page="idp.refused"/);
    expect(answer.location).not.toContain('/interaction/');
  });
});

describe('pushed requests (D4)', () => {
  test('a pushed request is accepted, once, from its client only', async () => {
    const { config, verifier, state } = await request('citizen');
    const parameters = { redirect_uri: redirectUri, scope: 'openid', state, code_challenge_method: 'S256' };
    const challenge = await client.calculatePKCECodeChallenge(verifier);
    const url = await client.buildAuthorizationUrlWithPAR(config, { ...parameters, code_challenge: challenge });
    const stolen = new URL(url);
    stolen.searchParams.set('client_id', 'names');
    expect((await browser(idp).go(stolen.href)).location).toContain('error=invalid_request');
    const returned = await browser(idp).signIn(url.href);
    expect(returned.searchParams.get('code')).toBeTruthy();
    expect((await browser(idp).go(url.href)).location).not.toContain('/interaction/');
  });

  test('a proof of a key works once, for us, signed with ES256 by that key (D6)', async () => {
    const { url } = await request('keyed');
    const push = async (assertion: string) => {
      const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
      const body = new URLSearchParams({
        ...Object.fromEntries(url.searchParams),
        client_assertion: assertion,
        client_assertion_type: assertionType,
      });
      return (await idp.fetch(`${idp.issuer}/request`, { method: 'POST', body })).status;
    };
    const proof = (audience = idp.issuer, key: Parameters<SignJWT['sign']>[0] = keys.privateKey, alg = 'ES256') =>
      new SignJWT()
        .setProtectedHeader({ alg })
        .setIssuer('keyed')
        .setSubject('keyed')
        .setAudience(audience)
        .setJti(randomUUID())
        .setIssuedAt()
        .setExpirationTime('1m')
        .sign(key);
    const good = await proof();
    expect([await push(good), await push(good)]).toEqual([201, 401]);
    const stranger = (await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])).privateKey;
    expect(await push(await proof('https://elsewhere.example'))).toBe(401);
    expect(await push(await proof(idp.issuer, stranger))).toBe(401);
    expect(await push(await proof(idp.issuer, new TextEncoder().encode(JSON.stringify(publicKey)), 'HS256'))).toBe(401);
    const [header, body] = (await proof()).split('.');
    const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
    expect([await push(`${none}.${body}.`), await push(`${header}.${body}.`)]).toEqual([401, 401]);
    const twice = await proof();
    expect((await Promise.all([push(twice), push(twice), push(twice)])).filter((status) => status === 201)).toHaveLength(1);
  });

  test('a client with a key must prove it (D6)', async () => {
    const auth = client.PrivateKeyJwt(keys.privateKey);
    const { url, finish } = await request('keyed', {}, auth);
    const returned = await browser(idp).signIn(url.href);
    expect((await finish(returned)).access_token).toBeTruthy();
    const anonymous = await request('keyed');
    const other = await browser(idp).signIn(anonymous.url.href);
    await expect(anonymous.finish(other)).rejects.toMatchObject({ error: 'invalid_client' });
  });
});

describe('whose session (D8)', () => {
  test('nobody stays signed in: prompt=none is login_required, before and after a sign-in in the same browser', async () => {
    const user = browser(idp);
    const silent = (await request('citizen', { prompt: 'none' })).url.href;
    expect((await user.signIn(silent)).searchParams.get('error')).toBe('login_required');
    await user.signIn((await request('citizen')).url.href);
    expect((await user.signIn(silent)).searchParams.get('error')).toBe('login_required');
    expect((await user.go((await request('names')).url.href)).location).toContain('/interaction/');
  });

  test('another person than the one expected is told to the relying party as login_required', async () => {
    const { tokens } = await signIn('citizen', {}, 1);
    const again = (await request('citizen', { id_token_hint: tokens.id_token ?? '' })).url.href;
    expect((await browser(idp).signIn(again, 2)).searchParams.get('error')).toBe('login_required');
    expect((await browser(idp).signIn(again, 1)).searchParams.get('code')).toBeTruthy();
  });

  test('a sign-in is seen only in the browser that began it', async () => {
    const begun = await browser(idp).go((await request('citizen')).url.href);
    const stranger = await browser(idp).go(begun.location);
    expect([stranger.status, stranger.text]).toEqual([403, expect.stringContaining('data-state="signin.other-browser"')]);
    const never = await browser(idp).go('/interaction/nobody-began-this');
    expect([never.status, never.text]).toEqual([410, expect.stringContaining('data-state="signin.expired"')]);
  });
});

test('a cookie of one sign-in opens no other, and a stranger’s page changes nothing', async () => {
  const [mine, theirs] = [browser(idp), browser(idp)];
  const first = await mine.go((await request('citizen')).url.href);
  const second = await theirs.go((await request('citizen')).url.href);
  const cookie = [...mine.jar]
    .filter(([, { path }]) => path.startsWith('/interaction/'))
    .map(([key, { value }]) => `${key.split(' ')[0]}=${value}`);
  const crossed = await idp.fetch(new URL(second.location, idp.issuer), { headers: { cookie: cookie.join('; '), accept: 'text/html' } });
  expect(crossed.status).toBe(403);
  await mine.go(first.location);
  for (const headers of [{ origin: 'http://evil.localhost' }, { 'sec-fetch-site': 'cross-site' }]) {
    expect((await mine.go(`${first.location}/abort`, { method: 'POST', headers })).status).toBe(403);
  }
  expect((await mine.go(`${first.location}/abort`, { method: 'POST' })).status).toBe(303);
});

test('ten relying parties cannot tell from their tokens that they met the same person (D9)', async () => {
  const seen = new Set<unknown>();
  for (let i = 0; i < 10; i++) {
    const { claims, userinfo, tokens } = await signIn(`rp-${i}`, {}, 7);
    const identifiers = [claims?.sub, tokens.access_token, claims?.['jti'] ?? randomUUID(), claims?.['sid'] ?? randomUUID()];
    for (const identifier of identifiers) {
      expect(seen.has(identifier)).toBe(false);
      seen.add(identifier);
    }
    expect(Object.keys(userinfo)).toEqual(['sub', ...Object.keys(userinfo).filter((key) => key !== 'sub')]);
    expect((await signIn(`rp-${i}`, {}, 7)).claims?.sub).toBe(claims?.sub);
  }
});

test('a token is looked into by its own client only (D13)', async () => {
  const auth = client.PrivateKeyJwt(keys.privateKey);
  const { config, url, finish } = await request('keyed', {}, auth);
  const { access_token: own } = await finish(await browser(idp).signIn(url.href));
  expect((await client.tokenIntrospection(config, own)).active).toBe(true);
  const { tokens } = await signIn('citizen');
  expect(await client.tokenIntrospection(config, tokens.access_token)).toEqual({ active: false });
  const userinfo = await idp.fetch(`${idp.issuer}/me`, { headers: { authorization: 'Bearer nothing' } });
  expect(userinfo.status).toBe(401);
});

test('sign-out leads only to a registered address of the client that the hint was issued to (D12)', async () => {
  const { tokens } = await signIn('citizen');
  const end = (query: Record<string, string>) => browser(idp).go(`/session/end?${new URLSearchParams(query)}`);
  const hint = { id_token_hint: tokens.id_token ?? '' };
  const good = await end({ ...hint, post_logout_redirect_uri: 'http://rp.localhost:9999/bye', state: 's' });
  expect([good.status, good.location]).toEqual([303, 'http://rp.localhost:9999/bye?state=s']);
  expect((await end({ ...hint, post_logout_redirect_uri: 'http://evil.example/bye' })).status).toBe(400);
  expect((await end({ post_logout_redirect_uri: 'http://rp.localhost:9999/bye' })).status).toBe(400);
  expect((await end({ id_token_hint: `${tokens.id_token}x`, post_logout_redirect_uri: 'http://rp.localhost:9999/bye' })).status).toBe(400);
  expect((await end({})).text).toContain('data-page="idp.signed-out"');
});

test('no page may be framed, and none runs a script of another (D15)', async () => {
  const user = browser(idp);
  const begun = await user.go((await request('citizen')).url.href);
  const pages = [
    await user.go(begun.location),
    await user.go('/auth'),
    await user.go('/session/end'),
    await user.go('/nowhere'),
    begun,
    await browser(idp).go(begun.location),
  ];
  for (const { headers } of pages) {
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-frame-options')).toBe('DENY');
  }
});

test('nobody registers but the administrator (D16)', async () => {
  const post = (path: string, headers: Record<string, string> = {}) =>
    idp.fetch(`${idp.issuer}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: '{}' });
  expect((await post('/reg')).status).toBe(404);
  expect((await post('/admin/relying-parties')).status).toBe(401);
  expect((await post('/admin/relying-parties', { authorization: 'Bearer wrong' })).status).toBe(401);
  expect((await post('/admin/relying-parties', { authorization: 'Bearer the-admin-token' })).status).toBe(400);
});

test('the administrator adds, lists and removes a relying party, and it can sign people in at once', async () => {
  const authorization = 'Bearer the-admin-token';
  const both = { hu: 'Új rendszer', en: 'New system' };
  const wanted = { name: both, purpose: both, kind: 'web', redirectUris: [redirectUri], scopes: ['profile'] };
  const headers = { authorization, 'content-type': 'application/json' };
  const add = (body: object) => idp.fetch(`${idp.issuer}/admin/relying-parties`, { method: 'POST', headers, body: JSON.stringify(body) });
  const added = (await (await add(wanted)).json()) as { clientId: string };
  expect(added).toMatchObject({ issuer: idp.issuer, clientId: expect.stringMatching(/^new-system-[0-9a-f]{8}$/) });
  expect((await signIn(added.clientId, { scope: 'openid profile' })).userinfo['name']).toBe('Őri Ágnes');
  expect((await add({ ...wanted, clientId: added.clientId })).status).toBe(409);
  for (const address of [
    'http://evil.example/x',
    'https://*.example/x',
    'https://a.example/x#y',
    'https://u@a.example/',
    'https://a.example',
  ]) {
    expect((await add({ ...wanted, redirectUris: [address] })).status, address).toBe(400);
  }
  const remove = () => idp.fetch(`${idp.issuer}/admin/relying-parties/${added.clientId}`, { method: 'DELETE', headers: { authorization } });
  expect((await remove()).status).toBe(204);
  expect((await remove()).status).toBe(404);
  expect((await browser(idp).go((await request(added.clientId)).url.href)).status).toBe(400);
});

test('a request under another host name is refused', async () => {
  const answer = await idp.fetch(`${idp.issuer}/.well-known/openid-configuration`, { headers: { host: 'evil.example' } });
  expect(answer.status).toBe(403);
});

test('rows hold neither claims nor tokens in clear', async () => {
  const { tokens, claims } = await signIn('citizen', { scope: 'openid profile urn:eeszt:taj' });
  const artifacts = await idp.db.selectFrom('artifact').selectAll().execute();
  const signIns = await idp.db.selectFrom('sign_in').selectAll().execute();
  const dump = [...artifacts, ...signIns].map((row) => JSON.stringify({ ...row, sealed: row.sealed.toString('latin1') })).join('\n');
  expect(dump.length).toBeGreaterThan(1000);
  for (const secret of ['123456788', 'Őri', tokens.access_token, claims?.sub ?? 'x']) expect(dump).not.toContain(secret);
});
