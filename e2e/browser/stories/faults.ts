// A broken reader from the diagnosis to its replacement: a pharmacist, the service desk and a courier, each in a browser of their own.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { encodeDiagnosis } from '../../../lib/diagnosis/index.ts';
import { putCard } from '../cards.ts';
import { at, press } from '../chromium.ts';
import { signIn } from '../steps.ts';
import { fillReport, letterTo, sendReport } from './faults-form.ts';
import type { Stage, Tell } from './tell.ts';

const serial = 'CJRS-318025-10';
const replacement = 'CJRS-ST-01';
const mail = 'patika@aranykigyo.example';

/** What the client found: its driver runs, and it sees no reader. */
const diagnosis = encodeDiagnosis({
  made: '2026-11-23T06:00:00Z',
  client: { version: '0.1.0', system: 'linux', port: 'ours', window: 'own' },
  findings: ['reader.none'],
  driver: 'running',
  readers: 0,
  services: [],
  certificates: {},
});

/** Presses the button of a page's one form that is not the menu's or the sign-out's. */
const submit = (page: Page, event: string) => press(page, `form[method="post"][action$="/${event}"] button[type="submit"]`);

export function faults(tell: Tell): void {
  tell('a broken reader goes from the diagnosis to a replacement; pharmacist, desk and courier each play their part', async (stage) => {
    const { page, portal, world, elsewhere } = stage;
    const own = await putCard(world, 'gyorffy-levente');
    await signIn(page, portal, 'worker');
    await at(page, 'portal.pharmacist');
    await own.take();
    await page.goto(`${portal}/faults`);
    await at(page, 'portal.faults', 'worker');
    await press(page, 'main a[href="/faults/reports"]');
    await at(page, 'portal.fault-list', 'none');
    await press(page, 'main a[href="/faults/check"]');
    await page.setInputFiles('#file', { name: 'diagnosis.json', mimeType: 'application/json', buffer: Buffer.from(diagnosis) });
    await press(page, 'form[action="/faults/check/diagnosis"] button');
    await at(page, 'portal.fault-result', 'unclear');
    await press(page, 'main a[href^="/faults/report"]');
    await fillReport(page, { serial });
    await sendReport(page);
    await at(page, 'portal.fault-sent', 'under-way');
    const number = await readLetter(stage);

    const desk = await elsewhere();
    const agent = await putCard(world, 'szucs-dorottya');
    await signIn(desk, portal, 'worker');
    await at(desk, 'portal.staff');
    await agent.take();
    await desk.goto(`${portal}/desk/faults?q=nothing-like-this`);
    await at(desk, 'portal.desk-queue', 'none');
    await desk.fill('#q', number);
    await press(desk, 'form[role="search"] button');
    await at(desk, 'portal.desk-queue', 'default');
    await press(desk, desk.getByRole('link', { name: number }));
    await at(desk, 'portal.desk-report', 'open');
    expect(await desk.content()).toContain('&lt;b&gt;tükörfúrógép&lt;/b&gt;');
    const report = desk.url();
    const act = async (event: string, fill: () => Promise<unknown> = async () => undefined) => {
      await desk.goto(`${report}/${event}`);
      await at(desk, 'portal.desk-act', 'default');
      await fill();
      await submit(desk, event);
    };

    await act('ask');
    await at(desk, 'portal.desk-act', 'faulty');
    await desk.selectOption('#template', 'ask-light');
    await press(desk, 'form[method="get"] button');
    await at(desk, 'portal.desk-act', 'default');
    expect(await desk.inputValue('#note')).not.toBe('');
    await submit(desk, 'ask');
    await at(desk, 'portal.desk-report', 'open');

    await page.goto(`${portal}/faults/reports`);
    await at(page, 'portal.fault-list', 'reports');
    await press(page, page.getByRole('link', { name: number }));
    await at(page, 'portal.fault', 'waiting');
    await press(page, 'main a[href$="/answer"]');
    await at(page, 'portal.fault-act', 'default');
    await submit(page, 'answer');
    await at(page, 'portal.fault-act', 'faulty');
    await page.fill('#note', 'Nem világít.');
    await submit(page, 'answer');
    await at(page, 'portal.fault', 'open');

    await act('order-courier', () => desk.fill('#note', 'Másik gépen sem megy.'));
    await at(desk, 'portal.desk-report', 'open');
    const link = (await desk.locator('[data-link="courier"]').textContent()) ?? '';
    await page.reload();
    const code = (await page.locator('[data-code="hand-over"]').textContent()) ?? '';
    const courier = await elsewhere();
    await courier.goto(link);
    await at(courier, 'portal.courier', 'default');
    await courier.fill('#number', number);
    await courier.fill('#serial', 'CJRS-318025-11');
    for (const item of ['reader', 'cable', 'letter']) await courier.check(`input[name="items"][value="${item}"]`);
    await courier.fill('#seal', 'ZAR-2201');
    await courier.fill('#giver', 'Győrffy Levente');
    await courier.fill('#code', code);
    await press(courier, 'form[action^="/courier"] button');
    await at(courier, 'portal.courier', 'faulty');
    await courier.fill('#serial', serial);
    await press(courier, 'form[action^="/courier"] button');
    await at(courier, 'portal.courier', 'done');
    await courier.goto(link);
    await at(courier, 'portal.failure', 'fault.link-ended');

    await act('receive', async () => {
      for (const item of ['reader', 'cable', 'letter']) await desk.check(`input[name="items"][value="${item}"]`);
      await desk.fill('#serial', serial);
    });
    await act('complete-parcel', () => desk.check('input[name="items"][value="stand"]'));
    await act('start-repair');
    await act('replace', () => desk.selectOption('#replacement', replacement));
    await act('send-back');
    await at(desk, 'portal.desk-report', 'open');
    await desk.goto(`${report}/repair`);
    await at(desk, 'portal.failure', 'fault.move-not-allowed');

    await page.reload();
    expect(await page.content()).toContain(replacement);
    await press(page, 'main a[href$="/close"]');
    await submit(page, 'close');
    await at(page, 'portal.fault', 'closed');
    await desk.goto(report);
    await at(desk, 'portal.desk-report', 'closed');
    const told = await desk.locator('li[data-event]').evaluateAll((all) => all.map((one) => one.getAttribute('data-event')));
    expect(told).toEqual([
      'submit',
      'ask',
      'answer',
      'order-courier',
      'hand-over',
      'receive',
      'complete-parcel',
      'start-repair',
      'replace',
      'send-back',
      'close',
    ]);

    await desk.goto(`${portal}/desk/readers`);
    await at(desk, 'portal.desk-readers', 'default');
    const stock = await desk.locator('tbody').textContent();
    expect([stock?.includes(replacement), stock?.includes('CJRS-ST-02')]).toEqual([false, true]);
    await press(desk, 'form[action="/desk/readers"] button');
    await at(desk, 'portal.desk-readers', 'faulty');
    expect(await letterTo(courier, world, mail, replacement)).toContain(number);
  });
}

/** The letter of the report on the page: its text by pdftotext, the QR code of its printed page by zbar. Gives the report's number. */
async function readLetter({ page }: Stage): Promise<string> {
  const saving = page.waitForEvent('download');
  await press(page, 'main a[href$="/letter"]');
  const folder = mkdtempSync(join(tmpdir(), 'eszig-letter-'));
  try {
    const file = join(folder, 'letter.pdf');
    await (await saving).saveAs(file);
    const text = execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' });
    const number = /HB-\w{4}-\w{4}/.exec(text)?.[0] ?? '';
    for (const part of [serial, 'Aranykígyó Gyógyszertár', 'Árvíztűrő <b>tükörfúrógép</b>', 'Győrffy Levente', 'Fűzfa utca 12.']) {
      expect(text.replace(/\s+/g, ' ')).toContain(part);
    }
    execFileSync('pdftoppm', ['-r', '150', '-png', file, join(folder, 'page')]);
    expect(execFileSync('zbarimg', ['--quiet', '--raw', join(folder, 'page-1.png')], { encoding: 'utf8' }).trim()).toBe(number);
    return number;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
