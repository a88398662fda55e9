// The form of a fault report, filled in as a person does, and the mailbox of the world.
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { at, press } from '../chromium.ts';
import type { TestWorld } from '../world.ts';

/** A working day a few days from now: `YYYY-MM-DD`. */
export function courierDay(): string {
  for (let ahead = 3; ; ahead++) {
    const day = new Date(Date.now() + ahead * 86_400_000);
    if (![0, 6].includes(day.getUTCDay())) return day.toISOString().slice(0, 10);
  }
}

/** Everything but the serial number and, for who has not signed in, the institution. */
export async function fillReport(
  page: Page,
  { serial, institution }: { readonly serial: string; readonly institution?: string },
): Promise<void> {
  await at(page, 'portal.fault-report');
  if (institution !== undefined) await page.fill('#institution', institution);
  await page.fill('#serial', serial);
  await page.check('input[name="symptoms"][value="not-found"]');
  await page.fill('#description', 'Árvíztűrő <b>tükörfúrógép</b>');
  await page.fill('#reporter', 'Győrffy Levente');
  await page.fill('#phone', '+36 1 234 5678');
  await page.fill('#postal-code', '5000');
  await page.fill('#city', 'Szolnok');
  await page.fill('#street', 'Fűzfa utca 12.');
  await page.fill('#pickup-day', courierDay());
  await page.check('input[name="pickup-window"][value="12-16"]');
}

/** From the filled form over the check to where it leads. */
export async function sendReport(page: Page): Promise<void> {
  await press(page, 'form[action="/faults/report"] button[type="submit"]');
  await at(page, 'portal.fault-report', 'check');
  expect(await page.content()).toContain('&lt;b&gt;tükörfúrógép&lt;/b&gt;');
  await press(page, 'button[value="send"]');
}

/** The newest letter that has come to an address and holds a text, as the world's mailbox shows it. */
export async function letterTo(page: Page, world: TestWorld, address: string, text: string): Promise<string> {
  const letter = page.locator(`article[data-to="${address}"]`, { hasText: text }).first();
  for (let tries = 0; tries < 40; tries++) {
    await page.goto(`${world.addresses.console}/mail`);
    if ((await letter.count()) > 0) return (await letter.textContent()) ?? '';
    await page.waitForTimeout(250);
  }
  throw new Error(`no letter to ${address} with ${text}`);
}
