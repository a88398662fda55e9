// Everything that a person can meet in a browser, in both languages, in one running world; at the end every page was seen, and none has a
// fault that axe knows.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pages as clientPages } from '../../apps/eid-client/pages/index.ts';
import { pages as idpPages } from '../../apps/idp/pages/index.ts';
import { pages as portalPages } from '../../apps/portal/pages/index.ts';
import { consolePages } from '../../cli/console/app.ts';
import { pages as hospitalPages } from '../../world/hospital/pages/index.ts';
import { at, launch, ownBrowser } from './chromium.ts';
import { compare, type Visits } from './coverage.ts';
import { cardTrouble } from './stories/card-trouble.ts';
import { everyDay } from './stories/every-day.ts';
import { hospital } from './stories/hospital.ts';
import { serviceTrouble } from './stories/service-trouble.ts';
import { table } from './stories/table.ts';
import type { Tell } from './stories/tell.ts';
import { unusual } from './stories/unusual.ts';
import { type TestWorld, testWorld } from './world.ts';

const languages = ['hu', 'en'] as const;
const tables = [...portalPages, ...idpPages, ...clientPages, ...consolePages, ...hospitalPages];
const visits: Visits = new Map();
let browser: Browser;
let world: TestWorld;

beforeAll(async () => {
  [browser, world] = await Promise.all([launch(), testWorld()]);
});

afterAll(async () => {
  await browser?.close();
  await world?.[Symbol.asyncDispose]();
});

test('before anybody signs in the road is empty', async () => {
  for (const language of languages) {
    const context = await ownBrowser(browser, language, visits);
    const page = await context.newPage();
    await page.goto(`${world.addresses.console}/road`);
    await at(page, 'console.road', 'empty');
    await context.close();
  }
});

describe.each(languages)('in %s', (language) => {
  const tell: Tell = (name, run) =>
    test(name, { timeout: 60_000 }, async () => {
      const open = () => ownBrowser(browser, language, visits);
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
  everyDay(tell);
  cardTrouble(tell);
  serviceTrouble(tell);
  unusual(tell);
  hospital(tell);
  table(tell);
});

test('every page of every table was seen in every state and language, and no other', () => {
  expect(compare(tables, visits, languages)).toEqual({ missing: [], unknown: [] });
});
