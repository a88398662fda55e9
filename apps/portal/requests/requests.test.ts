// Asking for readers, over HTTP against a real PostgreSQL; the directory is a table in this file.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import type { Kysely } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { quiet } from '../../../io/log/index.ts';
import { type Cluster, openStore, startCluster } from '../../../io/store/index.ts';
import type { RoleId } from '../../../lib/entitlement/index.ts';
import { policyAcr } from '../../../lib/oidc/index.ts';
import type { Round } from '../../../lib/reader-request/index.ts';
import { portalApp } from '../app.ts';
import { createForms } from '../forms/index.ts';
import type { PortalParts } from '../parts.ts';
import { migrations, schema, type Tables } from '../tables.ts';
import { emptyGuide } from '../testing/guide.ts';

const origin = 'http://portal.localhost:8080';
const host = new URL(origin).host;
const now = Date.parse('2026-11-23T08:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'requests-'));
const kindsOf: Record<string, string> = { '318025': 'pharmacy', '104217': 'hospital', '900101': 'government-window', '900202': 'operator' };
let cluster: Cluster;
let db: Kysely<Tables>;

beforeAll(async () => {
  cluster = await startCluster(join(folder, 'postgres'));
  db = await openStore<Tables>(cluster.url, schema, migrations);
}, 60_000);

afterAll(async () => {
  await db?.destroy();
  await cluster?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  for (const table of ['reader', 'reader_request', 'outbox'] as const) await db.deleteFrom(table).execute();
});

function app(institution: string, role: RoleId, readerRounds: readonly Round[] = []): Hono {
  const account = {
    ...{
      kind: 'worker',
      user: `user-${institution}`,
      sub: `sub-${institution}`,
      acr: policyAcr,
      amr: [],
      signedInAt: now,
      idToken: '',
      claims: {},
    },
    ...{ name: 'dr. Győrffy Levente', role, institution: { id: institution }, unit: { id: `${institution}001` } },
    ...{ registerStatus: 'in-force', registerAsOf: '2026-11-23T03:00:00Z' },
  };
  const place = { institution: { id: institution }, unit: { id: `${institution}001` } };
  const matrix = {
    standing: async () => ({ entries: [{ role, ...place, standing: 'counts' }] }),
    ofInstitution: async (id: string) => ({ institution: { id, name: `Név ${id}`, kind: kindsOf[id] }, today: '2026-11-23' }),
  };
  const directory = { institution: async (id: string) => ({ id, name: `Név ${id}`, mail: `${id}@posta.example`, units: [] }) };
  const sessions = { read: async () => account, checkedAt: async () => now, noteCheck: async () => undefined };
  const parts = { origin, issuer: origin, sessions, forms: createForms(db, () => now), matrix, directory, db, readerRounds };
  return portalApp({ ...parts, clock: () => now, log: quiet, guide: emptyGuide, linking: {} } as unknown as PortalParts);
}

const get = (site: Hono, path: string) => site.request(`${origin}${path}`, { headers: { host } });
const text = async (site: Hono, path = '/reader-request') => (await get(site, path)).text();
const post = (site: Hono, path: string, answers: Record<string, string>) =>
  site.request(`${origin}${path}`, { method: 'POST', headers: { host, origin }, body: new URLSearchParams(answers) });
const tokenIn = (page: string) => /name="_form" value="([^"]+)"/.exec(page)?.[1] ?? '';
const reader = (serial: string, institution: string | null) =>
  db
    .insertInto('reader')
    .values({
      serial,
      model: 'A',
      institution,
      workstation: null,
      origin: 'operator',
      state: institution === null ? 'in-stock' : 'in-use',
      given_on: null,
      warranty_until: null,
    })
    .execute();
const answers = {
  readers: '2',
  why: 'Új <b>patika</b>',
  name: 'Győrffy Levente',
  phone: '+36 1 234 5678',
  mail: 'patika@posta.example',
  identifier: '318025',
};
const send = async (site: Hono, change: Record<string, string> = {}) =>
  post(site, '/reader-request', { _form: tokenIn(await text(site)), _step: 'send', ...answers, ...change });

test('who has a single reader is told the rule, the tested models and the way to a repair; in an open round they may ask', async () => {
  await reader('R-1', '318025');
  const page = await text(app('318025', 'pharmacist'));
  for (const part of ['data-state="has-reader"', '1 darab', 'REINER SCT cyberJack RFID standard', 'href="/faults"'])
    expect(page).toContain(part);
  expect((await send(app('318025', 'pharmacist'), { _form: `${'x'.repeat(43)}.${'x'.repeat(22)}` })).status).toBe(403);
  expect(await db.selectFrom('reader_request').selectAll().execute()).toEqual([]);
  const open = app('318025', 'pharmacist', [{ from: '2026-11-01', until: '2026-11-23' }]);
  expect(await text(open)).toContain('data-state="round"');
  expect(await text(app('900101', 'institution-admin'))).toContain('data-state="not-bound"');
});

