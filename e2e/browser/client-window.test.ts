// The client's window of its own, in a real browser: what is in it, and who cannot get in.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { start } from '../../apps/eid-client/main.ts';
import { createCard } from '../../apps/eid-client/testing/card.ts';
import { startService } from '../../apps/eid-client/testing/eid-server.ts';
import { putInto } from '../../apps/eid-client/testing/virtual-card.ts';
import { findBrowser } from '../../apps/eid-client/window/browser.ts';
import { createFetch } from '../../io/http/index.ts';
import { quiet } from '../../io/log/index.ts';

const headless = ['--headless=new', '--no-sandbox', '--remote-debugging-port=0'];
const effects = { log: quiet, clock: Date.now, road: () => undefined };
let folder: string;
const before = process.env['TMPDIR'];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'eszig-e2e-'));
  process.env['TMPDIR'] = folder;
});
afterEach(() => {
  if (before === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = before;
  rmSync(folder, { recursive: true, force: true });
});

const profiles = () => readdirSync(folder).filter((name) => name.startsWith('eszig-window-'));

/** The window that the client has opened, found as a debugger finds it. */
async function theWindow(): Promise<{ browser: Browser; page: Page; profile: string }> {
  const port = await expect
    .poll(() => readFileSync(join(folder, profiles()[0] ?? '', 'DevToolsActivePort'), 'utf8').split('\n')[0], { timeout: 20_000 })
    .toMatch(/^\d+$/)
    .then(() => readFileSync(join(folder, profiles()[0] ?? '', 'DevToolsActivePort'), 'utf8').split('\n')[0]);
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const page = browser.contexts()[0]?.pages()[0] as Page;
  await page.waitForURL(/\/window$/);
  return { browser, page, profile: join(folder, profiles()[0] ?? '') };
}

async function clientWithCard() {
  const service = await startService();
  const client = await start(
    {
      port: 0,
      pcsc: false,
      virtualReader: { port: 0 },
      dataFolder: join(folder, 'data'),
      window: { mode: 'app', browser: findBrowser() ?? 'chromium', browserArguments: headless },
    },
    effects,
  );
  const card = createCard(service.authorities.cvca.raw);
  service.chipKey = card.chipKey;
  await putInto(card, client.readerPort ?? 0);
  const fetch = createFetch({ timeout: 60_000 });
  const base = `http://127.0.0.1:${client.port}`;
  const activate = () => fetch(`${base}/eID-Client?tcTokenURL=${encodeURIComponent(service.tokenUrl)}`);
  return {
    service,
    base,
    fetch,
    activate,
    async [Symbol.asyncDispose]() {
      fetch[Symbol.dispose]();
      await client[Symbol.asyncDispose]();
      await service[Symbol.asyncDispose]();
    },
  };
}

test('the window opens by itself, asks for permission and PIN, and is gone with its profile when the browser goes on', async () => {
  await using client = await clientWithCard();
  const answer = client.activate();
  const { page, profile } = await theWindow();
  expect(await page.locator('h1').textContent()).toMatch(/Adatolvasás engedélyezése|Permission to read data/);
  expect(await page.locator('.demonstration').count()).toBe(0);
  await page.locator('form[action="/window/answer"] button').click();
  await page.locator('#code').fill('12345');
  await page.keyboard.press('Enter');
  await page.waitForSelector('html[data-state="activation"]');
  await page.locator('#code').fill('123456');
  await page.keyboard.press('Enter');
  const { status, headers } = await answer;
  expect([status, headers.get('location')]).toEqual([303, `${client.service.origin}/refresh?s=1&ResultMajor=ok`]);
  await expect.poll(profiles, { timeout: 10_000 }).toEqual([]);
  expect(() => statSync(profile)).toThrow();
});

test('profile and opening page are for their owner only, the secret in it works once, and no command line holds it', async () => {
  await using client = await clientWithCard();
  const answer = client.activate();
  const { page, profile } = await theWindow();
  expect([statSync(profile).mode & 0o777, statSync(join(profile, 'open.html')).mode & 0o777]).toEqual([0o700, 0o600]);
  const secret = /name="secret" value="([\w-]{43})"/.exec(readFileSync(join(profile, 'open.html'), 'utf8'))?.[1] ?? '';
  expect(secret).not.toBe('');
  const again = await client.fetch(`${client.base}/window/open`, { method: 'POST', body: new URLSearchParams({ secret }) });
  expect(again.status).toBe(403);
  expect((await client.fetch(`${client.base}/window`)).status).toBe(403);
  const arguments_ = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch {
        return '';
      }
    });
  expect(arguments_.join()).not.toContain(secret);
  await page.locator('form[action="/window/cancel"] button').click();
  expect((await answer).headers.get('location')).toMatch(/ResultMinor=cancellationByUser$/);
});

