// The manual tells the truth: every word that its pictures show stands on the page that it is about, in both languages.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Language } from '../../../lib/phrases/index.ts';
import { faultPages } from './pages/index.ts';
import { manualSteps } from './pages/manual.ts';
import { sayFaults } from './pages/say.ts';
import { answers, openSite, type Site } from './site.fixture.ts';

let site: Site;
/** The pages as the portal gives them, by the name that the manual calls them. */
const shown = new Map<string, string>();

/** Text as people read it. */
const read = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ');

beforeAll(async () => {
  site = await openSite();
  for (const language of ['hu', 'en'] as const) await visit(language);
}, 60_000);
afterAll(() => site[Symbol.asyncDispose]());

async function visit(language: Language): Promise<void> {
  const keep = async (name: string, path: string) => {
    const { text, status } = await site.get(`${path}${path.includes('?') ? '&' : '?'}lang=${language}`);
    expect(status, name).toBe(200);
    shown.set(`${name} ${language}`, text);
  };
  await site.db.deleteFrom('fault_report').execute();
  site.as();
  await keep('portal.faults', '/faults');
  await keep('portal.fault-check', '/faults/check');
  await keep('portal.fault-result', '/faults/check/result?damage=yes');
  await keep('portal.fault-report', '/faults/report');
  const token = /name="_form" value="([^"]+)"/.exec(shown.get(`portal.fault-report ${language}`) ?? '')?.[1] ?? '';
  const form = new URLSearchParams([['_form', token]]);
  for (const [name, value] of Object.entries(answers)) for (const one of [value].flat()) form.append(name, one);
  shown.set(`portal.fault-report check ${language}`, (await site.post(`/faults/report?lang=${language}`, form)).text);
  await site.send('/faults/report', answers);
  const draft = await site.db.selectFrom('fault_report').selectAll().executeTakeFirstOrThrow();
  await keep('portal.fault-confirm', `/faults/confirm/${draft.confirm_key}`);
  await site.post(`/faults/confirm/${draft.confirm_key}`, new URLSearchParams({ event: 'confirm' }));
  await keep('portal.fault-sent', `/faults/sent/${draft.receipt}`);
  site.as('desk-agent', '900202');
  await site.send(`/desk/faults/${draft.id}/order-courier`, { note: '' });
  const { courier_key } = await site.db.selectFrom('fault_report').selectAll().executeTakeFirstOrThrow();
  site.as('nurse');
  await keep('portal.fault', `/faults/reports/${draft.id}`);
  await keep('portal.courier', `/courier/${courier_key}`);
  await keep('portal.manual-fault-report', '/manual/fault-report');
}

describe.each(['hu', 'en'] as const)('in %s', (language) => {
  test.each(manualSteps.map((step) => [step.id, step] as const))(
    '%s: every word of the picture stands on the page',
    (_, { page, shows }) => {
      const text = read(shown.get(`${page} ${language}`) ?? '');
      for (const [, phrase] of shows) expect(text).toContain(sayFaults(language)(phrase));
    },
  );

  test('the manual shows each picture with its words, and describes it', () => {
    const manual = shown.get(`portal.manual-fault-report ${language}`) ?? '';
    expect(manual.match(/<svg class="screen"[^>]+role="img" aria-label="[^"]+"/g)).toHaveLength(manualSteps.length);
    const words = read(manual);
    for (const { shows } of manualSteps)
      for (const [, phrase] of shows) {
        for (const word of sayFaults(language)(phrase).split(' ')) expect(words).toContain(word);
      }
  });

  test('"Broken reader" of the manual is what the menu says', () => {
    const named = /[„“]([^”]+)”/.exec(read(shown.get(`portal.manual-fault-report ${language}`) ?? ''))?.[1] ?? '';
    expect(named).not.toBe('');
    expect(read(shown.get(`portal.faults ${language}`) ?? '')).toContain(named);
  });
});

test('every page that a reporter or a courier meets on the way is in the manual', () => {
  const left = ['portal.fault-list', 'portal.fault-not-given', 'portal.fault-act', 'portal.manual-fault-report', 'portal.failure'];
  const told = manualSteps.map(({ page }) => page.split(' ')[0]);
  expect(faultPages.map(({ id }) => id).filter((id) => !id.startsWith('portal.desk') && !left.includes(id) && !told.includes(id))).toEqual(
    [],
  );
});
