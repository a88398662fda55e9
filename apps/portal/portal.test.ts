// The portal against a real PostgreSQL and a small OpenID provider made for the test: who may come in, what they see, how it ends.
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createFetch, type Listening, listen } from '../../io/http/index.ts';
import { quiet } from '../../io/log/index.ts';
import { createLogoutReceiver } from '../../io/logout/index.ts';
import { openProvider } from '../../io/relying-party/index.ts';
import type { Hop } from '../../io/road/index.ts';
import { testStore } from '../../io/store/testing/database.ts';
import { EidError } from '../../lib/error/index.ts';
import { cardAmr, policyAcr, tajClaim } from '../../lib/oidc/index.ts';
import { portalApp } from './app.ts';
import type { Directory } from './directory.ts';
import { createForms } from './forms/index.ts';
import { start } from './main.ts';
import type { Matrix } from './matrix.ts';
import type { PortalParts } from './parts.ts';
import { createSessions } from './session/sessions.ts';
import { migrations, schema, type Tables } from './tables.ts';
import { emptyGuide } from './testing/guide.ts';

const folder = mkdtempSync(join(tmpdir(), 'portal-'));
const origin = 'http://portal.localhost:8080';
const physician = {
  eeszt_user: 'szoke-gergo',
  name: 'dr. Szőke Gergő',
  eeszt_role: 'physician',
  eeszt_org: '104217',
  eeszt_unit: '104217001',
  professional_id: '61284',
  register_status: 'in-force',
  register_asof: '2026-11-23T03:00:00Z',
};
const patient = { name: 'Kovács Anna', given_name: 'Anna', family_name: 'Kovács', birthdate: '1988-05-17', [tajClaim]: '111111110' };

/** What the next sign-in at the test's provider says. */
let says: { claims: Record<string, unknown>; acr: string; sid?: string; nonce?: string; error?: string };
let pushed: URLSearchParams;
/** Signs a token of the test's provider. */
let sign: (token: SignJWT) => Promise<string>;
const hops: Hop[] = [];
let issuer = '';
let op: Listening;
const guideFolder = join(import.meta.dirname, '../../world/guide');
const store = testStore<Tables>(schema, migrations);
let stop: () => Promise<void>;
let app: Hono;
let clientKey: Awaited<ReturnType<typeof exportJWK>>;
let now = Date.now();

const directory: Directory = {
  institution: async () => ({ id: '104217', name: 'Szent Borbála <b>', mail: null, units: [{ id: '104217001', name: 'Belgyógyászat' }] }),
  members: async () => [
    { worker: { id: 'x', name: '<script>alert(1)</script>' }, role: 'nurse', unit: { id: '104217001', name: 'B' }, status: 'in-force' },
  ],
};

/** Parts that other tests use. */
const unused = { linking: { clientId: 'eeszt-linking' }, ownSessions: {}, history: {} } as never as Pick<
  PortalParts,
  'linking' | 'ownSessions' | 'history'
>;

/** Every worker holds what they signed in with; what a test changes ends a role. */
const standing: { counts: boolean; down: boolean } = { counts: true, down: false };
const matrix = {
  async standing() {
    if (standing.down) throw new EidError('directory.down');
    const { eeszt_role: role, eeszt_org: org, eeszt_unit: unit } = says.claims;
    const entry = {
      role,
      institution: { id: org, name: '' },
      unit: { id: unit, name: '' },
      standing: standing.counts ? 'counts' : 'ended',
    };
    return { entries: [entry] };
  },
} as unknown as Matrix;

