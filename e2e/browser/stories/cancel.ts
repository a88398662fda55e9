// Who stops: at every page of a sign-in and of the care for the codes on which something is waited for, with the card as it was.
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { hex } from '../../../lib/bytes/index.ts';
import type { Card } from '../../../lib/chip/index.ts';
import { loadWorld } from '../../../world/index.ts';
import { clientWithBusyReader } from '../busy-reader.ts';
import { putCard, putCopy } from '../cards.ts';
import { at, press } from '../chromium.ts';
import { activate, begin, permit, type } from '../steps.ts';
import type { TestWorld } from '../world.ts';
import type { Tell } from './tell.ts';

const choose = (page: Page, value: string) => press(page, `button[name="choice"][value="${value}"]`);
const cancel = (page: Page) => press(page, 'form[action="/window/cancel"] button');
const canOf = (person: string) => loadWorld().people.find(({ id }) => id === person)?.card.can ?? '';
const suspended = (card: Card): Card => ({ ...card, passwords: { ...card.passwords, pin: { ...card.passwords.pin, triesLeft: 1 } } });

async function open(page: Page, world: TestWorld): Promise<void> {
  await page.goto(`${world.addresses.client}/eID-Client?ShowUI=PINManagement`);
  await at(page, 'eid-client.card-home');
}

/** The card check, with what it says. */
async function check(page: Page, state: string): Promise<string> {
  await choose(page, 'check');
  await at(page, 'eid-client.card-check', state);
  const text = (await page.textContent('main')) ?? '';
  await choose(page, 'home');
  await at(page, 'eid-client.card-home');
  return text;
}

export function cancelling(tell: Tell): void {
  tell(
    'who stops a sign-in while it waits for the card, at the CAN, or at the PIN after it, is back with nothing handed over',
    async (stage) => {
      const { page, world, portal } = stage;
      await begin(page, portal, 'worker');
      await activate(page);
      await permit(page);
      await at(page, 'eid-client.waiting', 'card.none');
      await cancel(page);
      await at(page, 'idp.failed', 'user.cancelled');
      {
        await using _card = await putCopy(world, 'huvos-emese', suspended);
        await activate(page);
        await permit(page);
        await at(page, 'eid-client.can', 'asked');
        await cancel(page);
        await at(page, 'idp.failed', 'user.cancelled');
        await activate(page);
        await permit(page);
        await type(page, 'eid-client.can', canOf('huvos-emese'));
        await at(page, 'eid-client.pin', 'last');
        await cancel(page);
        await at(page, 'idp.failed', 'user.cancelled');
        await open(page, world);
        expect(await check(page, 'pin.suspended')).toContain('1');
      }
      await choose(page, 'close');
      await at(page, 'eid-client.closed');
    },
  );

  tell(
    'who stops at a code of the code card, at the choice of the code or at a suspended PIN is at the start, and no try is lost',
    async (stage) => {
      const { page, world } = stage;
      await open(page, world);
      {
        await using _card = await putCopy(world, 'bekesi-noemi');
        await choose(page, 'first');
        await at(page, 'eid-client.which-code');
        await choose(page, 'home');
        await at(page, 'eid-client.card-home');
        await choose(page, 'first');
        await choose(page, 'activate');
        await at(page, 'eid-client.card-code', 'activation');
        await cancel(page);
        await at(page, 'eid-client.card-home');
        expect(await check(page, 'pin.not-activated')).toContain('3');
      }
      {
        await using _card = await putCopy(world, 'lorincz-bela');
        await choose(page, 'unblock');
        await at(page, 'eid-client.card-code', 'puk');
        await cancel(page);
        await at(page, 'eid-client.card-home');
        await check(page, 'pin.blocked');
      }
      await using _card = await putCopy(world, 'kovacs-anna', suspended);
      await choose(page, 'resume');
      await at(page, 'eid-client.card-code', 'can');
      await page.fill('#code', canOf('kovacs-anna'));
      await press(page, 'form[action="/window/answer"] button');
      await at(page, 'eid-client.card-code', 'pin');
      await cancel(page);
      await at(page, 'eid-client.card-home');
      expect(await check(page, 'pin.suspended')).toContain('1');
      await choose(page, 'close');
      await at(page, 'eid-client.closed');
    },
  );

  tell(
    'the card check tells a card that speaks nonsense, one that is taken off meanwhile, and one that another program holds',
    async (stage) => {
      const { page, world } = stage;
      await open(page, world);
      {
        const nonsense = (card: Card): Card => ({ ...card, masterFile: { ...card.masterFile, cardAccess: hex`31 03 02 01 05` } });
        await using _card = await putCopy(world, 'kovacs-anna', nonsense);
        await check(page, 'card.damaged');
      }
      {
        await using _card = await putCard(world, 'kovacs-anna', { pullAt: 2 });
        await check(page, 'card.removed');
      }
      await world.stop('eid-client');
      await using _client = await clientWithBusyReader(world.ports.client);
      await open(page, world);
      await check(page, 'card.in-use');
      await choose(page, 'close');
      await at(page, 'eid-client.closed');
    },
  );
}
