// The country's authority changes its key: a clerk sees how many cards are behind, and that one fewer is after a window has seen it.
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { layout, renewRoot } from '../../../apps/pki/index.ts';
import { createCryptography } from '../../../io/crypto/index.ts';
import { readPublic } from '../../../io/keys/index.ts';
import { parseDescription } from '../../../lib/cvc/index.ts';
import { at, press } from '../chromium.ts';
import type { TestWorld } from '../world.ts';
import { clerkAtWork } from './office.ts';
import { annasCard, atWindow, order, send } from './office-acts.ts';
import type { Tell } from './tell.ts';

/** Cards behind, and all cards. */
async function counted(page: Page, world: TestWorld, state: string): Promise<readonly [number, number]> {
  await page.goto(`${world.addresses.office}/trust`);
  await at(page, 'office.trust', state);
  const [, behind, all] = await page.locator('main dl dd').allTextContents();
  return [Number(behind), Number(all)];
}

/** What `eszig pki renew-cvca` does. */
async function renewCvca({ folder }: TestWorld): Promise<void> {
  const description = await readPublic(layout(folder.pki).terminal.description);
  if (description === undefined) throw new Error('no description');
  const { subjectUrl = '' } = parseDescription(description);
  await renewRoot(folder.pki, { clock: Date.now, computerClock: Date.now, cryptography: createCryptography(), origin: subjectUrl });
}

export function officeTrust(tell: Tell): void {
  tell('after a change of the CVCA every card is behind, and one fewer when a window has seen it', async ({ page, world }) => {
    await clerkAtWork(page, world);
    await press(page, 'a[href="/trust"]');
    const [none, all] = await counted(page, world, 'all-current');
    expect([none, all > 10]).toEqual([0, true]);
    await renewCvca(world);
    expect(await counted(page, world, 'some-behind')).toEqual([all, all]);
    await page.goto(`${world.addresses.office}/window`);
    const card = await annasCard(page);
    await using _card = await atWindow(world);
    await order(page, card, 'eid-deactivated');
    await send(page);
    await at(page, 'office.act', 'done');
    expect(await counted(page, world, 'some-behind')).toEqual([all - 1, all]);
  });
}
