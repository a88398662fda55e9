// At the window with a card on its reader: what a clerk does with it, what the chip is like afterwards, and the wrong card, the wrong CAN, no card.

import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { readCard } from '../../../apps/chip/card-store.ts';
import { type Card, pinState } from '../../../lib/chip/index.ts';
import { loadWorld } from '../../../world/index.ts';
import { putCopy } from '../cards.ts';
import { at, press } from '../chromium.ts';
import type { TestWorld } from '../world.ts';
import { clerkAtWork } from './office.ts';
import { openPad, typeCodes } from './office-activation.ts';
import type { Tell } from './tell.ts';

const anna = loadWorld().people.find(({ id }) => id === 'kovacs-anna');
const can = anna?.card.can ?? '';

/** The card that lies on the window's reader, as it is now. */
const nowOf = (world: TestWorld) => readCard(join(world.folder.root, 'story-card.json'));
export const atWindow = (world: TestWorld, person = 'kovacs-anna', change?: (card: Card) => Card) =>
  putCopy(world, person, change, world.ports.windowReader);

/** The PIN is blocked. */
function withoutTries(card: Card): Card {
  return { ...card, passwords: { ...card.passwords, pin: { ...card.passwords.pin, triesLeft: 0 } } };
}

/** Finds Kovács Anna's card; gives the address of its page. */
export async function annasCard(page: Page): Promise<string> {
  await page.fill('#what', 'Kovács Anna');
  await page.fill('#reason', 'Az ügyfél kérése');
  await press(page, 'form[action="/register/search"] button');
  await at(page, 'office.window', 'found');
  await press(page, 'main a[href^="/cards/"]');
  await at(page, 'office.card', 'in-use');
  return page.url().split('?')[0] ?? '';
}

export async function order(page: Page, card: string, act: string, fields: Readonly<Record<string, string>> = {}): Promise<void> {
  await page.goto(`${card}/acts/${act}`);
  await at(page, 'office.act', act);
  await page.check('#identified');
  for (const [name, value] of Object.entries({ reason: 'Az ügyfél kérte', can, ...fields })) await page.fill(`#${name}`, value);
}

export const send = (page: Page) => press(page, 'main form.stack button[type="submit"]');

export function officeActs(tell: Tell): void {
  tell(
    'a clerk unblocks a PIN, switches the eID off and on, and rewrites the address, each in the chip and in the log',
    async ({ page, world }) => {
      await clerkAtWork(page, world);
      const card = await annasCard(page);
      await using _card = await atWindow(world, 'kovacs-anna', withoutTries);
      const states: Readonly<Record<string, string>> = {
        unblocked: 'operational',
        'eid-deactivated': 'deactivated',
        'eid-activated': 'operational',
      };
      for (const [act, state] of Object.entries(states)) {
        await order(page, card, act);
        await send(page);
        await at(page, 'office.act', 'done');
        expect(pinState((await nowOf(world)).passwords.pin)).toBe(state);
      }
      await order(page, card, 'address-changed', { street: 'Új utca 1.', city: 'Pécs', postalCode: '7621' });
      await send(page);
      await at(page, 'office.act', 'done');
      await page.goto(card);
      expect(await page.textContent('main')).toContain('7621 Pécs Új utca 1.');
      expect(await page.locator('tbody tr', { hasText: 'Az ügyfél kérte' }).count()).toBe(4);
    },
  );

  tell(
    'with CAN and PIN the holder is shown at the pad what the chip holds and who may read it; nobody reads the tax identifier',
    async ({ page, world, elsewhere }) => {
      await clerkAtWork(page, world);
      const { pad, number } = await openPad({ world, elsewhere });
      const card = await annasCard(page);
      await using _card = await atWindow(world);
      await order(page, card, 'content-shown', { number });
      await send(page);
      await at(page, 'office.card', 'in-use');
      expect(await page.textContent('main')).not.toContain(anna?.taj);
      await at(pad, 'office.pad', 'pin');
      await typeCodes(pad, { pin: '000000' });
      await at(pad, 'office.pad', 'pin-refused');
      await typeCodes(pad, { pin: '123456' });
      await at(pad, 'office.content');
      const rows = await pad.locator('tbody tr').allTextContents();
      expect(rows.find((row) => row.includes('DG12'))).toContain(anna?.taj);
      expect(rows.find((row) => row.includes('DG21'))).not.toContain(anna?.taxId);
      expect(rows).toHaveLength(18);
    },
  );

  tell('a new PUK: the chip has it, the paper says it, and the old one is gone', async ({ page, world }) => {
    await clerkAtWork(page, world);
    const card = await annasCard(page);
    await using _card = await atWindow(world);
    const before = (await nowOf(world)).passwords.puk.value;
    await order(page, card, 'puk-renewed');
    const printed = page.waitForEvent('download');
    await page.click('main form.stack button[type="submit"]');
    expect((await printed).suggestedFilename()).toBe('puk.pdf');
    const { puk } = (await nowOf(world)).passwords;
    expect([puk.value === before, puk.uses]).toEqual([false, 10]);
  });

  tell(
    'no card, a wrong CAN, somebody else’s card and an order without a reason: nothing happens, and the clerk is told why',
    async ({ page, world }) => {
      await clerkAtWork(page, world);
      const card = await annasCard(page);
      await order(page, card, 'eid-deactivated', { reason: '' });
      await send(page);
      await at(page, 'office.act', 'refused');
      await order(page, card, 'eid-deactivated');
      await send(page);
      await at(page, 'office.failure', 'card.none');
      {
        await using _card = await atWindow(world);
        await order(page, card, 'eid-deactivated', { can: '000000' });
        await send(page);
        await at(page, 'office.failure', 'can.wrong');
        expect(pinState((await nowOf(world)).passwords.pin)).toBe('operational');
      }
      await using _other = await atWindow(world, 'szoke-gergo');
      const other = loadWorld().people.find(({ id }) => id === 'szoke-gergo');
      await order(page, card, 'eid-deactivated', { can: other?.card.can ?? '' });
      await send(page);
      await at(page, 'office.failure', 'card.another-card');
      expect(pinState((await nowOf(world)).passwords.pin)).toBe('operational');
    },
  );
}
