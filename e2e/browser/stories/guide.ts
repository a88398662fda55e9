// Getting ready: the guide from its first step to its last, notices, government windows, the client's download.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { stepIds } from '../../../apps/portal/guide/steps.ts';
import { at, press } from '../chromium.ts';
import type { Tell } from './tell.ts';

export function guide(tell: Tell): void {
  tell('somebody who has nothing yet is led from the first step to the last', async ({ page, portal }) => {
    await page.goto(portal);
    await press(page, 'main a[href="/guide"]');
    await at(page, 'portal.guide');
    await press(page, `.actions a[href="/guide/${stepIds[0]}"]`);
    for (const [i, id] of stepIds.entries()) {
      await at(page, 'portal.guide-step', id);
      const next = stepIds[i + 1];
      if (next !== undefined) await press(page, `main nav a[href="/guide/${next}"]`);
    }
  });

  tell('a step of the guide opens the client’s own window, where the card is looked after', async ({ page, portal, world }) => {
    await page.goto(`${portal}/guide/activation`);
    await press(page, `a[href="${world.addresses.client}/eID-Client?ShowUI=PINManagement"]`);
    await page.waitForURL(/^http:\/\/127\.0\.0\.1:/);
    await page.goto(`${portal}/guide/client`);
    await press(page, `a[href="${world.addresses.client}/eID-Client?ShowUI"]`);
    await at(page, 'eid-client.home');
  });

  tell('the nearest government window is found by postcode, with the time when it opens next', async ({ page, portal }) => {
    await page.goto(`${portal}/guide/card`);
    await press(page, 'a[href="/windows"]');
    await at(page, 'portal.windows', 'asked');
    await page.fill('#postcode', '50a0');
    await press(page, 'main form button');
    await at(page, 'portal.windows', 'wrong-postcode');
    expect(await page.inputValue('#postcode')).toBe('50a0');
    await page.fill('#postcode', '5430');
    await press(page, 'main form button');
    await at(page, 'portal.windows', 'found');
    const names = await page.locator('.choices h3').allTextContents();
    expect(names.slice(0, 2)).toEqual(['Tiszaföldvári Kormányablak', 'Szolnoki Kormányablak']);
    expect(await page.locator('.choices strong').first().textContent()).toMatch(/\d\d:\d\d/);
  });

  tell('a notice is on the first page with its day, and says what to do; without any there is none', async ({ page, portal, world }) => {
    await page.goto(portal);
    await press(page, 'main a[href="/notices"] >> nth=0');
    await at(page, 'portal.notices', 'default');
    await press(page, 'main a[href="/download"]');
    await at(page, 'portal.download', 'none');
    const noticesFile = join(world.folder.root, 'no-notices.json');
    writeFileSync(noticesFile, '[]');
    await world.restart('portal', (config) => ({ ...config, guide: { ...config.guide, noticesFile } }));
    await page.goto(`${portal}/notices`);
    await at(page, 'portal.notices', 'none');
    await page.goto(portal);
    expect(await page.locator('#notices').count()).toBe(0);
  });

  tell('the client is downloaded whole, and has the checksum that the page names', async ({ page, portal, world }) => {
    const content = Buffer.from('not a program, but a file');
    mkdirSync(join(world.folder.root, 'downloads'), { recursive: true });
    writeFileSync(join(world.folder.root, 'downloads', 'eszig-kliens-1.2.3-linux-x64'), content);
    writeFileSync(join(world.folder.root, 'downloads', 'something-else'), content);
    await page.goto(`${portal}/download`);
    await at(page, 'portal.download', 'default');
    expect(await page.locator('tbody tr').count()).toBe(1);
    const checksum = createHash('sha256').update(content).digest('hex');
    expect(await page.locator('tbody code').textContent()).toBe(checksum);
    const downloading = page.waitForEvent('download');
    await page.locator('tbody a').click();
    const downloaded = await (await downloading).createReadStream();
    const octets = Buffer.concat(await downloaded.toArray());
    expect(createHash('sha256').update(octets).digest('hex')).toBe(checksum);
    for (const name of ['something-else', '..%2Fworld.json']) {
      expect((await page.goto(`${portal}/download/${name}`))?.status(), name).toBe(403);
    }
  });
}
