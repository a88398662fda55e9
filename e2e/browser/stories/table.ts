// The table of cards in the world's console.
import type { Page } from 'playwright-core';
import { putCard } from '../cards.ts';
import { at, press } from '../chromium.ts';
import type { Tell } from './tell.ts';

const insert = (page: Page, person: string) => press(page, `form[action="/cards/${person}/insert"] button`);

export function table(tell: Tell): void {
  tell(
    'a card is put on the reader, and on the one with keys, and taken off; a taken reader and a stopped client are told',
    async ({ page, world }) => {
      const cards = `${world.addresses.console}/cards`;
      await page.goto(cards);
      await at(page, 'table.cards', 'empty');
      await insert(page, 'huvos-emese');
      await at(page, 'table.cards', 'inserted');
      await press(page, page.locator('form[action="/cards/remove"] button').first());
      await at(page, 'table.cards', 'empty');
      await press(page, 'form[action="/cards/huvos-emese/pin-pad"] button');
      await at(page, 'table.cards', 'inserted-pin-pad');
      await press(page, `a[href="${world.addresses.pinPad}"]`);
      await at(page, 'pin-pad.reader', 'idle');
      await page.goto(cards);
      await press(page, page.locator('form[action="/cards/remove"] button').first());
      await at(page, 'table.cards', 'empty');
      {
        await using _other = await putCard(world, 'kovacs-anna');
        await insert(page, 'huvos-emese');
        await at(page, 'table.cards', 'card.in-use');
      }
      await page.goto(cards);
      await page
        .locator('form[action$="/insert"]')
        .first()
        .evaluate((form) => form.setAttribute('action', '/cards/nobody/insert'));
      await insert(page, 'nobody');
      await at(page, 'table.cards', 'card.none');
      await world.stop('eid-client');
      await page.goto(cards);
      await insert(page, 'huvos-emese');
      await at(page, 'table.cards', 'reader.none');
    },
  );
}
