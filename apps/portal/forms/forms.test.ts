// The form kit against a real PostgreSQL: nothing typed is lost, a double submit makes one record, answers are nobody else's.
import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testStore } from '../../../io/store/testing/database.ts';
import { parseTaj } from '../../../lib/person/index.ts';
import type { Account } from '../account.ts';
import { migrations, schema, type Tables } from '../tables.ts';
import type { Visit } from '../visit.ts';
import { parseFields } from './fields.ts';
import {
  checkAnswers,
  choice,
  choices,
  createForms,
  day,
  type Forms,
  formHandlers,
  formPen,
  keepAnswers,
  keptAnswers,
  parsed,
  text,
  tick,
} from './index.ts';

const store = testStore<Tables>(schema, migrations);
const fields = { name: text({ missing: 'no name', wrong: 'bad name', longest: 20 }), kind: choice(['new', 'old'], 'no kind') };
let forms: Forms;
let now = 0;
let made: string[] = [];

beforeAll(() => {
  forms = createForms(store.db, () => now);
});

beforeEach(() => {
  now = Date.parse('2026-11-23T08:00:00Z');
  made = [];
});

const person = (sub: string) => ({ kind: 'worker', sub }) as Account;

/** One form at `/form`, as a person or nobody; with `checked` the answers are shown before they are sent. */
function site(account: Account | undefined, checked = false) {
  const app = new Hono();
  const visit = (c: Context): Visit => ({ context: c, language: 'en', url: c.req.url, account });
  const { show, take } = formHandlers(forms, {
    fields,
    page: (_: Visit, state) => {
      const pen = formPen('en', state, (message) => `Rule: ${message}`);
      const choices = [['new', 'New'] as const, ['old', 'Old'] as const];
      const body = html`${pen.input('name', { label: 'Name', hint: 'Yours' })}${pen.radios('kind', { label: 'Kind', choices })}`;
      return html`<main data-state="${pen.state}">${pen.top()}${pen.form({ action: '/form', submit: 'Send', body })}</main>`;
    },
    ...(checked && {
      check: (_: Visit, { name }: { name: string }, answers: Parameters<typeof checkAnswers>[1]) =>
        checkAnswers('en', answers, { action: '/form', rows: [['Name', name]], submit: 'Send now' }),
    }),
    submit: async (_, { name }) => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      if (name === 'Taken') return { name: 'bad name' as const };
      made.push(name);
      return `/made/${made.length}`;
    },
  });
  app.get('/form', (c) => show(visit(c)));
  app.post('/form', (c) => take(visit(c)));
  app.post('/ended', async (c) => c.text(String(await keepAnswers(c, forms))));
  app.get('/waiting', async (c) => c.text((account && (await keptAnswers(c, forms, account))) ?? 'nothing'));
  return app;
}

const tokenIn = (page: string) => /name="_form" value="([^"]+)"/.exec(page)?.[1] ?? '';
const open = async (app: Hono) => tokenIn(await (await app.request('/form')).text());
const post = (app: Hono, answers: Record<string, string>, path = '/form') =>
  app.request(path, { method: 'POST', body: new URLSearchParams(answers) });
const good = { name: 'Őri Ágnes', kind: 'new' };

describe('a form', () => {
  test('with faults is shown again with everything typed, a summary that leads to each field, and the rule at each', async () => {
    const app = site(person('a'));
    const answer = await post(app, { _form: await open(app), name: '<b>far too long for a name</b>' });
    const page = await answer.text();
    expect(answer.status).toBe(400);
    expect(page).toContain('value="&lt;b&gt;far too long for a name&lt;/b&gt;"');
    for (const link of ['href="#name">Rule: bad name', 'href="#kind">Rule: no kind', 'id="name-fault">Rule: bad name', 'id="kind"'])
      expect(page).toContain(link);
    expect(page).toContain('aria-invalid="true" aria-describedby="name-hint name-fault"');
    expect(made).toEqual([]);
  });

  test('sent twice at once makes one record, and both lead to it; so does the same page sent later', async () => {
    const app = site(person('a'));
    const _form = await open(app);
    const answers = await Promise.all([1, 2, 3].map(() => post(app, { ...good, _form })));
    expect(answers.map(({ status, headers }) => [status, headers.get('location')])).toEqual(Array(3).fill([303, '/made/1']));
    expect((await post(app, { ...good, _form })).headers.get('location')).toBe('/made/1');
    expect(made).toEqual(['Őri Ágnes']);
    await post(app, { ...good, _form: await open(app) });
    expect(made).toHaveLength(2);
  });

  test('whose submit finds a fault keeps what was typed, and may be sent again', async () => {
    const app = site(person('a'));
    const _form = await open(app);
    const page = await (await post(app, { ...good, name: 'Taken', _form })).text();
    expect(page).toContain('value="Taken"');
    expect(page).toContain('Rule: bad name');
    expect((await post(app, { ...good, _form: tokenIn(page) })).headers.get('location')).toBe('/made/1');
  });

  test('opened by somebody else, or without a token, makes nothing and keeps what was typed', async () => {
    const foreign = await open(site(person('b')));
    for (const _form of [foreign, '', 'x', await open(site(undefined))]) {
      const page = await (await post(site(person('a')), { ...good, _form })).text();
      expect(page).toContain('role="status"');
      expect(page).toContain('value="Őri Ágnes"');
    }
    expect(made).toEqual([]);
  });

  test('with a check shows the answers first, leads back to change them, and makes the record when they are sent', async () => {
    const app = site(person('a'), true);
    const check = await (await post(app, { ...good, _form: await open(app) })).text();
    expect(check).toContain('<dd>Őri Ágnes</dd>');
    expect(check).toContain('<input type="hidden" name="kind" value="new">');
    expect(made).toEqual([]);
    const _form = tokenIn(check);
    const change = await (await post(app, { ...good, _form, _step: 'change' })).text();
    expect(change).toMatch(/value="Őri Ágnes"[\s\S]*value="new" checked/);
    expect((await post(app, { ...good, name: '', _form, _step: 'send' })).status).toBe(400);
    expect((await post(app, { ...good, _form, _step: 'send' })).headers.get('location')).toBe('/made/1');
  });
});

