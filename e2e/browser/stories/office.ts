// At the card office: clerks and holders come in and go.
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { putCard } from '../cards.ts';
import { at, press } from '../chromium.ts';
import { useCard } from '../steps.ts';
import type { TestWorld } from '../world.ts';
import type { Tell } from './tell.ts';

/** Signs in at the office with the card that lies on the reader. */
async function enterOffice(page: Page, { addresses }: TestWorld, way: 'clerk' | 'holder'): Promise<void> {
  await page.goto(addresses.office);
  await at(page, 'office.start');
  await press(page, `a[href="/sign-in/${way}"]`);
  await at(page, 'idp.sign-in');
  await useCard(page);
  await at(page, way === 'clerk' ? 'office.window' : 'office.own');
}

/** A clerk comes to work; the card may then leave the reader. */
async function clerkAtWork(page: Page, world: TestWorld): Promise<void> {
  await using _card = await putCard(world, 'koszegi-mate');
  await enterOffice(page, world, 'clerk');
}

export function office(tell: Tell): void {
  tell('a clerk comes to work and goes home', async ({ page, world }) => {
    await clerkAtWork(page, world);
    expect(await page.textContent('main')).toContain('Kőszegi Máté');
    await press(page, 'form[action="/sign-out"] button');
    await at(page, 'office.signed-out');
    await page.goto(`${world.addresses.office}/window`);
    await at(page, 'office.start');
  });

  tell('a holder sees the own page, and not the window', async ({ page, world }) => {
    await using _card = await putCard(world, 'kovacs-anna');
    await enterOffice(page, world, 'holder');
    await page.goto(`${world.addresses.office}/window`);
    await at(page, 'office.failure', 'request.not-allowed');
  });
}
