// Looks at every page that was seen once more, as it was, on the narrowest of phones: what axe finds, and what sticks out at the side.
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { keyOf, type Visit } from './coverage.ts';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** WCAG 2.2 1.4.10: nothing needs scrolling sideways at 320 CSS pixels. */
const narrowest = { width: 320, height: 640 };

/**
 * The faults of the pages, each a line: the page, the rule, and where. Everything is looked at as a person with a light system sees it; of those that are
 * `alsoDark`, the contrast with a dark one as well.
 */
export async function faults(
  browser: Browser,
  visits: Iterable<Visit>,
  alsoDark: (visit: Visit) => boolean = () => false,
): Promise<string[]> {
  // axe puts a script into the page, which the pages' own policy forbids; another test holds them to that policy.
  const context = await browser.newContext({ bypassCSP: true, ignoreHTTPSErrors: true, viewport: narrowest, colorScheme: 'light' });
  const page = await context.newPage();
  const found: string[] = [];
  for (const visit of visits) {
    await show(page, visit);
    const look = async (looking: AxeBuilder, how = '') => {
      const { violations } = await looking.setLegacyMode().analyze();
      for (const { id, nodes } of violations)
        found.push(`${keyOf(visit)}${how}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
    };
    await look(new AxeBuilder({ page }).withTags(rules));
    const width = (await page.evaluate('document.documentElement.scrollWidth')) as number;
    if (width > narrowest.width) found.push(`${keyOf(visit)}: ${width} pixels wide`);
    if (!alsoDark(visit)) continue;
    await page.emulateMedia({ colorScheme: 'dark' });
    await look(new AxeBuilder({ page }).withRules(['color-contrast']), ' in the dark');
    await page.emulateMedia({ colorScheme: 'light' });
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
