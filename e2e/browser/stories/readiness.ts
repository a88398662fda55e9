// A hospital gets ready: its people and workstations from files, the map of what is missing, the acts that mend it, and a worker's own word.
import { Buffer } from 'node:buffer';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { createFetch } from '../../../io/http/index.ts';
import { at, press } from '../chromium.ts';
import { administer } from './roles.ts';
import type { Tell } from './tell.ts';

const submit = (page: Page) => press(page, 'main form[method="post"] button[type="submit"]');

async function upload(page: Page, kind: string, content: string, state: 'done' | 'refused'): Promise<void> {
  await page.check(`input[name="kind"][value="${kind}"]`);
  await page.setInputFiles('#file', { name: 'lista.csv', mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${content}`, 'utf8') });
  await submit(page);
  await page.waitForSelector('html[data-page="portal.import"]:not([data-state="running"])');
  await at(page, 'portal.import', state);
}

const kinds = ['workers', 'sites', 'workstations', 'readers'] as const;

export function readiness(tell: Tell): void {
  tell('an administrator makes a hospital ready from a CSV', async (stage) => {
    const { page, world, portal, elsewhere } = stage;
    await administer(stage, '/readiness/import');
    await at(page, 'portal.readiness-import', 'default');
    await submit(page);
    await at(page, 'portal.readiness-import', 'faulty');
    const workers = 'Név;Nyilvántartási szám;Szerepkör;Szervezeti egység\r\nHűvös Emese;75520;ápoló;104217002\r\n';
    await upload(page, 'workers', `${workers}=CMD();7552;bohóc;104217001\r\n`, 'refused');
    expect(await page.textContent('main')).toMatch(/7552|5 számjegy|5 digits/);
    await press(page, 'a[href="/readiness/import"]');
    await upload(page, 'workers', workers, 'done');
    await page.goto(`${portal}/readiness/import`);
    await upload(
      page,
      'workstations',
      'Azonosító;Megnevezés;Betegadat\r\nuj-1;Új vizsgáló;igen\r\nbel-101;Belgyógyászat 101;igen\r\n',
      'done',
    );
    await press(page, 'main a[href="/readiness"]');
    await at(page, 'portal.readiness', 'default');
    expect(await page.locator('svg[role="img"]').count()).toBe(2);
    await press(page, 'form[action="/readiness/grant"] button');
    await at(page, 'portal.readiness', 'default');
    expect(await page.locator('form[action="/readiness/grant"]').count()).toBe(0);
    await press(page, page.locator('form[action="/readiness/remind"] button').first());
    await at(page, 'portal.readiness', 'default');
    for (const kind of kinds) {
      await page.goto(`${portal}/readiness/${kind}/new`);
      await at(page, `portal.readiness-${kind}`, 'default');
      await submit(page);
      await at(page, `portal.readiness-${kind}`, 'faulty');
    }
    await page.goto(`${portal}/readiness`);
    await press(page, 'form[action="/readiness/key"] button');
    await at(page, 'portal.workstation-key');

    const worker = await elsewhere();
    await worker.goto(`${portal}/ready/${'x'.repeat(43)}`);
    await at(worker, 'portal.ready', 'gone');
    using fetch = createFetch();
    const post = async () => (await fetch(`${world.addresses.console}/mail`)).text();
    const link = async () => /https?:[^\s<]+\/ready\/[\w-]{43}/.exec(await post())?.[0];
    await expect.poll(link, { timeout: 30_000 }).toBeDefined();
    await worker.goto((await link()) ?? '');
    await at(worker, 'portal.ready', 'asked');
    await submit(worker);
    await at(worker, 'portal.ready', 'done');
  });
}
