// Asking for readers, over HTTP against a real PostgreSQL; the directory is a table in this file.
import { beforeEach, expect, test } from 'vitest';
import { quiet } from '../../../io/log/index.ts';
import { testStore } from '../../../io/store/testing/database.ts';
import type { RoleId } from '../../../lib/entitlement/index.ts';
import type { Round } from '../../../lib/reader-request/index.ts';
import { portalApp } from '../app.ts';
import { createForms } from '../forms/index.ts';
import type { PortalParts } from '../parts.ts';
import { migrations, schema, type Tables } from '../tables.ts';
import { browse, origin } from '../testing/browse.ts';
import { emptyGuide } from '../testing/guide.ts';
import { sessionsOf, standingOf, testWorker } from '../testing/worker.ts';

const store = testStore<Tables>(schema, migrations);
const now = Date.parse('2026-11-23T08:00:00Z');
const kindsOf: Record<string, string> = { '318025': 'pharmacy', '104217': 'hospital', '900101': 'government-window', '900202': 'operator' };

beforeEach(async () => {
  for (const table of ['reader', 'reader_request', 'outbox'] as const) await store.db.deleteFrom(table).execute();
});

function app(institution: string, role: RoleId, readerRounds: readonly Round[] = []) {
  const account = testWorker(role, institution, { name: 'dr. Győrffy Levente' });
  const clock = () => now;
  const matrix = {
    standing: () => standingOf(account),
    ofInstitution: async (id: string) => ({ institution: { id, name: `Név ${id}`, kind: kindsOf[id] }, today: '2026-11-23' }),
  };
  const directory = { institution: async (id: string) => ({ id, name: `Név ${id}`, mail: `${id}@posta.example`, units: [] }) };
  const sessions = sessionsOf(() => account, clock);
  const parts = { origin, issuer: origin, sessions, forms: createForms(store.db, clock), matrix, directory, db: store.db, readerRounds };
  return browse(portalApp({ ...parts, clock, log: quiet, guide: emptyGuide, linking: {} } as unknown as PortalParts));
}

type Site = ReturnType<typeof app>;
const form = '/reader-request';
const reader = (serial: string, institution: string | null) =>
  store.db
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
const send = async (site: Site, change: Record<string, string> = {}) => site.send(form, { _step: 'send', ...answers, ...change });

test('who has a single reader is told the rule, the tested models and the way to a repair; in an open round they may ask', async () => {
  await reader('R-1', '318025');
  const page = await app('318025', 'pharmacist').text(form);
  for (const part of ['data-state="has-reader"', '1 darab', 'REINER SCT cyberJack RFID standard', 'href="/faults"'])
    expect(page).toContain(part);
  expect((await send(app('318025', 'pharmacist'), { _form: `${'x'.repeat(43)}.${'x'.repeat(22)}` })).status).toBe(403);
  expect(await store.db.selectFrom('reader_request').selectAll().execute()).toEqual([]);
  const open = app('318025', 'pharmacist', [{ from: '2026-11-01', until: '2026-11-23' }]);
  expect(await open.text(form)).toContain('data-state="round"');
  expect(await app('900101', 'institution-admin').text(form)).toContain('data-state="not-bound"');
});

test('who has not one may ask: faults at their fields, answers checked, one record for two clicks, a letter at the registered address', async () => {
  const pharmacy = app('318025', 'pharmacist');
  expect(await pharmacy.text(form)).toContain('data-state="not-one"');
  const faulty = await (
    await pharmacy.post(form, {
      _form: await pharmacy.token(form),
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
  const token = await pharmacy.token(form);
  const check = await (await pharmacy.post(form, { _form: token, ...answers })).text();
  expect(check).toContain('data-page="portal.reader-request-check"');
  const both = await Promise.all([1, 2].map(() => pharmacy.post(form, { _form: token, _step: 'send', ...answers })));
  const [path] = new Set(both.map((answer) => answer.headers.get('location') ?? ''));
  expect(await store.db.selectFrom('reader_request').select(['ground', 'authority', 'identifier', 'readers']).execute()).toEqual([
    { ground: 'not-one', authority: 'OGYÉI', identifier: '318025', readers: 2 },
  ]);
  const [letter] = await store.db.selectFrom('outbox').selectAll().execute();
  expect(letter?.recipient).toBe('318025@posta.example');
  const end =
    'Név: Győrffy Levente\n\nTelefon: +36 1 234 5678\n\nE-mail: patika@posta.example\n\nA nyilvántartó hatóság (OGYÉI) szerinti azonosító: 318025\n';
  expect(letter?.text.endsWith(end)).toBe(true);
  expect(letter?.attachments).toContain('eeszt-olvasoigenyles.pdf');
  const pdf = await pharmacy.get(`${path}/letter.pdf`);
  expect([pdf.headers.get('content-type'), (await pdf.text()).slice(0, 5)]).toEqual(['application/pdf', '%PDF-']);
  expect((await pharmacy.get(form)).headers.get('location')).toBe(path);
  for (const stolen of [path ?? '', `${path}/letter.pdf`]) expect((await app('104217', 'institution-admin').get(stolen)).status).toBe(403);
});

test('the desk grants from the stock, all or none, once; the institution has the readers and a letter, and may not ask again', async () => {
  const pharmacy = app('318025', 'pharmacist');
  const desk = app('900202', 'desk-agent');
  const path = (await send(pharmacy)).headers.get('location') ?? '';
  const place = `/desk/reader-requests/${path.split('/').at(-1)}`;
  expect(await desk.text('/desk/reader-requests')).toContain(place);
  await reader('S-1', null);
  const decide = async (decision: string) => desk.post(place, { _form: await desk.token(place), decision, answer: 'Rendben.' });
  expect(await (await decide('grant')).text()).toContain('nincs ennyi olvasó');
  await reader('S-2', null);
  expect((await decide('grant')).headers.get('location')).toBe('/desk/reader-requests?done=decided');
  const own = await store.db
    .selectFrom('reader')
    .select(['serial', 'state', 'given_on'])
    .where('institution', '=', '318025')
    .orderBy('serial')
    .execute();
  expect(own).toEqual(['S-1', 'S-2'].map((serial) => ({ serial, state: 'in-use', given_on: '2026-11-23' })));
  expect(await (await decide('refuse')).text()).toContain('közben már elbírálták');
  const letters = await store.db.selectFrom('outbox').select('text').orderBy('posted_at').execute();
  expect(letters.filter(({ text: words }) => words.includes('S-1, S-2'))).toHaveLength(1);
  expect(await pharmacy.text(path)).toContain('data-state="granted"');
  expect(await pharmacy.text(form)).toContain('data-state="has-reader"');
  expect((await pharmacy.get(place)).status).toBe(403);
});
