// Looking after the own card at home: the first activation, a forgotten PIN, the PUK, and a card taken off too early.
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { hex } from '../../../lib/bytes/index.ts';
import type { Card, Pin } from '../../../lib/chip/index.ts';
import { explain } from '../../../lib/phrases/index.ts';
import { loadWorld } from '../../../world/index.ts';
import { putCopy, putCopyBack, putOtherCard } from '../cards.ts';
import { at, press } from '../chromium.ts';
import { activate, begin, permit, signIn, type } from '../steps.ts';
import type { TestWorld } from '../world.ts';
import type { Tell } from './tell.ts';

const { people } = loadWorld();
const codesOf = (person: string) => {
  const {
    activationPin = '',
    can,
    puk,
  } = { activationPin: undefined, ...people.find(({ id }) => id === person)?.card } as {
    activationPin?: string;
    can: string;
    puk: string;
  };
  return { activationPin, can, puk };
};

const withPin =
  (pin: Partial<Pin>) =>
  (card: Card): Card => ({ ...card, passwords: { ...card.passwords, pin: { ...card.passwords.pin, ...pin } } });

const choose = (page: Page, value: string) => press(page, `button[name="choice"][value="${value}"]`);
const cancel = (page: Page) => press(page, 'form[action="/window/cancel"] button');

/** From the page of the client to the start page of the card's codes. */
async function open(page: Page, world: TestWorld): Promise<void> {
  await page.goto(`${world.addresses.client}/eID-Client?ShowUI`);
  await at(page, 'eid-client.home');
  await press(page, 'a[href="/eID-Client?ShowUI=PINManagement"]');
  await at(page, 'eid-client.card-home');
}

async function give(page: Page, state: string, code: string): Promise<void> {
  await at(page, 'eid-client.card-code', state);
  await page.fill('#code', code);
  await press(page, 'form[action="/window/answer"] button');
}

async function set(page: Page, code: string, { state = 'asked', repeat = code }: { state?: string; repeat?: string } = {}): Promise<void> {
  await at(page, 'eid-client.new-pin', state);
  await page.fill('#code', code);
  await page.fill('#repeat', repeat);
  await press(page, 'form[action="/window/answer"] button');
}

/** Done, and the window has nothing more to say. */
async function finish(page: Page): Promise<void> {
  await choose(page, 'close');
  await at(page, 'eid-client.closed');
}

