// The days on which the card, the PIN or the account is the trouble. After each the next sign-in works.
import { expect } from 'vitest';
import { explain } from '../../../lib/phrases/index.ts';
import { loadWorld } from '../../../world/index.ts';
import { putCard } from '../cards.ts';
import { at, press } from '../chromium.ts';
import { activate, begin, goBack, permit, signIn, type, useCard } from '../steps.ts';
import type { Tell } from './tell.ts';

const { people } = loadWorld();
const canOf = (person: string) => people.find(({ id }) => id === person)?.card.can ?? '';

export function cardTrouble(tell: Tell): void {
  tell(
    'a wrong PIN is told with the tries that are left; a wrong length costs none; then the right one opens',
    async ({ page, world, portal }) => {
      await using _card = await putCard(world, 'kovacs-anna');
      await signIn(page, portal, 'patient', '999999');
      await at(page, 'eid-client.pin', 'wrong');
      expect(await page.textContent('main')).toContain('2');
      await type(page, 'eid-client.pin', '1234567', 'wrong');
      await at(page, 'eid-client.pin', 'length');
      await type(page, 'eid-client.pin', '12345', 'length');
      await at(page, 'eid-client.pin', 'activation');
      await type(page, 'eid-client.pin', '123456', 'activation');
      await at(page, 'portal.patient');
    },
  );

  tell('after two wrong PINs the card wants the CAN, and with CAN and PIN it opens', async ({ page, world, portal }) => {
    await using _card = await putCard(world, 'kovacs-anna');
    await signIn(page, portal, 'patient', '999999');
    await type(page, 'eid-client.pin', '888888', 'wrong');
    await type(page, 'eid-client.can', '12', 'asked');
    await type(page, 'eid-client.can', '000000', 'length');
    await type(page, 'eid-client.can', canOf('kovacs-anna'), 'wrong');
    await type(page, 'eid-client.pin', '123456', 'last');
    await at(page, 'portal.patient');
  });

  for (const [what, person, code] of [
    ['a card that is not activated', 'bekesi-noemi', 'pin.not-activated'],
    ['a card whose PIN is blocked', 'lorincz-bela', 'pin.blocked'],
  ] as const) {
    tell(`${what} says so in the window, and the way back leads to the portal`, async ({ page, world, portal, language }) => {
      await using _card = await putCard(world, person);
      await begin(page, portal, 'worker');
      await activate(page);
      await permit(page);
      await at(page, 'eid-client.result', code);
      expect(await page.textContent('main')).toContain(explain(code, language).nextStep);
      await press(page, 'main a.ds-button');
      await at(page, 'idp.failed', 'client.stopped');
      await goBack(page);
      await at(page, 'portal.failure', 'client.stopped');
    });
  }

  for (const [what, person, code] of [
    ['a lost card', 'mezosi-judit', 'document.revoked'],
    ['an expired card', 'torok-zsofia', 'document.expired'],
    ['a physician whose licence is suspended', 'vertesi-arpad', 'account.suspended'],
    ['a nurse without a role', 'novak-peter', 'account.no-role'],
    ['a dentist whose card is not linked', 'orsi-dalma', 'account.not-linked'],
  ] as const) {
    tell(`${what} is refused with cause and next step`, async ({ page, world, portal, language }) => {
      await using _card = await putCard(world, person);
      await signIn(page, portal, 'worker');
      await at(page, 'idp.failed', code);
      const text = await page.textContent('main');
      for (const sentence of [explain(code, language).cause, explain(code, language).nextStep, code]) expect(text).toContain(sentence);
      await goBack(page);
      await at(page, 'portal.failure', code);
      await press(page, 'main a.ds-button[href="/"]');
      await at(page, 'portal.start');
    });
  }

  tell('a card pulled before the PIN is told, and the sign-in can be tried again', async ({ page, world, portal }) => {
    const card = await putCard(world, 'huvos-emese');
    await begin(page, portal, 'worker');
    await activate(page);
    await permit(page);
    await at(page, 'eid-client.pin', 'asked');
    await card.take();
    await type(page, 'eid-client.pin', '123456');
    await at(page, 'eid-client.result', 'card.removed');
    await press(page, 'main a.ds-button');
    await at(page, 'idp.failed', 'client.stopped');
    await using _again = await putCard(world, 'huvos-emese');
    await useCard(page);
    await at(page, 'portal.health-worker');
  });

  tell(
    'a card pulled early, midway or late after the PIN was typed is told each time, and the sign-in can be tried again',
    async (stage) => {
      const { page, world, portal } = stage;
      await begin(page, portal, 'worker');
      for (const pullAt of [8, 13, 18]) {
        await using _pulled = await putCard(world, 'huvos-emese', { pullAt });
        await useCard(page);
        await at(page, 'eid-client.result', 'card.removed');
        await press(page, 'main a.ds-button');
        await at(page, 'idp.failed', 'client.stopped');
      }
      await using _again = await putCard(world, 'huvos-emese');
      await useCard(page);
      await at(page, 'portal.health-worker');
    },
  );

  tell('who cancels after the PIN is back with nothing handed over, and the next sign-in works', async ({ page, world, portal }) => {
    {
      await using _slow = await putCard(world, 'huvos-emese', { latency: 300 });
      await signIn(page, portal, 'worker');
      await at(page, 'eid-client.progress');
      await press(page, 'form[action="/window/cancel"] button');
      await at(page, 'idp.failed', 'user.cancelled');
    }
    await using _card = await putCard(world, 'huvos-emese');
    await useCard(page);
    await at(page, 'portal.health-worker');
  });

  tell('who cancels before the PIN, or at it, is back with nothing handed over', async ({ page, world, portal }) => {
    await using _card = await putCard(world, 'huvos-emese');
    await begin(page, portal, 'worker');
    await activate(page);
    await at(page, 'eid-client.permission');
    await press(page, 'form[action="/window/cancel"] button');
    await at(page, 'idp.failed', 'user.cancelled');
    await activate(page);
    await permit(page);
    await at(page, 'eid-client.pin');
    await press(page, 'form[action="/window/cancel"] button');
    await at(page, 'idp.failed', 'user.cancelled');
    await goBack(page);
    await at(page, 'portal.failure', 'user.cancelled');
  });

  tell('an answer of the card that was changed on the way ends the sign-in', async ({ page, world, portal }) => {
    await using _card = await putCard(world, 'huvos-emese', { corruptAt: 8 });
    await signIn(page, portal, 'worker');
    await at(page, 'eid-client.result', 'internal');
  });
}
