// The window's own pages: what is wrong with this computer, settings, log.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { parseDiagnosis } from '../../../lib/diagnosis/index.ts';
import { explain } from '../../../lib/phrases/index.ts';
import { putCard, putCopy } from '../cards.ts';
import { at, press } from '../chromium.ts';
import { activate, begin, permit } from '../steps.ts';
import type { TestWorld } from '../world.ts';
import type { Tell } from './tell.ts';

const follow = (page: Page, name: 'diagnosis' | 'settings' | 'log') => press(page, `nav.ways-nav a[href="/window/${name}"]`);
const back = (page: Page) => press(page, 'main a[href="/window"]');

async function open(page: Page, world: TestWorld): Promise<void> {
  await page.goto(`${world.addresses.client}/eID-Client?ShowUI=PINManagement`);
  await at(page, 'eid-client.card-home');
}

async function save(page: Page): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'main a[download]')]);
  return readFileSync(await download.path(), 'utf8');
}

export function clientOwn(tell: Tell): void {
  tell('who sees only that it does not work is told what is wrong, mends it, and saves the result and the log', async (stage) => {
    const { page, world, language } = stage;
    await open(page, world);
    await follow(page, 'log');
    await at(page, 'eid-client.log', 'empty');
    await back(page);
    await follow(page, 'diagnosis');
    await at(page, 'eid-client.diagnosis', 'trouble');
    expect(await page.textContent('main')).toContain(explain('card.none', language).nextStep);
    await using _card = await putCopy(world, 'kovacs-anna');
    await press(page, 'main a[href="/window/diagnosis"]');
    await at(page, 'eid-client.diagnosis', 'ready');
    const diagnosis = parseDiagnosis(await save(page));
    expect(diagnosis.findings).toEqual([]);
    expect(diagnosis.services.map(({ reach }) => reach)).toEqual(['reached', 'reached']);
    await back(page);
    await follow(page, 'log');
    await at(page, 'eid-client.log', 'default');
    expect(await save(page)).toContain('"event":"diagnosis"');
  });

  tell('a service that is down is told as what it is, and not as a fault of the card', async ({ page, world, language }) => {
    await using _card = await putCopy(world, 'kovacs-anna');
    await world.stop('eid-server');
    await open(page, world);
    await follow(page, 'diagnosis');
    await at(page, 'eid-client.diagnosis', 'trouble');
    const told = explain('eid-server.down', language);
    expect(await page.textContent('main')).toContain(told.nextStep);
    expect(await page.textContent('main')).toContain(told.whoHelps);
  });

  tell('two cards on two readers are worth a word, and the settings decide which reader is used', async ({ page, world }) => {
    await using _one = await putCard(world, 'huvos-emese');
    await using _other = await putCopy(world, 'kovacs-anna', undefined, world.ports.pinPad);
    await open(page, world);
    await follow(page, 'diagnosis');
    await at(page, 'eid-client.diagnosis', 'advice');
    await back(page);
    await follow(page, 'settings');
    await at(page, 'eid-client.settings', 'default');
    await page.getByLabel('eSzig PIN-pad reader').check();
    await press(page, 'form[action="/window/settings"] button');
    await at(page, 'eid-client.settings', 'saved');
    await back(page);
    await press(page, 'button[name="choice"][value="check"]');
    await at(page, 'eid-client.card-check', 'ready');
    expect(await page.textContent('main')).toContain('eSzig PIN-pad reader');
    await page.goto(`${world.addresses.client}/window/settings`);
    await page.locator('input[name="reader"]').first().check();
    await press(page, 'form[action="/window/settings"] button');
    await at(page, 'eid-client.settings', 'saved');
  });

  tell('a sign-in that was stopped leads to the diagnosis', async ({ page, world, portal, language }) => {
    await using _card = await putCopy(world, 'lorincz-bela');
    await begin(page, portal, 'worker');
    await activate(page);
    await permit(page);
    await at(page, 'eid-client.result', 'pin.blocked');
    await press(page, 'main a[href="/window/diagnosis"]');
    await at(page, 'eid-client.diagnosis', 'trouble');
    expect(await page.textContent('main')).toContain(explain('pin.blocked', language).nextStep);
  });

  tell('at 400 % zoom the window is used by keyboard alone, and nothing is cut off or out of reach', async ({ page, world }) => {
    // 1280 × 1024 pixels at 400 %.
    await page.setViewportSize({ width: 320, height: 256 });
    await using _card = await putCopy(world, 'kovacs-anna');
    await open(page, world);
    for (const name of ['diagnosis', 'settings', 'log'] as const) {
      await tabTo(page, `a[href="/window/${name}"]`);
      await page.keyboard.press('Enter');
      await at(page, `eid-client.${name}`);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
      await tabTo(page, 'main a[href="/window"]');
      await page.keyboard.press('Enter');
      await at(page, 'eid-client.card-home');
    }
  });
}

/** Presses Tab until the target has the focus, and is to be seen. */
async function tabTo(page: Page, target: string): Promise<void> {
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    const focused = page.locator(`${target}:focus`);
    if ((await focused.count()) > 0) return expect(await focused.isVisible()).toBe(true);
  }
  throw new Error(`${target} is not reached by keyboard`);
}
