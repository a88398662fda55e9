// Readers with display and keys: a sign-in, an activation and an unblocking in which no code is typed at the computer.
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Card } from '../../../lib/chip/index.ts';
import { loadWorld } from '../../../world/index.ts';
import { putCopy } from '../cards.ts';
import { at, press } from '../chromium.ts';
import { activate, begin, permit } from '../steps.ts';
import type { TestWorld } from '../world.ts';
import type { Stage, Tell } from './tell.ts';

const { people } = loadWorld();
const codesOf = (person: string) =>
  ({ activationPin: '', ...people.find(({ id }) => id === person)?.card }) as {
    activationPin: string;
    can: string;
    puk: string;
  };

const choose = (page: Page, value: string) => press(page, `button[name="choice"][value="${value}"]`);
const onPad = (world: TestWorld, person: string, change?: (card: Card) => Card) => putCopy(world, person, change, world.ports.pinPad);

async function padOf({ elsewhere, world }: Stage): Promise<Page> {
  const pad = await elsewhere();
  await pad.goto(world.addresses.pinPad);
  await at(pad, 'pin-pad.reader', 'idle');
  return pad;
}

/** Types a code at the reader when its display asks for it. */
async function key(pad: Page, message: string, code: string): Promise<void> {
  await at(pad, 'pin-pad.reader', message);
  for (const digit of code) await press(pad, `button[value="${digit}"]`);
  await press(pad, 'button[value="ok"]');
}

async function open(page: Page, world: TestWorld): Promise<void> {
  await page.goto(`${world.addresses.client}/eID-Client?ShowUI=PINManagement`);
  await at(page, 'eid-client.card-home');
}

export function pinPad(tell: Tell): void {
  tell('a patient signs in with the PIN typed at the reader, too few digits at first', async (stage) => {
    const { page, world, portal } = stage;
    const pad = await padOf(stage);
    await using _card = await onPad(world, 'kovacs-anna');
    await begin(page, portal, 'patient');
    await activate(page);
    await permit(page);
    await at(page, 'eid-client.pin', 'at-reader');
    expect(await page.locator('#code').count()).toBe(0);
    await key(pad, 'pin', '12345');
    await key(pad, 'short', '123456');
    await at(page, 'portal.patient');
    await at(pad, 'pin-pad.reader', 'idle');
  });

  tell('a suspended card wants CAN and PIN at the reader, and signs in', async (stage) => {
    const { page, world, portal } = stage;
    const pad = await padOf(stage);
    await using _card = await onPad(world, 'nemeth-gyozo');
    await begin(page, portal, 'patient');
    await activate(page);
    await permit(page);
    await at(page, 'eid-client.can', 'at-reader');
    await key(pad, 'can', codesOf('nemeth-gyozo').can);
    await key(pad, 'pin', '123456');
    await at(page, 'portal.patient');
  });

  tell('a card is activated at the reader, the new PIN typed unlike at first', async (stage) => {
    const { page, world } = stage;
    const pad = await padOf(stage);
    await using _card = await onPad(world, 'bekesi-noemi');
    await open(page, world);
    await choose(page, 'first');
    await choose(page, 'activate');
    await at(page, 'eid-client.card-code', 'at-reader');
    await key(pad, 'pin', codesOf('bekesi-noemi').activationPin);
    await at(page, 'eid-client.new-pin', 'at-reader');
    await key(pad, 'new-pin', '804215');
    await key(pad, 'repeat', '804216');
    await key(pad, 'new-pin', '804215');
    await key(pad, 'repeat', '804215');
    await at(page, 'eid-client.card-result', 'done');
    await choose(page, 'close');
    await at(page, 'eid-client.closed');
  });

  tell('a blocked card is unblocked at the reader, after the holder had stopped at the computer once', async (stage) => {
    const { page, world } = stage;
    const pad = await padOf(stage);
    await using _card = await onPad(world, 'lorincz-bela');
    await open(page, world);
    await choose(page, 'unblock');
    await at(pad, 'pin-pad.reader', 'puk');
    await press(page, 'form[action="/window/cancel"] button');
    await at(page, 'eid-client.card-home');
    await at(pad, 'pin-pad.reader', 'idle');
    await choose(page, 'unblock');
    await key(pad, 'puk', codesOf('lorincz-bela').puk);
    await key(pad, 'new-pin', '804215');
    await key(pad, 'repeat', '804215');
    await at(page, 'eid-client.card-result', 'done');
    await choose(page, 'close');
    await at(page, 'eid-client.closed');
  });

  tell('a reader at which nobody types stops waiting, and no try is lost', async (stage) => {
    const { page, world } = stage;
    await world.restart('eid-client', ({ virtualReader, ...config }) => ({
      ...config,
      virtualReader: { ...virtualReader, pinPad: { ...virtualReader.pinPad, patience: 0.3 } },
    }));
    await using _card = await onPad(world, 'kovacs-anna');
    await open(page, world);
    await choose(page, 'change');
    await at(page, 'eid-client.card-result', 'reader.timeout');
    expect(await page.textContent('main')).toContain('3');
    await choose(page, 'close');
    await at(page, 'eid-client.closed');
  });
}
