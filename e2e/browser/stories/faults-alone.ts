// Reporting without signing in: the first look, the refusal of an own reader, the confirmation by mail, a picture, and no network.
import sharp from 'sharp';
import { expect } from 'vitest';
import { at, press } from '../chromium.ts';
import { courierDay, fillReport, letterTo, sendReport } from './faults-form.ts';
import type { Tell } from './tell.ts';

const gp = { institution: '210873', serial: 'CJRS-210873-07' } as const;
const gpMail = 'rendelo@kadar-haziorvos.example';

export function faultsAlone(tell: Tell): void {
  tell('before anybody writes the mailbox is empty; the manual shows each page of a report', async ({ page, world, portal }) => {
    await page.goto(`${world.addresses.console}/mail`);
    await at(page, 'console.mail', 'empty');
    await page.goto(`${portal}/faults`);
    await at(page, 'portal.faults', 'anyone');
    await press(page, 'main a[href="/manual/fault-report"]');
    await at(page, 'portal.manual-fault-report');
    expect(await page.locator('svg.screen').count()).toBeGreaterThan(8);
  });

  tell('card, PIN, driver and network trouble is told apart, and no courier is sent for it', async ({ page, portal }) => {
    await page.goto(`${portal}/faults/check`);
    await press(page, 'form[action="/faults/check"] button');
    await at(page, 'portal.fault-check', 'faulty');
    await page.check('input[name="message"][value="pin"]');
    await press(page, 'form[action="/faults/check"] button');
    await at(page, 'portal.fault-result', 'elsewhere');
    expect(await page.locator('[data-outcome="pin"]').count()).toBe(1);
    await press(page, 'main a[href="/faults/check"]');
    await at(page, 'portal.fault-check', 'default');
    const upload = async (text: string) => {
      await page.goto(`${portal}/faults/check`);
      await page.setInputFiles('#file', { name: 'diagnosis.json', mimeType: 'application/json', buffer: Buffer.from(text) });
      await press(page, 'form[action="/faults/check/diagnosis"] button');
    };
    await upload('{"format":"something else"}');
    await at(page, 'portal.failure', 'diagnosis.malformed');
    await upload('{"format":"eszig-diagnosis","version":99}');
    await at(page, 'portal.failure', 'diagnosis.newer');
  });

  tell('an own reader is refused kindly; a given one is reported without signing in and confirmed by mail', async (stage) => {
    const { page, portal, world } = stage;
    await page.goto(`${portal}/faults/check`);
    await page.check('input[name="message"][value="nothing"]');
    await page.check('input[name="light"][value="no"]');
    await page.check('input[name="socket"][value="yes"]');
    await press(page, 'form[action="/faults/check"] button');
    await at(page, 'portal.fault-result', 'reader');
    await press(page, 'main a[href^="/faults/report"]');
    await at(page, 'portal.fault-report', 'default');
    await press(page, 'form[action="/faults/report"] button[type="submit"]');
    await at(page, 'portal.fault-report', 'faulty');
    await fillReport(page, { institution: '215406', serial: 'OK5022-215406-09' });
    await sendReport(page);
    await at(page, 'portal.fault-not-given');
    await press(page, 'main a[href="/faults/report"]');
    await fillReport(page, gp);
    await sendReport(page);
    await at(page, 'portal.fault-sent', 'draft');
    const first = page.url();
    await page.goto(`${portal}/faults/report`);
    await fillReport(page, gp);
    await sendReport(page);
    await at(page, 'portal.fault-sent', 'draft');
    const second = page.url();
    const numbers = [await numberAt(stage, first), await numberAt(stage, second)];
    const links = [];
    for (const number of numbers) {
      const letter = await letterTo(page, world, gpMail, number);
      links.push(/https?:\/\/\S+\/faults\/confirm\/\S+/.exec(letter)?.[0] ?? '');
    }
    await at(page, 'console.mail', 'received');
    await page.goto(links[0] ?? '');
    await at(page, 'portal.fault-confirm');
    await press(page, 'button[value="confirm"]');
    await at(page, 'portal.fault-sent', 'under-way');
    await page.goto(links[0] ?? '');
    await at(page, 'portal.failure', 'fault.link-ended');
    // The same reader once more: one report is under way already.
    await page.goto(links[1] ?? '');
    await press(page, 'button[value="confirm"]');
    await at(page, 'portal.failure', 'fault.open-already');
    await page.goto(links[1] ?? '');
    await press(page, 'button[value="withdraw"]');
    await at(page, 'portal.fault-sent', 'closed');
    // A picture goes with the report; what is none does not.
    await page.goto(first);
    const picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#333' } })
      .png()
      .toBuffer();
    const upload = async (buffer: Buffer) => {
      await page.setInputFiles('#picture', { name: 'kep.png', mimeType: 'image/png', buffer });
      await press(page, 'form[action$="/picture"] button');
    };
    await upload(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'));
    await at(page, 'portal.failure', 'picture.refused');
    await page.goto(first);
    await upload(picture);
    await at(page, 'portal.fault-sent', 'under-way');
    expect(await page.locator('#picture').count()).toBe(0);
  });

  tell('a report is filled in and finished without a network, and sent once there is one again', async ({ page, portal }) => {
    const given = { institution: '106538', serial: 'OK5022-106538-06' };
    await page.goto(`${portal}/faults/report`);
    await at(page, 'portal.fault-report', 'default');
    // A browser keeps no page of a site whose certificate it does not trust: there the page has to stay open.
    const keeps = !portal.startsWith('https:');
    if (keeps) await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    const again = async (state: string) => {
      if (keeps) await page.reload();
      await at(page, 'portal.fault-report', state);
    };
    await page.context().setOffline(true);
    // Half-filled, the page is opened again while the network is away.
    await page.fill('#reporter', 'Hűvös Emese');
    await again('default');
    expect(await page.inputValue('#reporter')).toBe('Hűvös Emese');
    await fillReport(page, given);
    await press(page, 'form[action="/faults/report"] button[type="submit"]');
    await at(page, 'portal.fault-report', 'kept');
    await again('kept');
    expect(await page.inputValue('#pickup-day')).toBe(courierDay());
    await page.context().setOffline(false);
    await at(page, 'portal.fault-sent', 'draft');
    await page.goto(`${portal}/faults/report`);
    expect(await page.inputValue('#serial')).toBe('');
  });
}

/** The number that the page of a sent report shows. */
async function numberAt({ page }: Parameters<Parameters<Tell>[1]>[0], url: string): Promise<string> {
  await page.goto(url);
  return /HB-\w{4}-\w{4}/.exec(await page.content())?.[0] ?? '';
}
