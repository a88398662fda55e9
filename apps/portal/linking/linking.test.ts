// Linking at the portal, with a directory made for the test: what the forms take, who decides cases, and which letters are posted.
import { beforeEach, describe, expect, test } from 'vitest';
import { quiet } from '../../../io/log/index.ts';
import { testStore } from '../../../io/store/testing/database.ts';
import { portalApp } from '../app.ts';
import { createForms } from '../forms/index.ts';
import type { RegisteredAddress } from '../outbox/index.ts';
import type { PortalParts } from '../parts.ts';
import { migrations, schema, type Tables } from '../tables.ts';
import { browse, origin } from '../testing/browse.ts';
import { sessionsOf, standingOf, testWorker } from '../testing/worker.ts';
import type { Decided, LinkCase, LinkingAccounts, WordFault } from './accounts.ts';
import { isWarningDue } from './tables.ts';

const store = testStore<Tables>(schema, migrations);
const address = 'gal.reka@posta.example' as RegisteredAddress;
const monday = Date.parse('2026-11-23T08:00:00Z');
let now = monday;

const openCase: LinkCase = {
  id: 'c'.repeat(43),
  worker: { id: 'szabo-peter-baja', name: 'dr. Szabó <b>Péter</b>', profession: 'physician', number: '70215' },
  reason: 'namesake',
  openedAt: '2026-11-23T07:00:00Z',
  first: null,
  confirmableFrom: null,
};
/** What the directory has and says; `words` are those it was sent. */
let cases: LinkCase[] = [];
let answer: Decided | WordFault = { kind: 'confirmed-once', mail: address };
const words: unknown[] = [];
const accounts: LinkingAccounts = {
  prefixes: async () => ({ physician: 'O', dentist: 'O', pharmacist: 'G', nurse: 'N', assistant: 'A', administration: null }),
  ownerOf: async () => address,
  cases: async () => cases,
  decide: async (word) => {
    words.push(word);
    return answer;
  },
};

beforeEach(async () => {
  now = monday;
  cases = [openCase];
  answer = { kind: 'confirmed-once', mail: address };
  words.length = 0;
  await store.db.deleteFrom('outbox').execute();
});

/** The portal as somebody, or as nobody. */
function portal(role?: 'desk-agent' | 'clerk' | 'institution-admin', user = 'szucs-dorottya') {
  const account = role && testWorker(role, '900202', { user });
  const parts = {
    ...{
      origin,
      issuer: origin,
      sessions: sessionsOf(
        () => account,
        () => now,
      ),
      db: store.db,
      log: quiet,
      clock: () => now,
      guide: { clientAddress: 'http://127.0.0.1:24727' },
    },
    ...{
      forms: createForms(store.db, () => now),
      linking: { clientId: 'l', accounts },
      matrix: { standing: async () => account && standingOf(account) },
    },
  };
  return browse(portalApp(parts as unknown as PortalParts));
}

const path = `/link-cases/${openCase.id}`;
const confirm = { word: 'confirm', present: 'yes', papers: 'yes' };
const letters = async () =>
  (await store.db.selectFrom('outbox').select(['recipient', 'text']).execute()) as { recipient: string; text: string }[];

describe('the account', () => {
  test('wants a profession and five digits, and keeps what was typed', async () => {
    const page = await (await portal().send('/linking/account', { number: '612' })).text();
    for (const part of ['Válassza ki, melyik nyilvántartásban szerepel', 'öt számjegyből áll', 'value="612"']) expect(page).toContain(part);
  });

  test('an invitation code has sixteen of its letters and digits', async () => {
    for (const code of ['', 'ABCD', '0BCD-EFGH-JKMN-PQRS', 'ABCD-EFGH-JKMN-PQRST'])
      expect((await portal().send('/linking/invitation', { code })).status).toBe(400);
  });
});

describe('a case', () => {
  test('is seen by the service desk and by clerks, and by nobody else', async () => {
    for (const role of ['desk-agent', 'clerk'] as const) {
      const page = await (await portal(role).get('/link-cases')).text();
      expect(page).toContain('dr. Szabó &lt;b&gt;Péter&lt;/b&gt;');
    }
    for (const address of ['/link-cases', path]) expect((await portal('institution-admin').get(address)).status).toBe(403);
    expect((await portal().get('/link-cases')).headers.get('location')).toBe('/');
  });

  test('is confirmed only with the person present and the papers compared; the owner is told', async () => {
    const { send } = portal('desk-agent');
    for (const missing of ['present', 'papers'] as const) {
      const { [missing]: _, ...answers } = confirm;
      expect((await send(path, answers)).status).toBe(400);
    }
    expect((await send(path, {})).status).toBe(400);
    expect(words).toEqual([]);
    expect((await send(path, confirm)).headers.get('location')).toBe('/link-cases/decided');
    expect(words).toEqual([{ case: openCase.id, actor: 'szucs-dorottya', word: 'confirm' }]);
    const [letter, ...others] = await letters();
    expect(others).toEqual([]);
    expect(letter?.recipient).toBe(address);
    expect(letter?.text).toMatch(/2026\. november 23\. 9:00: egy munkatárs megerősítette[\s\S]*Dear user/);
  });

  test('cannot be confirmed before its time, nor twice by one person; refusing is always open', async () => {
    cases = [{ ...openCase, first: { id: 'szucs-dorottya', name: 'Szűcs Dorottya' }, confirmableFrom: '2026-11-24T08:00:00Z' }];
    for (const [who, user] of [['desk-agent', 'szucs-dorottya'] as const, ['clerk', 'koszegi-mate'] as const]) {
      const page = await (await portal(who, user).get(path)).text();
      expect(page).toContain('data-state="waiting"');
      expect(page).not.toContain('value="confirm"');
    }
    now += 24 * 3_600_000;
    expect(await (await portal('clerk', 'koszegi-mate').get(path)).text()).toContain('value="confirm"');
    expect(await (await portal('desk-agent').get(path)).text()).toContain('data-state="waiting"');
    answer = { kind: 'refused', mail: null };
    expect((await portal('desk-agent').send(path, { word: 'refuse' })).status).toBe(303);
    expect(await letters()).toEqual([]);
  });

  test('what the directory refuses is told at the field; a case that was faster decided is told as decided', async () => {
    answer = 'linking.too-early';
    expect(await (await portal('clerk').send(path, confirm)).text()).toContain('A várakozási idő még nem telt le');
    answer = 'linking.not-open';
    expect((await portal('clerk').send(path, confirm)).headers.get('location')).toBe('/link-cases/decided');
    cases = [];
    expect(await (await portal('clerk').get(path)).text()).toContain('data-state="decided"');
    expect(await letters()).toEqual([]);
  });
});

test('F6: the owner of an account is warned once a day, however often it is tried, and the table names no account', async () => {
  expect([
    await isWarningDue(store.db, 'O94127', now),
    await isWarningDue(store.db, 'o94127', now),
    await isWarningDue(store.db, 'O61284', now),
  ]).toEqual([true, false, true]);
  expect(JSON.stringify(await store.db.selectFrom('link_warning').selectAll().execute())).not.toContain('94127');
  expect(await isWarningDue(store.db, 'O94127', now + 24 * 3_600_000)).toBe(true);
});

test('the outcome page says the same of every refusal, whatever its address says', async () => {
  const page = async (outcome: string) => (await portal().get(`/linking/result?outcome=${outcome}`)).text();
  expect(await page('no')).toBe((await page('unknown-account')).replaceAll('unknown-account', 'no'));
});
