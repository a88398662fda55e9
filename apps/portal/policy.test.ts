// Rights on every page: every row of the policy walked as every role and as nobody, at the whole portal (attacks.md F2).
import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { quiet } from '../../io/log/index.ts';
import { roleIds } from '../../lib/entitlement/index.ts';
import { policyAcr } from '../../lib/oidc/index.ts';
import { parseTaj, type Taj } from '../../lib/person/index.ts';
import type { Account } from './account.ts';
import { portalApp } from './app.ts';
import { fail, note } from './failures.ts';
import type { PortalParts } from './parts.ts';
import { type Holder, mayEnter, policy, type RouteName, routeNames, ruleOf } from './policy.ts';
import { register } from './router.ts';
import { emptyGuide } from './testing/guide.ts';
import { own, type Routes, type Visit } from './visit.ts';

const origin = 'http://portal.localhost:8080';
const holders: readonly (Holder | undefined)[] = [undefined, 'patient', ...roleIds];
const walks = routeNames.flatMap((route) => holders.map((holder) => [route, holder] as const));

function account(holder: Holder): Account {
  const common = { sub: 'a-subject', acr: policyAcr, amr: [], signedInAt: Date.now(), idToken: '', claims: {}, name: 'Teszt Elek' };
  if (holder === 'patient') return { kind: 'patient', ...common, taj: parseTaj('111111110') as Taj };
  const place = { institution: { id: '104217' }, unit: { id: '104217001' }, registerNumber: '61284' } as const;
  return {
    kind: 'worker',
    ...common,
    ...place,
    user: 'teszt-elek',
    role: holder,
    registerStatus: 'in-force',
    registerAsOf: '2026-11-23T03:00:00Z',
  };
}

/** A request to a route; parameters get the visitor's own institution, or another's. */
function ask(app: Hono, route: RouteName, institution = '104217') {
  const [method = '', pattern = ''] = route.split(' ');
  const path = pattern.replace(':institution', institution).replace(/:\w+/g, 'x'.repeat(43));
  return app.request(`${origin}${path}`, { method, headers: { host: new URL(origin).host, origin } });
}

/** Every row with a handler that gives data away at once. */
function careless(holder: Holder | undefined): Hono {
  const app = new Hono();
  const routes = Object.fromEntries(routeNames.map((name) => [name, ({ context: c }: Visit) => c.text('DATA')])) as Routes;
  register(app, [routes], {
    signedIn: async () => (holder === undefined ? undefined : account(holder)),
    vouch: async () => undefined,
    keepAnswers: async () => false,
  });
  app.onError((thrown, c) => fail(c, note(quiet, thrown)));
  return app;
}

test.each(walks)('F2: %s as %s gives data to whom its row names, and to others a refusal or a way to sign in', async (route, holder) => {
  const answer = await ask(careless(holder), route);
  const { who } = ruleOf(route);
  const named = who === 'anyone' || (holder !== undefined && (who === 'signed-in' || who.includes(holder)));
  if (named) return expect(await answer.text()).toBe('DATA');
  expect([303, 401, 403]).toContain(answer.status);
  expect(await answer.text()).not.toContain('DATA');
  if (answer.status === 303) expect(answer.headers.get('location')).toMatch(/^\/[a-z-]*$/);
});

test('F2: the portal itself refuses just those whom the table refuses', async () => {
  for (const [route, holder] of walks) {
    if (mayEnter(ruleOf(route), holder && account(holder), '104217')) continue;
    const sessions = { read: async () => holder && account(holder) };
    const forms = { ownerOf: () => undefined };
    const parts = {
      origin,
      issuer: origin,
      sessions,
      forms,
      linking: {},
      clock: Date.now,
      log: quiet,
      guide: emptyGuide,
    } as unknown as PortalParts;
    const answer = await ask(portalApp(parts), route);
    expect([303, 401, 403], `${route} as ${holder}`).toContain(answer.status);
  }
});

test('F10: nothing is changed for another site, whoever is signed in', async () => {
  const sessions = { read: async () => account('institution-admin') };
  const parts = { origin, issuer: origin, sessions, linking: {}, clock: Date.now, log: quiet, guide: emptyGuide } as unknown as PortalParts;
  const app = portalApp(parts);
  const posts = routeNames.filter((route) => route.startsWith('POST '));
  expect(posts.length).toBeGreaterThan(5);
  for (const route of posts) {
    const path = route.slice('POST '.length).replace(/:\w+/g, 'x'.repeat(43));
    for (const from of [{ origin: 'http://evil.example' }, { 'sec-fetch-site': 'cross-site' }, { cookie: 'portal=x' }]) {
      const headers = new Headers({ host: new URL(origin).host, ...from });
      expect((await app.request(`${origin}${path}`, { method: 'POST', headers })).status, `${route} ${JSON.stringify(from)}`).toBe(403);
    }
  }
});

describe('F3: an institution', () => {
  const mine = { who: ['institution-admin'], institution: 'own' } as const;

  test('is entered by its own people only', () => {
    expect(mayEnter(mine, account('institution-admin'), '104217')).toBe(true);
    expect(mayEnter(mine, account('institution-admin'), '106538')).toBe(false);
    expect(mayEnter(mine, account('institution-admin'))).toBe(false);
    expect(mayEnter({ who: 'signed-in', institution: 'own' }, account('patient'), '104217')).toBe(false);
  });

  test('is named in an address only where its row compares it', () => {
    expect(routeNames.filter((route) => route.includes(':institution') && ruleOf(route).institution === undefined)).toEqual([]);
  });
});

test('F2: a record of somebody else, and one that there is not, are refused alike', () => {
  const physician = account('physician');
  const records = [{ subject: 'another' }, { subject: '' }, { institution: '106538' }, undefined];
  for (const record of records) expect(() => own(physician, record)).toThrow('request.not-allowed');
  expect(() => own(account('patient'), { institution: '104217' })).toThrow('request.not-allowed');
  expect(() => own(undefined, { subject: '' })).toThrow('request.not-allowed');
  for (const record of [{ subject: 'a-subject' }, { institution: '104217' }]) expect(own(physician, record)).toBe(record);
});

test('a row without a handler, and a row with two, stop the portal from starting', () => {
  const start = (...areas: Routes[]) =>
    register(new Hono(), areas, { signedIn: async () => undefined, vouch: async () => undefined, keepAnswers: async () => false });
  const all = Object.fromEntries(routeNames.map((name) => [name, ({ context: c }: Visit) => c.text('')])) as Routes;
  expect(() => start({})).toThrow('0 handlers');
  expect(() => start(all, { 'GET /': ({ context: c }) => c.text('') })).toThrow('2 handlers');
  expect(() => start(all)).not.toThrow();
});

test('an exact address stands before one with a parameter in the same place', () => {
  const shadowed = routeNames.filter((route, at) =>
    routeNames.slice(0, at).some((earlier) => new RegExp(`^${earlier.replace(/:\w+/g, '[^/]+')}$`).test(route)),
  );
  expect(shadowed).toEqual([]);
  expect(Object.keys(policy)).toEqual([...routeNames]);
});