test('who has not one may ask: faults at their fields, answers checked, one record for two clicks, a letter at the registered address', async () => {
  const pharmacy = app('318025', 'pharmacist');
  expect(await text(pharmacy)).toContain('data-state="not-one"');
  const faulty = await (
    await post(pharmacy, '/reader-request', {
      _form: tokenIn(await text(pharmacy)),
      readers: '0',
      phone: 'x',
      mail: 'y',
      identifier: '12',
      why: answers.why,
    })
  ).text();
  for (const name of ['readers', 'name', 'phone', 'mail', 'identifier']) expect(faulty).toContain(`id="${name}-fault"`);
  expect(faulty).toContain('Új &lt;b&gt;patika&lt;/b&gt;');
  expect(await (await send(pharmacy, { identifier: '104217' })).text()).toContain('nem annak az intézménynek');
  const token = tokenIn(await text(pharmacy));
  const check = await (await post(pharmacy, '/reader-request', { _form: token, ...answers })).text();
  expect(check).toContain('data-page="portal.reader-request-check"');
  const both = await Promise.all([1, 2].map(() => post(pharmacy, '/reader-request', { _form: token, _step: 'send', ...answers })));
  const [path] = new Set(both.map((answer) => answer.headers.get('location') ?? ''));
  expect(await db.selectFrom('reader_request').select(['ground', 'authority', 'identifier', 'readers']).execute()).toEqual([
    { ground: 'not-one', authority: 'OGYÉI', identifier: '318025', readers: 2 },
  ]);
  const [letter] = await db.selectFrom('outbox').selectAll().execute();
  expect(letter?.recipient).toBe('318025@posta.example');
  const end =
    'Név: Győrffy Levente\n\nTelefon: +36 1 234 5678\n\nE-mail: patika@posta.example\n\nA nyilvántartó hatóság (OGYÉI) szerinti azonosító: 318025\n';
  expect(letter?.text.endsWith(end)).toBe(true);
  expect(letter?.attachments).toContain('eeszt-olvasoigenyles.pdf');
  const pdf = await get(pharmacy, `${path}/letter.pdf`);
  expect([pdf.headers.get('content-type'), (await pdf.text()).slice(0, 5)]).toEqual(['application/pdf', '%PDF-']);
  expect((await get(pharmacy, '/reader-request')).headers.get('location')).toBe(path);
  for (const stolen of [path ?? '', `${path}/letter.pdf`]) expect((await get(app('104217', 'institution-admin'), stolen)).status).toBe(403);
});

test('the desk grants from the stock, all or none, once; the institution has the readers and a letter, and may not ask again', async () => {
  const pharmacy = app('318025', 'pharmacist');
  const desk = app('900202', 'desk-agent');
  const path = (await send(pharmacy)).headers.get('location') ?? '';
  const place = `/desk/reader-requests/${path.split('/').at(-1)}`;
  expect(await text(desk, '/desk/reader-requests')).toContain(place);
  await reader('S-1', null);
  const decide = async (decision: string) => post(desk, place, { _form: tokenIn(await text(desk, place)), decision, answer: 'Rendben.' });
  expect(await (await decide('grant')).text()).toContain('nincs ennyi olvasó');
  await reader('S-2', null);
  expect((await decide('grant')).headers.get('location')).toBe('/desk/reader-requests?done=decided');
  const own = await db
    .selectFrom('reader')
    .select(['serial', 'state', 'given_on'])
    .where('institution', '=', '318025')
    .orderBy('serial')
    .execute();
  expect(own).toEqual(['S-1', 'S-2'].map((serial) => ({ serial, state: 'in-use', given_on: '2026-11-23' })));
  expect(await (await decide('refuse')).text()).toContain('közben már elbírálták');
  const letters = await db.selectFrom('outbox').select('text').orderBy('posted_at').execute();
  expect(letters.filter(({ text: words }) => words.includes('S-1, S-2'))).toHaveLength(1);
  expect(await text(pharmacy, path)).toContain('data-state="granted"');
  expect(await text(pharmacy)).toContain('data-state="has-reader"');
  expect((await get(pharmacy, place)).status).toBe(403);
});
