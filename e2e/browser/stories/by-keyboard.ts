// A whole sign-in with the keys Tab, Shift+Tab, Enter and the digits, as somebody does who cannot use a pointer; and what the pages forbid.
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { putCard } from '../cards.ts';
import { at, painted } from '../chromium.ts';
import type { Tell } from './tell.ts';

/** Presses Tab until the element has the focus, and sees that the focus is visible there. */
async function tabTo(page: Page, selector: string): Promise<void> {
  await painted(page);
  for (let presses = 0; presses < 30; presses++) {
    const here = await page.evaluate(
      `(() => {
        const element = document.activeElement;
        if (element === null || !element.matches(${JSON.stringify(selector)})) return undefined;
        const { outlineStyle, boxShadow } = getComputedStyle(element);
        return outlineStyle !== 'none' || boxShadow !== 'none';
      })()`,
    );
    if (here !== undefined) return expect(here).toBe(true);
    await page.keyboard.press('Tab');
  }
  throw new Error(`${selector} is not reached by Tab at ${page.url()}`);
}

async function go(page: Page, selector: string): Promise<void> {
  await tabTo(page, selector);
  await page.keyboard.press('Enter');
}

export function byKeyboard(tell: Tell): void {
  tell('a physician signs in and out by keyboard alone', async ({ page, world, portal }) => {
    await using _card = await putCard(world, 'szoke-gergo');
    await page.goto(portal);
    await painted(page);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('content');
    await go(page, 'a[href="/sign-in/worker"]');
    await at(page, 'idp.sign-in');
    await go(page, 'form[action$="/start"] button');
    await at(page, 'eid-client.permission');
    await go(page, 'form[action="/window/answer"] button');
    await at(page, 'eid-client.pin', 'asked');
    await tabTo(page, '#code');
    await page.keyboard.type('123456');
    await page.keyboard.press('Enter');
    await at(page, 'idp.role', 'few');
    await go(page, 'form[action$="/role"] li:nth-child(2) button');
    await at(page, 'portal.physician');
    await go(page, 'a[href="/who-you-are"]');
    await at(page, 'portal.who-you-are');
    await go(page, 'form[action="/sign-out"] button');
    await at(page, 'portal.signed-out');
  });

  tell('every page forbids script and style that are not its own, and being framed', async ({ page, world }) => {
    const { portal, idp, client, console: own, hospital } = world.addresses;
    for (const address of [portal, `${idp}/session/end`, `${client}/eID-Client?ShowUI`, `${own}/road`, `${own}/cards`, hospital]) {
      const answer = await page.goto(address);
      const policy = answer?.headers()['content-security-policy'] ?? '';
      expect(policy, address).toContain("default-src 'none'");
      expect(policy, address).toContain("frame-ancestors 'none'");
      expect(policy, address).not.toContain('unsafe');
      await page.evaluate(`(() => {
        const script = document.createElement('script');
        script.textContent = 'globalThis.ran = true';
        document.body.append(script);
      })()`);
      expect(await page.evaluate('globalThis.ran'), address).toBeUndefined();
    }
  });
}
