// A card is lost: its holder reports it with or without a sign-in, it is dead within a minute, and a clerk gives it back when it is found.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import { keepRegistrationCode } from '../../../apps/card-office/endings/registration-code.ts';
import { openRegister } from '../../../apps/card-office/register/register.ts';
import { migrations, schema, type Tables } from '../../../apps/card-office/tables.ts';
import { readCard } from '../../../apps/chip/card-store.ts';
import { layout } from '../../../apps/pki/index.ts';
import { createFetch } from '../../../io/http/index.ts';
import { openStore } from '../../../io/store/index.ts';
import { loadWorld } from '../../../world/index.ts';
import { type SecondParty, secondParty } from '../../second-party.ts';
import { createWalker, type Walker } from '../../walker.ts';
import { putCard } from '../cards.ts';
import { at, press } from '../chromium.ts';
import { useCard } from '../steps.ts';
import type { TestWorld } from '../world.ts';
import { clerkAtWork, enterOffice, handOver, printCodes } from './office.ts';
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

/** By which subject two relying parties know who signs in with a card. */
export async function known(walker: Walker, party: SecondParty, card: string, pin = '123456'): Promise<readonly string[]> {
  const { sub } = await walker.signIn(card, { role: 'nurse', institution: '104217' }, pin);
  const page = await walker.signInAt(party.start, 'party.', card, pin);
  return [sub, /<body>([^<]+)/.exec(page.text)?.[1] ?? ''];
}

/** A card that was reported lost is replaced at the window: the next one's number and code card. */
export async function replaceLost(
  page: Page,
  world: TestWorld,
  lost: string,
): Promise<{ readonly number: string; readonly paper: Buffer }> {
  await page.goto(`${world.addresses.office}/window`);
  await at(page, 'office.window', 'default');
  await page.fill('#what', lost);
  await page.fill('#reason', 'Új igazolványt kér.');
  await press(page, 'form[action="/register/search"] button');
  await at(page, 'office.window', 'found');
  await press(page, 'main a[href^="/cards/"]');
  await at(page, 'office.card', 'missing');
  await press(page, 'a[href$="/replacement"]');
  await at(page, 'office.replacement', 'default');
  await page.check('input[value="expiry"]');
  await press(page, 'form[action$="/replacement"] button');
  await at(page, 'office.replacement', 'refused');
  await page.check('input[value="loss"]');
  await page.fill('#words', 'A bejelentés szerint a buszon maradt.');
  await press(page, 'form[action$="/replacement"] button');
  return takeMade(page);
}

/** From the codes to be printed to the page of the card in its holder's hand: its number and code card. */
export async function takeMade(page: Page): Promise<{ readonly number: string; readonly paper: Buffer }> {
  await at(page, 'office.making', 'codes');
  const paper = await printCodes(page);
  await press(page, 'form[action$="/making/finish"] button');
  await at(page, 'office.making', 'ready');
  await handOver(page);
  await press(page, 'main a[href^="/cards/"]');
  await at(page, 'office.card', 'in-use');
  return { number: /\d{6}[A-Z]{2}/.exec((await page.textContent('h1')) ?? '')?.[0] ?? '', paper };
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

  tell(
    'a nurse loses her card; the next one, activated at home, is known at two relying parties as the same person',
    async ({ page, world }) => {
      using fetch = createFetch({ ca: readFileSync(layout(world.folder.pki).tlsAuthority.certificate, 'utf8') });
      const walker = createWalker(world, fetch);
      await using party = await secondParty(world, fetch);
      // The card that an earlier story gave back, and at the end its death, reach the eID server within a minute.
      const within = { timeout: minute, interval: 500 };
      const before = await vi.waitFor(() => known(walker, party, 'huvos-emese'), within);

      await clerkAtWork(page, world);
      await enter(page, world, 'huvos-emese', 'reported-lost');
      await at(page, 'office.window-reported', 'ended');
      const { number } = await replaceLost(page, world, numberOf('huvos-emese'));

      // What the code card says, read from the chip.
      const { value } = (await readCard(join(world.folder.cards, `${number}.json`))).passwords.pin;
      expect(await walker.activate(number, value, '246810')).toBe('done');
      expect(await known(walker, party, number, '246810')).toEqual(before);
      const dead = () =>
        expect(walker.signIn('huvos-emese', { role: 'nurse', institution: '104217' })).rejects.toMatchObject({ code: 'document.revoked' });
      await vi.waitFor(dead, within);
    },
  );
}
