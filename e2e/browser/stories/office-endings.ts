// A card is lost: its holder reports it with or without a sign-in, it is dead within a minute, and a clerk gives it back when it is found.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { keepRegistrationCode } from '../../../apps/card-office/endings/registration-code.ts';
import { openRegister } from '../../../apps/card-office/register/register.ts';
import { migrations, schema, type Tables } from '../../../apps/card-office/tables.ts';
import { openStore } from '../../../io/store/index.ts';
import { loadWorld } from '../../../world/index.ts';
import { putCard } from '../cards.ts';
import { at, press } from '../chromium.ts';
import { useCard } from '../steps.ts';
import type { TestWorld } from '../world.ts';
import { clerkAtWork, enterOffice } from './office.ts';
import type { Tell } from './tell.ts';

const minute = 60_000;
const numberOf = (person: string) => {
  const found = loadWorld().people.find(({ id }) => id === person)?.document.number;
  if (found === undefined) throw new Error(person);
  return found;
};

/** Gives a card of the world, which was issued before, the registration code that its code card has. */
async function printedCode(world: TestWorld, person: string, code: string): Promise<void> {
  const url = readFileSync(join(world.folder.keys, 'database-url'), 'utf8');
  const db = await openStore<Tables>(url, schema, migrations);
  try {
    const card = await openRegister(db, Date.now).cardByNumber(numberOf(person));
    await keepRegistrationCode(db, card?.id ?? '', code);
  } finally {
    await db.destroy();
  }
}

/** What a clerk enters of a card. */
async function enter(page: Page, world: TestWorld, person: string, what: string): Promise<void> {
  await page.goto(`${world.addresses.office}/window/report`);
  await at(page, 'office.window-report', 'default');
  await press(page, 'form[action="/window/report"] button');
  await at(page, 'office.window-report', 'refused');
  await page.fill('#document', numberOf(person));
  await page.check(`input[value="${what}"]`);
  await page.fill('#reason', 'Személyesen jelentette be, arcképe egyezik.');
  await press(page, 'form[action="/window/report"] button');
}

/** At the identity provider the card is refused, a minute after the report at the latest. */
async function isRefused(page: Page, world: TestWorld): Promise<void> {
  const until = Date.now() + minute;
  for (;;) {
    await page.goto(`${world.addresses.office}/sign-in/holder`);
    await at(page, 'idp.sign-in');
    await useCard(page);
    await page.waitForSelector('html[data-page="idp.failed"], html[data-page="office.own"]');
    if ((await page.getAttribute('html', 'data-page')) === 'idp.failed') break;
    expect(Date.now()).toBeLessThan(until);
  }
  await at(page, 'idp.failed', 'document.revoked');
}

export function officeEndings(tell: Tell): void {
  tell(
    'a nurse reports the card lost that she is signed in by, is signed out, and is refused; when it is found a clerk gives it back',
    async (stage) => {
      const { page, world, elsewhere } = stage;
      const office = world.addresses.office;
      const card = await putCard(world, 'huvos-emese');
      await enterOffice(page, world, 'holder');
      await press(page, 'a[href^="/own/cards/"]');
      await at(page, 'office.own-card', 'living');
      await press(page, 'form[action$="/report"] button');
      await at(page, 'office.own-card', 'refused');
      await page.check('input[value="reported-lost"]');
      await press(page, 'form[action$="/report"] button');
      await at(page, 'office.own-card', 'missing');
      const until = Date.now() + minute;
      do {
        expect(Date.now()).toBeLessThan(until);
        await page.goto(`${office}/own`);
      } while ((await page.getAttribute('html', 'data-page')) !== 'office.start');
      await isRefused(page, world);
      await card.take();

      const window = await elsewhere();
      await clerkAtWork(window, world);
      await enter(window, world, 'huvos-emese', 'found');
      await at(window, 'office.window-reported', 'back');
    },
  );

  tell(
    'a card is reported without a sign-in by document number and registration code; whatever does not match is answered alike',
    async (stage) => {
      const { page, world } = stage;
      const report = async (document: string, code: string) => {
        await page.goto(`${world.addresses.office}/report`);
        await at(page, 'office.report', 'default');
        await page.fill('#document', document);
        await page.fill('#code', code);
        await page.check('input[value="reported-stolen"]');
        await press(page, 'form[action="/report"] button');
      };
      await printedCode(world, 'nemeth-gyozo', 'ABCDEFGHJKM');
      await page.goto(world.addresses.office);
      await press(page, 'a[href="/report"]');
      await at(page, 'office.report', 'default');
      await report(numberOf('nemeth-gyozo'), 'ABCDEFGHJKN');
      await at(page, 'office.report', 'refused');
      const wrongCode = await page.textContent('.ds-error-summary');
      await report('999999ZZ', 'ABCDEFGHJKM');
      await at(page, 'office.report', 'refused');
      expect(await page.textContent('.ds-error-summary')).toBe(wrongCode);
      await report(numberOf('nemeth-gyozo'), 'abcd efgh jkm');
      await at(page, 'office.reported');
      for (let i = 0; i < 6; i++) await report('888888ZZ', 'ABCDEFGHJKM');
      await at(page, 'office.report', 'too-often');
    },
  );

  tell('a clerk enters that a holder has died, and the card is dead', async ({ page, world }) => {
    await clerkAtWork(page, world);
    await enter(page, world, 'fulop-bence', 'holder-died');
    await at(page, 'office.window-reported', 'ended');
    await enter(page, world, 'fulop-bence', 'found');
    await at(page, 'office.failure', 'card.move-not-allowed');
  });
}
