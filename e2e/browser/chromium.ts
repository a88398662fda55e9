// Debian's Chromium, without a window (its own build for that needs half the processor time), that speaks to nobody but this computer.
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import type { Language } from '../../lib/phrases/index.ts';
import { record, type Visits } from './coverage.ts';

const closedNetwork = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Root needs `--no-sandbox`. */
export function launch(...more: readonly string[]): Promise<Browser> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: '/usr/bin/chromium-headless-shell', args: [...closedNetwork, ...sandbox, ...more] });
}

const locales: Readonly<Record<Language, string>> = { hu: 'hu-HU', en: 'en-GB' };

export type Sight = { readonly width?: number; readonly height?: number; readonly ignoreTls?: boolean };

/** A person's own browser: cookies and language of its own, on a phone unless a width is given. */
export async function ownBrowser(browser: Browser, language: Language, visits: Visits, sight: Sight = {}): Promise<BrowserContext> {
  const { width = 390, height = 844, ignoreTls = false } = sight;
  const context = await browser.newContext({ locale: locales[language], viewport: { width, height }, ignoreHTTPSErrors: ignoreTls });
  context.setDefaultTimeout(8_000);
  await record(context, visits);
  return context;
}

/** Waits until a page of ours is there, in a state when one is given. */
export async function at(page: Page, id: string, state?: string): Promise<void> {
  const wanted = `html[data-page="${id}"]${state === undefined ? '' : `[data-state="${state}"]`}`;
  try {
    await page.waitForSelector(wanted, { state: 'attached' });
  } catch {
    const root = page.locator('html');
    const shown = await root.evaluate(({ dataset }: { dataset: object }) => JSON.stringify(dataset)).catch(() => 'nothing');
    throw new Error(`wanted ${wanted}, shown ${shown} at ${page.url()}`);
  }
}

/** Waits until the page was painted: before that Chromium drops what is typed. */
export const painted = (page: Page) => page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');

/** Follows a link or presses a button from the keyboard. */
export async function press(page: Page, target: string | Locator): Promise<void> {
  await painted(page);
  await (typeof target === 'string' ? page.locator(target) : target).press('Enter');
}
