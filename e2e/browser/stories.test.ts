// Everything that a person can meet in a browser, in both languages and in running worlds; at the end every page was seen, and none has a
// fault that axe knows.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pages as clientPages } from '../../apps/eid-client/pages/index.ts';
import { pages as idpPages } from '../../apps/idp/pages/index.ts';
import { pages as portalPages } from '../../apps/portal/pages/index.ts';
import { consolePages } from '../../cli/console/app.ts';
import { pages as hospitalPages } from '../../world/hospital/pages/index.ts';
import { faults } from './accessibility.ts';
import { at, launch, ownBrowser } from './chromium.ts';
import { compare, type Visit, type Visits } from './coverage.ts';
import { byKeyboard } from './stories/by-keyboard.ts';
import { cardCare } from './stories/card-care.ts';
import { cardTrouble } from './stories/card-trouble.ts';
import { everyDay } from './stories/every-day.ts';
import { hospital } from './stories/hospital.ts';
import { pinPad } from './stories/pin-pad.ts';
import { serviceTrouble } from './stories/service-trouble.ts';
import { table } from './stories/table.ts';
import type { Tell } from './stories/tell.ts';
import { unusual } from './stories/unusual.ts';
import { type TestWorld, testWorld } from './world.ts';

const tables = [...portalPages, ...idpPages, ...clientPages, ...consolePages, ...hospitalPages];
const visits: Visits = new Map();
/** Every language in a world of its own: one as `npm start` has it, the other all over TLS as `eszig up --https` has it. */
const settings = [
  { language: 'hu', https: false },
  { language: 'en', https: true },
] as const;
const opened = new AsyncDisposableStack();
let browser: Browser;

beforeAll(async () => {
  browser = opened.adopt(await launch(), (running) => running.close());
});

afterAll(() => opened.disposeAsync());

describe.each(settings)('in $language, https: $https', ({ language, https }) => {
  let world: TestWorld;

  beforeAll(async () => {
    world = opened.use(await testWorld(https));
  });

  const tell: Tell = (name, run) =>
    test(name, { timeout: 60_000 }, async () => {
      const open = () => ownBrowser(browser, language, visits, { ignoreTls: https });
      const contexts = [await open()];
      const elsewhere = async () => {
        const other = await open();
        contexts.push(other);
        return other.newPage();
      };
      try {
        const page = await (contexts[0] as (typeof contexts)[0]).newPage();
        await run({ page, world, portal: world.addresses.portal, language, elsewhere });
      } finally {
        for (const context of contexts) await context.close();
        await world.repair();
      }
    });
  tell('before anybody signs in the road is empty', async ({ page }) => {
    await page.goto(`${world.addresses.console}/road`);
    await at(page, 'console.road', 'empty');
  });
  everyDay(tell);
  cardCare(tell);
  pinPad(tell);
  cardTrouble(tell);
  serviceTrouble(tell);
  unusual(tell);
  byKeyboard(tell);
  hospital(tell);
  table(tell);
});

test('every page of every table was seen in every state and language, and no other', () => {
  expect(
    compare(
      tables,
      visits,
      settings.map(({ language }) => language),
    ),
  ).toEqual({ missing: [], unknown: [] });
});

test('no page that was seen has a fault that axe knows, or needs scrolling sideways on the narrowest phone', {
  timeout: 300_000,
}, async () => {
  const seen = [...visits.values()];
  const hungarian = seen.filter(({ language }) => language === 'hu');
  const oneOfEach = (some: typeof seen, kind = ({ page }: Visit) => page) => [
    ...new Map(some.map((visit) => [kind(visit), visit])).values(),
  ];
  // Of the pages of one app's failures one stands for all: they differ in their sentences only.
  const kinds = oneOfEach(hungarian, ({ page, state }) => `${page} ${state.includes('.') ? 'failure' : state}`);
  expect(await faults(browser, [...kinds, ...oneOfEach(seen.filter(({ language }) => language === 'en'))], 'light')).toEqual([]);
  expect(await faults(browser, oneOfEach(hungarian), 'dark')).toEqual([]);
});

test('a page without a visit, a visit without a row, an unlabelled field and a wide table would be seen', async () => {
  const planted = { page: 'planted', state: 'default', language: 'hu', url: 'http://planted.localhost:1/' };
  const body = '<main><h1>x</h1><input><div style="width: 900px">x</div></main>';
  const html = `<html lang="hu"><head><title>x</title></head><body>${body}</body></html>`;
  const found = await faults(browser, [{ ...planted, html }], 'light');
  expect(found.some((fault) => fault.startsWith('planted default hu: label at'))).toBe(true);
  expect(found.some((fault) => fault.endsWith('pixels wide'))).toBe(true);
  const seen: Visits = new Map([['planted default hu', { ...planted, html }]]);
  expect(compare([{ id: 'other', states: ['default'] }], seen, ['hu'])).toEqual({
    missing: ['other default hu'],
    unknown: ['planted default hu'],
  });
});
