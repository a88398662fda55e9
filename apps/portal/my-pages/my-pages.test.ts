// A person's own page, with real sessions in PostgreSQL: what is shown, and whose sessions end.
import { beforeEach, expect, test } from 'vitest';
import { quiet } from '../../../io/log/index.ts';
import { testStore } from '../../../io/store/testing/database.ts';
import { EidError } from '../../../lib/error/index.ts';
import { policyAcr } from '../../../lib/oidc/index.ts';
import type { Account } from '../account.ts';
import { portalApp } from '../app.ts';
import type { PortalParts } from '../parts.ts';
import { createOwnSessions, deviceOf } from '../session/own-sessions.ts';
import { createSessions } from '../session/sessions.ts';
import { migrations, schema, type Tables } from '../tables.ts';
import { origin } from '../testing/browse.ts';
import { emptyGuide } from '../testing/guide.ts';
import type { History, PastSignIn } from './history.ts';

const store = testStore<Tables>(schema, migrations);
const now = Date.parse('2026-11-23T08:00:00Z');
const signIn: PastSignIn = {
  at: now - 3_600_000,
  name: { hu: 'Borbála <i>Kórházi</i> Rendszer', en: 'Borbála Hospital System' },
  kind: 'native',
  acr: policyAcr,
  role: 'physician',
  institution: '104217',
  read: [],
};
const asked: string[] = [];
let history: History;

beforeEach(async () => {
  await store.db.deleteFrom('session').execute();
  asked.length = 0;
  history = async (subject) => {
    asked.push(subject);
    return [signIn, { ...signIn, kind: 'web', read: ['givenNames', 'taj'] }];
  };
});

const person = (sub: string) =>
  ({ kind: 'patient', sub, name: 'Teszt Elek', acr: policyAcr, amr: [], signedInAt: now, claims: {} }) as unknown as Account;

function portal() {
  const clock = () => now;
  const parts = {
    ...{
      origin,
      issuer: origin,
      db: store.db,
      clock,
      log: quiet,
      guide: emptyGuide,
      linking: {},
      history: (subject: string) => history(subject),
    },
    ...{ sessions: createSessions(store.db, clock), ownSessions: createOwnSessions(store.db, clock) },
  };
  const app = portalApp(parts as unknown as PortalParts);
  const request = (secret: string, path: string, method = 'GET') =>
    app.request(`${origin}${path}`, { method, headers: { host: new URL(origin).host, origin, cookie: `portal=${secret}` } });
  return { request, open: (sub: string, agent?: string) => parts.sessions.open(person(sub), deviceOf(agent)) };
}

test('a person sees their own sign-ins: when, where, as what, at which level, and what was read, as text', async () => {
  const { request, open } = portal();
  const page = await (await request(await open('a'), '/my-pages')).text();
  expect(asked).toEqual(['a']);
  for (const part of [
    '2026. november 23. 8:00',
    'Borbála &lt;i&gt;Kórházi',
    'asztali alkalmazásból',
    'orvos, 104217',
    'magas (eIDAS)',
    'utónév, TAJ-szám',
  ])
    expect(page).toContain(part);
});

test('while the identity provider is away the rest of the page is there', async () => {
  history = async () => {
    throw new EidError('idp.down');
  };
  const { request, open } = portal();
  const answer = await request(await open('a'), '/my-pages');
  expect([answer.status, (await answer.text()).includes('data-state="idp.down"')]).toEqual([200, true]);
});

test('F2: a person ends their own sessions, one or all others, and never somebody else’s', async () => {
  const { request, open } = portal();
  const [here, there, phone, other] = [
    await open('a'),
    await open('a'),
    await open('a', 'Mozilla/5.0 (Linux; Android 15) Mobile'),
    await open('b'),
  ];
  const handles = async (secret: string) =>
    [...(await (await request(secret, '/my-pages')).text()).matchAll(/sessions\/([\w-]{43})\/end"/g)].map(([, handle = '']) => handle);
  const mine = await handles(here);
  expect(mine).toHaveLength(2);
  expect(await (await request(here, '/my-pages')).text()).toContain('telefon');
  for (const handle of mine) expect((await request(other, `/my-pages/sessions/${handle}/end`, 'POST')).status).toBe(303);
  expect(await handles(here)).toEqual(mine);
  expect((await request(here, `/my-pages/sessions/${mine[0]}/end`, 'POST')).headers.get('location')).toBe('/my-pages?done=ended');
  expect(await handles(here)).toHaveLength(1);
  await request(here, '/my-pages/sessions/end-others', 'POST');
  const alive = await Promise.all([here, there, phone, other].map(async (secret) => (await request(secret, '/me.json')).status));
  expect(alive).toEqual([200, 401, 401, 200]);
});

test('a session’s handle opens nothing, and its row does not say whose it is', async () => {
  const { request, open } = portal();
  await open('a-subject-of-somebody');
  const rows = await store.db.selectFrom('session').selectAll().execute();
  expect((await request(rows[0]?.handle ?? '', '/me.json')).status).toBe(401);
  expect(JSON.stringify(rows)).not.toContain('a-subject');
});
