// A new pharmacy assistant has her card activated at the window: the clerk identifies her, she types the codes at a pad that the clerk does not see.

import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { readCard } from '../../../apps/chip/card-store.ts';
import { pinState } from '../../../lib/chip/index.ts';
import { loadWorld } from '../../../world/index.ts';
import { putCard } from '../cards.ts';
import { at, press } from '../chromium.ts';
import { clerkAtWork } from './office.ts';
import type { Stage, Tell } from './tell.ts';

const assistant = loadWorld().people.find(({ id }) => id === 'bekesi-noemi');
const other = loadWorld().people.find(({ id }) => id === 'kovacs-anna');
const can = assistant?.card.can ?? '';
const activationPin = assistant?.card.pinState === 'not-activated' ? assistant.card.activationPin : '';

/** What a holder types at the pad. */
export async function typeCodes(pad: Page, codes: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, code] of Object.entries(codes)) await pad.fill(`#${name}`, code);
  await press(pad, 'form[action="/pad"] button');
}

/** A free pad, and the number that it shows. */
export async function openPad({
  world,
  elsewhere,
}: Pick<Stage, 'world' | 'elsewhere'>): Promise<{ readonly pad: Page; readonly number: string }> {
  const pad = await elsewhere();
  await pad.goto(`${world.addresses.office}/pad`);
  await at(pad, 'office.pad', 'free');
  return { pad, number: (await pad.textContent('main p.ds-heading')) ?? '' };
}

/** From the page of a card to the pad that asks its holder. */
export async function handToPad(page: Page, number: string, can: string): Promise<void> {
  await press(page, 'a[href$="/activation"]');
  await at(page, 'office.activation', 'default');
  await page.check('#identified');
  await page.fill('#reason', 'Arcképe egyezik.');
  await page.fill('#can', can);
  await page.fill('#number', number);
  await press(page, 'form[action$="/activation"] button');
}

export function officeActivation(tell: Tell): void {
  tell('a card is activated at the window: what the holder types at the pad, the clerk never sees', async ({ page, world, elsewhere }) => {
    const file = join(world.folder.cards, 'bekesi-noemi.json');
    const { pad, number } = await openPad({ world, elsewhere });
    await clerkAtWork(page, world);
    await page.fill('#what', assistant?.document.number ?? '');
    await page.fill('#reason', 'Aktiválást kér.');
    await press(page, 'form[action="/register/search"] button');
    await press(page, 'main a[href^="/cards/"]');
    await at(page, 'office.card', 'in-use');
    const her = page.url();
    await press(page, 'a[href$="/activation"]');
    await at(page, 'office.activation', 'default');
    await page.fill('#number', number);
    await press(page, 'form[action$="/activation"] button');
    await at(page, 'office.activation', 'refused');
    // Somebody else's card: told before the pad asks for anything.
    {
      await using _other = await putCard(world, 'kovacs-anna', {}, world.ports.windowReader);
      await page.goto(her);
      await handToPad(page, number, other?.card.can ?? '');
      await at(page, 'office.failure', 'card.another-card');
      await pad.reload();
      await at(pad, 'office.pad', 'free');
    }
    const card = await putCard(world, 'bekesi-noemi', {}, world.ports.windowReader);
    await page.goto(her);
    await handToPad(page, number, can);
    await at(page, 'office.card', 'in-use');

    await at(pad, 'office.pad', 'asked');
    await typeCodes(pad, { activationPin: '123456', pin: '246810', again: '246810' });
    await at(pad, 'office.pad', 'refused');
    // Put there after the clerk has handed over: it is asked nothing.
    await card.take();
    {
      await using _other = await putCard(world, 'kovacs-anna', {}, world.ports.windowReader);
      await typeCodes(pad, { activationPin, pin: '246810', again: '246810' });
      await at(pad, 'office.pad', 'refused');
      expect(await pad.textContent('main')).toContain('card.another-card');
    }
    const { triesLeft } = (await readCard(join(world.folder.cards, 'kovacs-anna.json'))).passwords.pin;
    expect(triesLeft).toBe(3);
    await using _card = await putCard(world, 'bekesi-noemi', {}, world.ports.windowReader);
    const wrong = { activationPin: activationPin === '11111' ? '22222' : '11111', pin: '246810', again: '246810' };
    await typeCodes(pad, wrong);
    await at(pad, 'office.pad', 'refused');
    expect(await pad.textContent('main')).toContain('2');
    // The last try is behind the CAN, which the holder types.
    await typeCodes(pad, wrong);
    await at(pad, 'office.pad', 'suspended');
    await typeCodes(pad, { can: can === '111111' ? '222222' : '111111', activationPin, pin: '246810', again: '246810' });
    await at(pad, 'office.pad', 'suspended');
    await typeCodes(pad, { can, activationPin, pin: '246810', again: '246810' });
    await at(pad, 'office.pad', 'done');
    expect(pinState((await readCard(file)).passwords.pin)).toBe('operational');

    await page.reload();
    await at(page, 'office.card', 'in-use');
    const seen = await page.content();
    for (const secret of [activationPin, '246810']) expect(seen).not.toContain(secret);
    expect(await page.locator('a[href$="/activation"]').count()).toBe(0);
  });
}