describe('answers sent when the session had ended', () => {
  const keep = async (owner: string) => {
    const typed = { name: ['Kept'] };
    return { cookie: `portal_draft=${await forms.keep({ path: '/form', typed, owner: forms.ownerOf(forms.token(person(owner))) ?? '' })}` };
  };

  test('are there again for the same person once, and for nobody else', async () => {
    const headers = await keep('a');
    const at = async (sub: string | undefined, path: string) =>
      (await site(sub === undefined ? undefined : person(sub)).request(path, { headers })).text();
    expect(await at('b', '/waiting')).toBe('nothing');
    expect(await at('a', '/waiting')).toBe('/form');
    for (const stranger of ['b', undefined]) expect(await at(stranger, '/form')).not.toContain('Kept');
    expect(await at('a', '/form')).toMatch(/was kept[\s\S]*value="Kept"/);
    expect(await at('a', '/form')).not.toContain('Kept');
  });

  test('are sealed in their row, and gone after an hour', async () => {
    const headers = await keep('a');
    expect(JSON.stringify(await store.db.selectFrom('draft').selectAll().execute())).not.toMatch(/Kept|S2VwdA/);
    now += 3_600_000;
    expect(await (await site(person('a')).request('/waiting', { headers })).text()).toBe('nothing');
  });

  test('are kept only when a signed-in person had opened the form', async () => {
    const app = site(undefined);
    const ended = async (_form: string) => post(app, { ...good, _form }, '/ended');
    expect(await (await ended(forms.token(undefined))).text()).toBe('false');
    expect(await (await ended('forged')).text()).toBe('false');
    const kept = await ended(forms.token(person('a')));
    expect(await kept.text()).toBe('true');
    expect(kept.headers.get('set-cookie')).toMatch(/^portal_draft=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
  });
});

test('fields read what people type, and name the rule for anything else', () => {
  const phrases = { missing: 'missing', wrong: 'wrong' } as const;
  const table = {
    line: text({ wrong: 'wrong', pattern: /^[a-z ]*$/ }),
    lines: text({ ...phrases, lines: true }),
    day: day(phrases),
    taj: parsed(parseTaj, phrases),
    some: choices(['a', 'b'], 'missing'),
    must: tick('missing'),
    may: tick(),
  };
  const typed = { line: [' ab c '], lines: ['a\r\nb'], day: ['2026. 11. 3.'], taj: ['111111110'], some: ['b', 'x', 'a'], must: ['yes'] };
  const values = { line: 'ab c', lines: 'a\nb', day: '2026-11-03', taj: '111111110', some: ['a', 'b'], must: true, may: false };
  expect(parseFields(table, typed)).toEqual({ kind: 'good', values });
  const wrong = { line: ['a\u0000'], lines: ['x'.repeat(201)], day: ['2026-02-30'], taj: ['111111111'], some: ['c'], must: [] };
  const faults = { line: 'wrong', lines: 'wrong', day: 'wrong', taj: 'wrong', some: 'missing', must: 'missing' };
  expect(parseFields(table, wrong)).toEqual({ kind: 'faulty', faults });
  expect(parseFields(table, {})).toEqual({
    kind: 'faulty',
    faults: { lines: 'missing', day: 'missing', taj: 'missing', some: 'missing', must: 'missing' },
  });
});