export function cardCare(tell: Tell): void {
  tell('a new card is activated at home, with the codes mixed up and mistyped at first', async ({ page, world }) => {
    await using _card = await putCopy(world, 'bekesi-noemi');
    await open(page, world);
    await choose(page, 'first');
    await at(page, 'eid-client.which-code');
    await choose(page, 'activate');
    await give(page, 'activation', '1234');
    await give(page, 'length', '123456');
    await give(page, 'mixed-up', codesOf('bekesi-noemi').activationPin);
    await set(page, '80421');
    await set(page, '804215', { state: 'length', repeat: '804251' });
    await set(page, '111111', { state: 'different' });
    await at(page, 'eid-client.new-pin', 'simple');
    await set(page, '804215', { state: 'simple' });
    await at(page, 'eid-client.card-result', 'done');
    expect(await page.textContent('main')).toContain('3');
    await choose(page, 'home');
    await at(page, 'eid-client.card-home');
    await choose(page, 'check');
    await at(page, 'eid-client.card-check', 'ready');
    await finish(page);
  });

  tell('a sign-in with a card that is not activated leads to the activation, and a new try succeeds', async ({ page, world, portal }) => {
    await using _card = await putCopy(world, 'bekesi-noemi');
    await begin(page, portal, 'worker');
    await activate(page);
    await permit(page);
    await at(page, 'eid-client.result', 'pin.not-activated');
    await press(page, 'form[action="/window/codes"] button');
    await give(page, 'activation', codesOf('bekesi-noemi').activationPin);
    await set(page, '804215');
    await at(page, 'eid-client.card-result', 'done');
    await press(page, 'main .actions a.ds-button');
    await at(page, 'idp.failed', 'client.stopped');
    await activate(page);
    await permit(page);
    await type(page, 'eid-client.pin', '804215', 'asked');
    await at(page, 'portal.health-worker');
  });

  tell('two wrong PINs, then the CAN, and the PIN works again', async ({ page, world }) => {
    await using _card = await putCopy(world, 'kovacs-anna');
    await open(page, world);
    await choose(page, 'change');
    await give(page, 'pin', '999999');
    await give(page, 'wrong', '888888');
    await give(page, 'can', '000000');
    await at(page, 'eid-client.card-code', 'wrong');
    await cancel(page);
    await at(page, 'eid-client.card-home');
    await choose(page, 'resume');
    await give(page, 'can', codesOf('kovacs-anna').can);
    await give(page, 'pin', '123456');
    await at(page, 'eid-client.card-result', 'done');
    await finish(page);
  });

  tell('a blocked PIN stops a sign-in, the PUK and a new PIN open the way', async ({ page, world, portal }) => {
    await using _card = await putCopy(world, 'lorincz-bela');
    await begin(page, portal, 'worker');
    await activate(page);
    await permit(page);
    await at(page, 'eid-client.result', 'pin.blocked');
    await press(page, 'form[action="/window/codes"] button');
    await give(page, 'puk', codesOf('lorincz-bela').puk);
    await set(page, '804215');
    await at(page, 'eid-client.card-result', 'done');
    await signIn(page, portal, 'worker', '804215');
    await at(page, 'portal.health-worker');
  });

  tell('a PUK that only unblocks, and one that is used up', async ({ page, world }) => {
    const puk = (card: Card, uses: number, pukSetsPin: boolean): Card => ({
      ...card,
      rules: { pukSetsPin },
      passwords: { ...card.passwords, puk: { ...card.passwords.puk, uses } },
    });
    for (const [uses, setsPin, end] of [
      [10, false, 'unblocked-only'],
      [0, true, 'puk.used-up'],
    ] as const) {
      await using _card = await putCopy(world, 'lorincz-bela', (card) => puk(card, uses, setsPin));
      await open(page, world);
      await choose(page, 'unblock');
      await give(page, 'puk', codesOf('lorincz-bela').puk);
      await set(page, '804215');
      await at(page, 'eid-client.card-result', end);
      await finish(page);
    }
  });

  tell('who stops at a page is back at the start, and the card is as it was', async ({ page, world }) => {
    await open(page, world);
    await choose(page, 'change');
    await at(page, 'eid-client.waiting', 'card.none');
    await cancel(page);
    await at(page, 'eid-client.card-home');
    await using _card = await putCopy(world, 'kovacs-anna');
    await choose(page, 'change');
    await at(page, 'eid-client.card-code', 'pin');
    await cancel(page);
    await at(page, 'eid-client.card-home');
    await choose(page, 'change');
    await give(page, 'pin', '123456');
    await at(page, 'eid-client.new-pin', 'asked');
    await cancel(page);
    await at(page, 'eid-client.card-home');
    await choose(page, 'check');
    await at(page, 'eid-client.card-check', 'ready');
    expect(await page.textContent('main')).toContain('3');
    await finish(page);
  });

  tell('a card taken off before the new PIN is set is told, and its state is shown when it is back', async ({ page, world }) => {
    const card = await putCopy(world, 'bekesi-noemi');
    await open(page, world);
    await choose(page, 'first');
    await choose(page, 'activate');
    await give(page, 'activation', codesOf('bekesi-noemi').activationPin);
    await at(page, 'eid-client.new-pin');
    await card.take();
    await set(page, '804215');
    await at(page, 'eid-client.card-result', 'card.removed');
    await using _back = await putCopyBack(world);
    await page.locator('main div[role="status"] strong').waitFor();
    await finish(page);
  });

  for (const [task, pin, end] of [
    ['change', { kind: 'activation', value: '12345', triesLeft: 3 }, 'pin.not-activated'],
    ['resume', {}, 'pin.in-order'],
    ['unblock', { triesLeft: 1 }, 'pin.suspended'],
    ['change', { triesLeft: 0 }, 'pin.blocked'],
  ] as const) {
    tell(`to ${task} a card that is ${end} asks for nothing and says what to do`, async ({ page, world, language }) => {
      await using _card = await putCopy(world, 'kovacs-anna', withPin(pin));
      await open(page, world);
      await choose(page, task);
      await at(page, 'eid-client.card-result', end);
      expect(await page.textContent('main')).toContain(explain(end, language).nextStep);
      await finish(page);
    });
  }

  tell('a card whose function an office has switched off', async ({ page, world }) => {
    await using _card = await putCopy(world, 'bekesi-noemi', withPin({ active: false }));
    await open(page, world);
    await choose(page, 'first');
    await choose(page, 'activate');
    await give(page, 'activation', codesOf('bekesi-noemi').activationPin);
    await at(page, 'eid-client.card-result', 'pin.deactivated');
    await finish(page);
  });

  tell('a card that nobody has tried is worked with after a warning only', async ({ page, world }) => {
    await using _card = await putCopy(world, 'kovacs-anna', (card) => ({ ...card, atr: hex`3B 80 80 01 01` }));
    await open(page, world);
    await choose(page, 'check');
    await at(page, 'eid-client.card-check', 'card.unknown');
    await choose(page, 'home');
    await choose(page, 'change');
    await at(page, 'eid-client.unknown-card');
    await cancel(page);
    await at(page, 'eid-client.card-home');
    await choose(page, 'change');
    await at(page, 'eid-client.unknown-card');
    await choose(page, 'allow');
    await give(page, 'pin', '123456');
    await set(page, '804215');
    await at(page, 'eid-client.card-result', 'done');
    await finish(page);
  });

  tell('the card check names what it finds, and one next step', async ({ page, world, language }) => {
    const check = async (finding: Parameters<typeof explain>[0]) => {
      await choose(page, 'check');
      await at(page, 'eid-client.card-check', finding);
      expect(await page.textContent('main')).toContain(explain(finding, language).nextStep);
      await choose(page, 'home');
      await at(page, 'eid-client.card-home');
    };
    await open(page, world);
    await check('card.none');
    {
      await using _other = await putOtherCard(world);
      await check('card.not-eid');
    }
    for (const [pin, finding] of [
      [{ kind: 'activation', value: '12345' }, 'pin.not-activated'],
      [{ triesLeft: 1 }, 'pin.suspended'],
      [{ triesLeft: 0 }, 'pin.blocked'],
    ] as const) {
      await using _card = await putCopy(world, 'kovacs-anna', withPin(pin));
      await check(finding);
    }
    await world.restart('eid-client', ({ virtualReader: _, ...config }) => config);
    await open(page, world);
    await check('reader.none');
    await choose(page, 'close');
    await at(page, 'eid-client.closed');
  });
}
