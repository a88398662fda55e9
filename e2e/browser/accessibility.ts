// Looks at every page that was seen once more, as it was, on the narrowest of phones: what axe finds, and what sticks out at the side.
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { keyOf, type Visit } from './coverage.ts';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** WCAG 2.2 1.4.10: nothing needs scrolling sideways at 320 CSS pixels. */
const narrowest = { width: 320, height: 640 };

/** The faults of the pages, each a line: the page, the rule, and where. `colorScheme` is what the person's system prefers. */
export async function faults(browser: Browser, visits: Iterable<Visit>, colorScheme: 'light' | 'dark'): Promise<string[]> {
  // axe puts a script into the page, which the pages' own policy forbids; another test holds them to that policy.
  const context = await browser.newContext({ bypassCSP: true, ignoreHTTPSErrors: true, viewport: narrowest, colorScheme });
  const page = await context.newPage();
  const found: string[] = [];
  for (const visit of visits) {
    await show(page, visit);
    const { violations } = await new AxeBuilder({ page }).withTags(rules).setLegacyMode().analyze();
    for (const { id, nodes } of violations)
      found.push(`${keyOf(visit)}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
    const width = (await page.evaluate('document.documentElement.scrollWidth')) as number;
    if (width > narrowest.width) found.push(`${keyOf(visit)}: ${width} pixels wide`);
  }
  await context.close();
  return found;
}

/** The page as it reported itself, at its own address, with its own style, standing still. */
async function show(page: Page, { url, html }: Visit): Promise<void> {
  const still = `<!doctype html>${html.replace(/<meta http-equiv="refresh"[^>]*>/g, '')}`;
  await page.unrouteAll();
  await page.route(/\.js(\?|$)/, (route) => route.abort());
  await page.route(
    (address) => address.href === new URL(url).href,
    (route) => route.fulfill({ body: still, contentType: 'text/html; charset=utf-8' }),
  );
  await page.goto(url);
}
