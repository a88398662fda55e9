// A new pharmacy assistant has her card activated at the window: the clerk identifies her, she types the codes at a pad that the clerk does not see.

import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { readCard } from '../../../apps/chip/card-store.ts';
import { insertCard } from '../../../apps/chip/insert.ts';
import { pinState } from '../../../lib/chip/index.ts';
import { loadWorld } from '../../../world/index.ts';
import { at, press } from '../chromium.ts';
import { clerkAtWork } from './office.ts';
import type { Tell } from './tell.ts';

const assistant = loadWorld().people.find(({ id }) => id === 'bekesi-noemi');
const activationPin = assistant?.card.pinState === 'not-activated' ? assistant.card.activationPin : '';

const typeCodes = async (pad: Page, codes: Readonly<Record<'activationPin' | 'pin' | 'again', string>>) => {
  for (const [name, code] of Object.entries(codes)) await pad.fill(`#${name}`, code);
  await press(pad, 'form[action="/pad"] button');
};

export function officeActivation(tell: Tell): void {
  tell('a card is activated at the window: what the holder types at the pad, the clerk never sees', async ({ page, world, elsewhere }) => {
    const file = join(world.folder.cards, 'bekesi-noemi.json');
    const pad = await elsewhere();
    await pad.goto(`${world.addresses.office}/pad`);
    await at(pad, 'office.pad', 'free');
    const number = (await pad.textContent('main p.ds-heading')) ?? '';

    await clerkAtWork(page, world);
    await page.fill('#what', assistant?.document.number ?? '');
    await page.fill('#reason', 'Aktiválást kér.');
    await press(page, 'form[action="/register/search"] button');
    await press(page, 'main a[href^="/cards/"]');
    await at(page, 'office.card', 'in-use');
    await press(page, 'a[href$="/activation"]');
    await at(page, 'office.activation', 'default');
    await page.fill('#number', number);
    await press(page, 'form[action$="/activation"] button');
    await at(page, 'office.activation', 'refused');
    await page.check('#identified');
    await page.fill('#reason', 'Arcképe egyezik.');
    await press(page, 'form[action$="/activation"] button');
    await at(page, 'office.card', 'in-use');

    await at(pad, 'office.pad', 'asked');
    await typeCodes(pad, { activationPin: '123456', pin: '246810', again: '246810' });
    await at(pad, 'office.pad', 'refused');
    const card = await insertCard({ file, host: '127.0.0.1', port: world.ports.windowReader });
    await typeCodes(pad, { activationPin: activationPin === '11111' ? '22222' : '11111', pin: '246810', again: '246810' });
    await at(pad, 'office.pad', 'refused');
    expect(await pad.textContent('main')).toContain('2');
    await typeCodes(pad, { activationPin, pin: '246810', again: '246810' });
    await at(pad, 'office.pad', 'done');
    await card.remove();
    expect(pinState((await readCard(file)).passwords.pin)).toBe('operational');

    await page.reload();
    await at(page, 'office.card', 'in-use');
    const seen = await page.content();
    for (const secret of [activationPin, '246810']) expect(seen).not.toContain(secret);
    expect(await page.locator('a[href$="/activation"]').count()).toBe(0);
  });
}