test('nothing typed in the window can be saved: no password field, no manager, no suggestion', async () => {
  await using client = await clientWithCard();
  const answer = client.activate();
  const { page, profile } = await theWindow();
  await page.locator('form[action="/window/answer"] button').click();
  const code = page.locator('#code');
  await code.waitFor();
  expect(await code.evaluate((field) => [field.getAttribute('type'), field.getAttribute('autocomplete')])).toEqual(['text', 'off']);
  expect(await page.evaluate("getComputedStyle(document.querySelector('#code')).webkitTextSecurity")).toBe('disc');
  expect(await page.locator('input[type="password"]').count()).toBe(0);
  const preferences = JSON.parse(readFileSync(join(profile, 'Default', 'Preferences'), 'utf8'));
  expect([preferences.credentials_enable_service, preferences.profile?.password_manager_enabled]).toEqual([false, false]);
  await page.locator('form[action="/window/cancel"] button').click();
  await answer;
});

test('who closes the window stops the sign-in, and the next one works', async () => {
  await using client = await clientWithCard();
  for (let i = 0; i < 2; i++) {
    const answer = client.activate();
    const { browser } = await theWindow();
    const session = await browser.newBrowserCDPSession();
    await session.send('Browser.close').catch(() => undefined);
    expect((await answer).headers.get('location')).toMatch(/ResultMinor=cancellationByUser$/);
    await expect.poll(profiles, { timeout: 10_000 }).toEqual([]);
  }
});

test('B12: an extension with rights on all sites in the person’s own browser sees neither the window nor what is typed in it', async () => {
  await using client = await clientWithCard();
  const extension = join(folder, 'extension');
  mkdirSync(extension);
  for (const [name, content] of Object.entries(spy)) writeFileSync(join(extension, name), content);
  const own = await chromium.launchPersistentContext(join(folder, 'own'), {
    executablePath: findBrowser() ?? 'chromium',
    args: ['--headless=new', '--no-sandbox', `--disable-extensions-except=${extension}`, `--load-extension=${extension}`],
    ignoreDefaultArgs: ['--disable-extensions', '--headless'],
  });
  try {
    const worker = own.serviceWorkers()[0] ?? (await own.waitForEvent('serviceworker'));
    const seen = () => worker.evaluate('JSON.stringify(self.seen)') as Promise<string>;
    const tab = await own.newPage();
    await tab.goto(`${client.base}/eID-Client?ShowUI`);
    await tab.keyboard.type('control');
    await expect.poll(seen).toContain('control');

    const leaving = tab.goto(`${client.base}/eID-Client?tcTokenURL=${encodeURIComponent(client.service.tokenUrl)}`).catch(() => undefined);
    const { page } = await theWindow();
    await page.locator('form[action="/window/answer"] button').click();
    await page.locator('#code').pressSequentially('123456');
    await page.keyboard.press('Enter');
    await leaving;
    await expect.poll(profiles, { timeout: 10_000 }).toEqual([]);
    expect(client.service.heard.authenticated).toBe(true);
    expect(await seen()).not.toMatch(/123456|\/window/);
  } finally {
    await own.close();
  }
});

/** Reports the address of every page and every key typed in one. */
const spy = {
  'manifest.json': JSON.stringify({
    manifest_version: 3,
    name: 'spy',
    version: '1',
    host_permissions: ['<all_urls>'],
    permissions: ['scripting', 'tabs'],
    background: { service_worker: 'background.js' },
    content_scripts: [{ matches: ['<all_urls>'], js: ['content.js'], run_at: 'document_start', all_frames: true }],
  }),
  'background.js': 'self.seen = []; chrome.runtime.onMessage.addListener((word) => void self.seen.push(word));',
  'content.js': `let typed = ''; chrome.runtime.sendMessage(location.href);
addEventListener('keydown', ({ key }) => chrome.runtime.sendMessage((typed += key)), true);`,
} as const;