/** Discovery, pushed requests with a checked client assertion, tokens, user info. */
async function openidProvider(): Promise<Hono> {
  const signing = await generateKeyPair('ES256');
  sign = (token) => token.sign(signing.privateKey);
  const client = await generateKeyPair('ES256', { extractable: true });
  clientKey = await exportJWK(client.privateKey);
  const clientKeys = createLocalJWKSet({ keys: [await exportJWK(client.publicKey)] });
  const provider = new Hono();
  const body = async (request: Request) => new URLSearchParams(await request.text());
  const authenticate = (form: URLSearchParams) =>
    jwtVerify(form.get('client_assertion') ?? '', clientKeys, { issuer: 'eeszt-portal', audience: issuer });
  provider.get('/.well-known/openid-configuration', (c) =>
    c.json({
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/me`,
      jwks_uri: `${issuer}/jwks`,
      end_session_endpoint: `${issuer}/end`,
      pushed_authorization_request_endpoint: `${issuer}/par`,
      authorization_response_iss_parameter_supported: true,
    }),
  );
  provider.get('/jwks', async (c) => c.json({ keys: [{ ...(await exportJWK(signing.publicKey)), alg: 'ES256', use: 'sig' }] }));
  provider.post('/par', async (c) => {
    pushed = await body(c.req.raw);
    await authenticate(pushed);
    return c.json({ request_uri: `urn:ietf:params:oauth:request_uri:${randomUUID()}`, expires_in: 60 }, 201);
  });
  provider.post('/token', async (c) => {
    const form = await body(c.req.raw);
    await authenticate(form);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (challenge !== pushed.get('code_challenge')) return c.json({ error: 'invalid_grant' }, 400);
    const claims = { acr: says.acr, amr: [...cardAmr], sid: says.sid ?? 'sid', nonce: says.nonce ?? pushed.get('nonce') };
    const idToken = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256' })
      .setIssuer(issuer)
      .setAudience('eeszt-portal')
      .setSubject('subject')
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(signing.privateKey);
    return c.json({ access_token: 'at', token_type: 'Bearer', id_token: idToken });
  });
  provider.get('/me', (c) => c.json({ sub: 'subject', ...says.claims }));
  return provider;
}

beforeAll(async () => {
  const provider = new Hono();
  op = await listen(provider, { port: 0 });
  issuer = `http://idp.localhost:${op.port}`;
  provider.route('/', await openidProvider());
  const { db } = store;
  const clock = () => now;
  const relying = openProvider({ issuer, clientId: 'eeszt-portal', clientKey }, clock);
  const linking = { clientId: 'eeszt-linking', provider: relying, accounts: {} as never };
  const fetch = createFetch();
  const road = (hop: Hop) => void hops.push(hop);
  app = portalApp({
    origin,
    issuer,
    provider: relying,
    ...unused,
    linking,
    sessions: createSessions(db, clock),
    logout: createLogoutReceiver({ issuer, clientIds: ['eeszt-portal'], fetch }),
    forms: createForms(db, clock),
    directory,
    matrix,
    readerRounds: [],
    db,
    clock,
    guide: emptyGuide,
    log: quiet,
    road,
  });
  stop = async () => {
    relying[Symbol.dispose]();
    fetch[Symbol.dispose]();
  };
}, 60_000);

afterAll(async () => {
  await stop?.();
  await op?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => {
  standing.counts = true;
  standing.down = false;
  says = { claims: physician, acr: policyAcr };
  now = Date.now();
  hops.length = 0;
});

/** A browser: keeps cookies, follows nothing. */
function browser() {
  const jar = new Map<string, string>();
  const request = async (path: string, init: RequestInit = {}) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await app.request(`${origin}${path}`, { ...init, headers: { host: new URL(origin).host, cookie, ...init.headers } });
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (/max-age=0/i.test(set)) jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  };
  const leave = (way: string) => request(`/sign-in/${way}`);
  const comeBack = (change: Record<string, string> = {}) => {
    const query = new URLSearchParams({ iss: issuer, state: pushed.get('state') ?? '', ...change });
    if (!query.has('error')) query.set('code', 'c');
    return request(`/sign-in/return?${query}`);
  };
  const signIn = async (way: string) => {
    await leave(way);
    return (await comeBack()).headers.get('location');
  };
  return { jar, request, leave, comeBack, signIn };
}

const text = async (answer: Response | Promise<Response>) => (await answer).text();

describe('signing in', () => {
  test('a worker asks for a role only, a patient for name and TAJ as essential, each with PKCE, state and nonce, pushed beforehand', async () => {
    const away = await browser().leave('worker?role=physician&institution=106538');
    expect(away.headers.get('location')).toMatch(new RegExp(`^${issuer}/auth\\?request_uri=urn[^&]+&client_id=eeszt-portal$`));
    expect(Object.fromEntries(pushed)).toMatchObject({
      scope: 'openid eeszt_role eeszt_user',
      code_challenge_method: 'S256',
      redirect_uri: `${origin}/sign-in/return`,
      acr_values: policyAcr,
      claims: JSON.stringify({ userinfo: { eeszt_role: { value: 'physician' }, eeszt_org: { value: '106538' } } }),
    });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(pushed.get(name)?.length).toBeGreaterThanOrEqual(43);
    await browser().leave('patient');
    expect(pushed.get('scope')).toBe(`openid profile ${tajClaim}`);
    const essential = { name: { essential: true }, [tajClaim]: { essential: true } };
    expect(JSON.parse(pushed.get('claims') ?? '')).toEqual({ userinfo: essential });
    expect(hops.map(({ hop, from, to }) => [hop, from, to])).toEqual(Array(2).fill(['authorization-request', 'portal', 'idp']));
    expect((await browser().leave('administrator')).status).toBe(403);
  });

  test.each([
    ['a physician', physician, '/physician', 'Belgyógyászat (104217001)'],
    ['a dentist', { ...physician, eeszt_role: 'dentist' }, '/physician', 'fogorvos'],
    ['a pharmacist', { ...physician, eeszt_role: 'pharmacist' }, '/pharmacist', 'Az expediálás előtt'],
    ['a nurse', { ...physician, eeszt_role: 'nurse' }, '/health-worker', 'A műszak elején'],
    [
      'a clerk',
      { ...physician, eeszt_role: 'clerk', professional_id: undefined, register_status: 'not-registered' },
      '/staff',
      'kormányablak-ügyintéző',
    ],
    ['a patient', patient, '/patient', '111 111 110'],
  ])('%s lands on a page of their own', async (_, claims, home, sentence) => {
    const person = browser();
    says.claims = claims;
    expect(await person.signIn('tajClaim' in claims || home === '/patient' ? 'patient' : 'worker')).toBe(home);
    const page = await text(person.request(home));
    expect(page).toContain(sentence);
    expect(page).toContain(`data-page="portal.${home.slice(1)}"`);
    expect((await person.request('/')).headers.get('location')).toBe(home);
    const other = home === '/patient' ? '/physician' : '/patient';
    expect((await person.request(other)).headers.get('location')).toBe(home);
  });

  test('an administrator sees who may act for the institution, and names are text, not markup', async () => {
    says.claims = { ...physician, eeszt_role: 'institution-admin', name: '<img src=x onerror=alert(1)>' };
    const person = browser();
    await person.signIn('worker');
    const page = await text(person.request('/staff'));
    expect(page).toContain('data-state="institution-admin"');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    for (const markup of ['<script>alert', '<img src', 'Borbála <b>']) expect(page).not.toContain(markup);
  });

  test('a date of birth that the holder kept is said to be missing; without name or TAJ nobody is let in as a patient', async () => {
    const { birthdate: _, ...kept } = patient;
    says.claims = kept;
    const person = browser();
    await person.signIn('patient');
    expect(await text(person.request('/patient?lang=en'))).toContain('not given');
    const who = await text(person.request('/who-you-are'));
    expect(who).toContain('Family name and given names.');
    expect(who).not.toContain('Date of birth.');
    for (const claims of [{ name: patient.name }, { ...kept, name: undefined }, { ...kept, [tajClaim]: '111111111' }]) {
      says.claims = claims;
      const other = browser();
      expect(await other.signIn('patient')).toBe('/sign-in/failed?code=internal');
      expect((await other.request('/me.json')).status).toBe(401);
    }
  });

  test('who you are says role, institution, level, factors, and that nothing personal was read of a worker', async () => {
    const person = browser();
    await person.signIn('worker');
    const page = await text(person.request('/who-you-are?lang=hu'));
    for (const part of [
      'dr. Szőke Gergő',
      'orvos',
      '61284',
      'magas (eIDAS)',
      policyAcr,
      'sc pin hwk mfa',
      'Személyes adatot nem olvastunk be',
    ])
      expect(page).toContain(part);
    const me = await (await person.request('/me.json')).json();
    expect(me).toMatchObject({ acr: policyAcr, amr: [...cardAmr], claims: { eeszt_role: 'physician', eeszt_org: '104217' } });
  });
});

describe('what is refused', () => {
  const failed = (answer: Response) => new URL(answer.headers.get('location') ?? '', origin).searchParams.get('code');

  test('an answer in another browser, with another state, or a second time', async () => {
    const person = browser();
    await person.leave('worker');
    expect(failed(await browser().comeBack())).toBe('signin.other-browser');
    expect(failed(await person.comeBack({ state: 'other' }))).toBe('signin.other-browser');
    await person.leave('worker');
    expect((await person.comeBack()).headers.get('location')).toBe('/physician');
    expect(failed(await person.comeBack())).toBe('signin.expired');
  });

  test('an answer after a quarter of an hour', async () => {
    const person = browser();
    await person.leave('worker');
    now += 15 * 60_000;
    expect(failed(await person.comeBack())).toBe('signin.expired');
  });

  test('a lower level, a foreign nonce, a foreign issuer', async () => {
    const person = browser();
    says.acr = 'http://eidas.europa.eu/LoA/low';
    await person.leave('worker');
    expect(failed(await person.comeBack())).toBe('request.not-allowed');
    says = { claims: physician, acr: policyAcr, nonce: 'another' };
    await person.leave('worker');
    expect(failed(await person.comeBack())).toBe('internal');
    says = { claims: physician, acr: policyAcr };
    await person.leave('worker');
    expect(failed(await person.comeBack({ iss: 'http://evil.localhost' }))).toBe('internal');
    expect((await person.request('/me.json')).status).toBe(401);
  });

  test('the code of the identity provider is told in words; what it never says is an internal failure', async () => {
    const person = browser();
    await person.leave('worker');
    const answer = await person.comeBack({ error: 'access_denied', error_description: 'account.suspended' });
    expect(failed(answer)).toBe('account.suspended');
    expect(await text(person.request(answer.headers.get('location') ?? ''))).toContain('A szakmai jogosultsága szünetel');
    await person.leave('worker');
    expect(failed(await person.comeBack({ error: 'access_denied', error_description: 'card.eaten <b>' }))).toBe('internal');
  });

  test('a foreign host, and a sign-out that another site asks for', async () => {
    const person = browser();
    await person.signIn('worker');
    expect((await app.request('http://evil.example/', { headers: { host: 'evil.example' } })).status).toBe(403);
    const forged = await person.request('/sign-out', {
      method: 'POST',
      headers: { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' },
    });
    expect(forged.status).toBe(403);
    expect((await person.request('/me.json')).status).toBe(200);
  });

  test('an identity provider that does not answer', async () => {
    const gone = openProvider({ issuer: 'http://127.0.0.1:1', clientId: 'eeszt-portal', clientKey }, () => now);
    const parts = {
      origin,
      issuer,
      db: {} as never,
      ...unused,
      forms: {} as never,
      provider: gone,
      logout: {} as never,
      directory,
      matrix,
      readerRounds: [],
      clock: () => now,
      guide: emptyGuide,
      log: quiet,
      road: () => undefined,
    };
    const lonely = portalApp({ ...parts, sessions: { read: async () => undefined } as never });
    const answer = await lonely.request(`${origin}/sign-in/worker`, { headers: { host: new URL(origin).host } });
    expect([answer.status, (await answer.text()).includes('idp.down')]).toEqual([503, true]);
    gone[Symbol.dispose]();
  });

  test('a database that does not answer', async () => {
    const fails = async () => {
      throw new EidError('database.unreachable');
    };
    const parts = {
      origin,
      issuer,
      db: {} as never,
      ...unused,
      forms: {} as never,
      logout: {} as never,
      directory,
      matrix,
      readerRounds: [],
      clock: () => now,
      guide: emptyGuide,
      log: quiet,
      road: () => undefined,
      provider: {} as never,
    };
    const lonely = portalApp({ ...parts, sessions: { read: fails } as never });
    const answer = await lonely.request(`${origin}/`, { headers: { host: new URL(origin).host } });
    expect([answer.status, (await answer.text()).includes('data-state="database.unreachable"')]).toEqual([503, true]);
  });
});

describe('a role that is taken away', () => {
  const minute = 60_000;
  const home = async (person: ReturnType<typeof browser>) => (await person.request('/physician')).status;

  test('ends the session within five minutes, at once for an act, and says so; the person may still go out', async () => {
    const looking = browser();
    const acting = browser();
    await looking.signIn('worker');
    says.claims = { ...physician, eeszt_role: 'institution-admin' };
    await acting.signIn('worker');
    standing.counts = false;
    expect((await acting.request('/people/new', { method: 'POST', headers: { origin } })).status).toBe(403);
    expect((await acting.request('/me.json')).status).toBe(401);
    expect(await home(looking)).toBe(200);
    now += 2 * minute;
    const answer = await looking.request('/physician');
    expect([answer.status, (await text(answer)).includes('account.role-ended')]).toEqual([403, true]);
    expect((await looking.request('/me.json')).status).toBe(401);
    standing.counts = true;
    says.claims = physician;
    expect(await looking.signIn('worker')).toBe('/physician');
  });

  test('is looked for again and again while it holds, and a directory that is away vouches for nobody after five minutes', async () => {
    const person = browser();
    await person.signIn('worker');
    for (let i = 0; i < 4; i += 1) {
      now += 2 * minute;
      expect(await home(person)).toBe(200);
    }
    standing.down = true;
    now += 3 * minute;
    expect(await home(person)).toBe(200);
    now += 2 * minute;
    expect(await home(person)).toBe(503);
    standing.down = false;
    expect(await home(person)).toBe(200);
  });

  test('a patient has no role to lose', async () => {
    says.claims = patient;
    const person = browser();
    await person.signIn('patient');
    standing.counts = false;
    now += 5 * minute;
    expect((await person.request('/patient')).status).toBe(200);
    standing.counts = true;
  });
});

test('who only asks how they stand is shown it, in this browser, and is signed in to nothing', async () => {
  says.claims = { eeszt_user: 'vertesi-arpad' };
  const person = browser();
  expect((await person.request('/standing')).headers.get('location')).toBe('/sign-in/standing');
  expect(await person.signIn('standing')).toBe('/standing');
  expect(pushed.get('scope')).toBe('openid eeszt_user');
  expect((await person.request('/me.json')).status).toBe(401);
  expect((await browser().request('/standing')).headers.get('location')).toBe('/sign-in/standing');
});

describe('the session', () => {
  test('its cookie is for the server only and Lax, and a sign-in gives a fresh one', async () => {
    const person = browser();
    await person.leave('worker');
    const set = (await person.comeBack()).headers.getSetCookie().find((cookie) => cookie.startsWith('portal=')) ?? '';
    expect(set).toMatch(/HttpOnly/);
    expect(set).toMatch(/SameSite=Lax/);
    const before = person.jar.get('portal');
    await person.signIn('worker');
    expect(person.jar.get('portal')).not.toBe(before);
    const stolen = browser();
    stolen.jar.set('portal', before ?? '');
    expect((await stolen.request('/me.json')).status).toBe(401);
  });

  test('the row holds nothing of the person in clear, and without the cookie nobody opens it', async () => {
    says.claims = patient;
    const person = browser();
    await person.signIn('patient');
    const { db } = store;
    const rows = JSON.stringify(await db.selectFrom('session').selectAll().execute());
    for (const datum of ['Kovács', 'Kovács Anna', '111111110', '1988-05-17', person.jar.get('portal') ?? '']) {
      expect(rows).not.toContain(datum);
      // So short a text stands in random octets now and then.
      if (datum.length > 5) expect(rows).not.toContain(Buffer.from(datum).toString('base64url').slice(0, -2));
    }
    await sql`update session set content = content || 'A'`.execute(db);
    expect((await person.request('/me.json')).status).toBe(401);
  });

  test('it ends after half an hour of nothing, and after a working day of anything', async () => {
    const person = browser();
    await person.signIn('worker');
    for (let minutes = 20; minutes < 12 * 60; minutes += 20) {
      now += 20 * 60_000;
      expect((await person.request('/me.json')).status).toBe(200);
    }
    now += 20 * 60_000;
    expect((await person.request('/me.json')).status).toBe(401);
    now = Date.now();
    const idle = browser();
    await idle.signIn('worker');
    now += 31 * 60_000;
    expect((await idle.request('/me.json')).status).toBe(401);
  });

  test('it ends when the identity provider says that its sign-in has ended, and only for a token that says so', async () => {
    const [person, other] = [browser(), browser()];
    says = { claims: physician, acr: policyAcr, sid: 'one' };
    await person.signIn('worker');
    says = { claims: physician, acr: policyAcr, sid: 'two' };
    await other.signIn('worker');
    const events = { 'http://schemas.openid.net/event/backchannel-logout': {} };
    const token = (change: Record<string, unknown> = {}, typ = 'logout+jwt', audience = 'eeszt-portal') =>
      sign(
        new SignJWT({ sid: 'one', events, jti: randomUUID(), ...change })
          .setProtectedHeader({ alg: 'ES256', typ })
          .setIssuer(issuer)
          .setAudience(audience)
          .setIssuedAt()
          .setExpirationTime('2m'),
      );
    const tell = async (logoutToken: string) => {
      const body = new URLSearchParams({ logout_token: logoutToken });
      const headers = { host: new URL(origin).host };
      return (await app.request(`${origin}/signed-out-by-provider`, { method: 'POST', body, headers })).status;
    };
    const refused = [
      token({ nonce: 'n' }),
      token({ events: {} }),
      token({ sid: undefined }),
      token({}, 'JWT'),
      token({}, 'logout+jwt', 'borbala-his'),
      Promise.resolve('no token'),
    ];
    for (const one of refused) expect(await tell(await one)).toBe(400);
    expect((await person.request('/me.json')).status).toBe(200);
    const good = await token();
    expect(await tell(good)).toBe(200);
    expect((await person.request('/me.json')).status).toBe(401);
    expect((await other.request('/me.json')).status).toBe(200);
    expect(await tell(good), 'a token is heard once').toBe(400);
  });

  test('signing out ends it here, and leads past the identity provider back to a page that says so', async () => {
    const person = browser();
    await person.signIn('worker');
    const secret = person.jar.get('portal') ?? '';
    const out = await person.request('/sign-out', { method: 'POST', headers: { origin } });
    const address = new URL(out.headers.get('location') ?? '');
    expect(address.pathname).toBe('/end');
    expect(address.searchParams.get('post_logout_redirect_uri')).toBe(`${origin}/signed-out`);
    expect(address.searchParams.get('id_token_hint')).toMatch(/^ey/);
    person.jar.set('portal', secret);
    expect((await person.request('/me.json')).status).toBe(401);
    expect(await text(person.request('/signed-out?lang=en'))).toContain('You are signed out');
  });
});

test('the process starts from its configuration, with secrets in files, and stops', async () => {
  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content, { mode: 0o600 });
    return join(folder, name);
  };
  const config = {
    port: 0,
    origin,
    issuer,
    clientId: 'eeszt-portal',
    linkingClientId: 'eeszt-linking',
    historyTokenFile: file('history', 't'),
    clientKeyFile: file('key.json', JSON.stringify(clientKey)),
    databaseUrlFile: file('url', `${store.url}\n`),
    directory: { url: 'http://127.0.0.1:1', tokenFile: file('token', 't') },
    guide: {
      windowsFile: join(guideFolder, 'government-windows.json'),
      noticesFile: join(guideFolder, 'notices.json'),
      downloadsFolder: join(folder, 'downloads'),
      clientAddress: 'http://127.0.0.1:24727',
    },
    mail: { host: '127.0.0.1', port: 1, from: 'a@eeszt.example' },
  };
  await using portal = await start(config, { log: quiet, clock: () => now, road: () => undefined });
  using fetch = createFetch();
  const answer = await fetch(`http://portal.localhost:${portal.port}/`, { headers: { host: 'portal.localhost:8080' } });
  expect(await answer.text()).toContain('data-page="portal.start"');
  await expect(start({ ...config, extra: 1 } as never, { log: quiet, clock: () => now, road: () => undefined })).rejects.toThrow();
});
