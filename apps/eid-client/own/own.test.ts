// Settings, log and diagnosis as the running client has them: kept for one user, told in its window, and never with a secret in them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { createFetch } from '../../../io/http/index.ts';
import { createLogger } from '../../../io/log/index.ts';
import { toHex } from '../../../lib/bytes/index.ts';
import { profiles } from '../../../lib/card/index.ts';
import { parseDiagnosis } from '../../../lib/diagnosis/index.ts';
import type { EidClientConfig } from '../config.ts';
import { start } from '../main.ts';
import { createCard } from '../testing/card.ts';
import { startService } from '../testing/eid-server.ts';
import { putInto } from '../testing/virtual-card.ts';

const service = await startService();
const fetch = createFetch();
let dataFolder = '';
const folders: string[] = [];
beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'eszig-own-'));
  folders.push(dataFolder);
});
afterAll(async () => {
  fetch[Symbol.dispose]();
  await service[Symbol.asyncDispose]();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const lines: string[] = [];
const log = createLogger('eid-client', 'debug', { write: (line) => void lines.push(line) });

/** A client with a card on its reader, and a tab at it that keeps its cookies. */
async function open(change: Partial<EidClientConfig> = {}) {
  const config: EidClientConfig = {
    port: 0,
    pcsc: false,
    virtualReader: { port: 0 },
    demonstration: true,
    window: { mode: 'tab' },
    dataFolder,
  };
  const client = await start({ ...config, ...change }, { log, clock: Date.now, road: () => undefined });
  const lying = createCard(service.authorities.cvca.raw);
  lying.card = { ...lying.card, atr: profiles.hungarian.generations['2024'].atr };
  service.chipKey = lying.chipKey;
  const card = await putInto(lying, client.readerPort ?? 0);
  const base = `http://127.0.0.1:${client.port}`;
  const cookies = new Map<string, string>();
  const send = async (path: string, fields?: Record<string, string>) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const body = fields && new URLSearchParams(fields);
    const answer = await fetch(base + path, { ...(body && { method: 'POST', body }), headers: { cookie, ...(body && { origin: base }) } });
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      cookies.set(name, value);
    }
    return answer;
  };
  const text = async (path: string) => (await send(path)).text();
  const until = async (page: string) => {
    for (let i = 0; i < 500; i++) {
      const shown = await text('/window');
      if (shown.includes(`data-page="${page}"`)) return shown;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`never at ${page}`);
  };
  const answer = async (page: string, fields: Record<string, string>) => {
    const form = /name="form" value="(\d+)"/.exec(await until(page))?.[1] ?? '';
    await send('/window/answer', { form, ...fields });
  };
  return {
    send,
    text,
    until,
    answer,
    lying,
    card,
    async manage() {
      await send('/eID-Client?ShowUI=PINManagement');
      await until('eid-client.card-home');
    },
    /** The sign-in is over, and the tab is led back. */
    onItsWay: () => expect.poll(() => text('/window'), { timeout: 20_000 }).toContain('content="0;url='),
    activate: () => send(`/eID-Client?tcTokenURL=${encodeURIComponent(service.tokenUrl)}`),
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  };
}

test('settings are kept for the user in a folder that is theirs alone, and are there at the next start', async () => {
  {
    await using tab = await open();
    await tab.manage();
    expect((await tab.send('/window/settings', { language: 'en', reader: 'eSzig virtual reader', log: 'debug' })).status).toBe(303);
    const page = await tab.text('/window/settings?saved');
    expect(page).toContain('<html lang="en"');
    expect(page).toMatch(/value="eSzig virtual reader" checked/);
  }
  expect([statSync(dataFolder).mode & 0o777, statSync(join(dataFolder, 'settings.json')).mode & 0o777]).toEqual([0o700, 0o600]);
  await using again = await open();
  await again.manage();
  expect(await again.text('/window')).toContain('<html lang="en"');
  expect(await again.text('/window/settings')).toMatch(/value="debug" checked/);
});

test('what a client that was killed while writing left behind is gone at the next start, and nothing else is', async () => {
  const killed = spawn('sleep', ['60']);
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  const leftover = `settings.json.${killed.pid}.tmp`;
  const others = ['settings.json', `log.jsonl.${process.pid}.tmp`, 'notes.tmp', `settings.json.${killed.pid}`];
  for (const name of [leftover, ...others]) writeFileSync(join(dataFolder, name), '{}');
  await using _ = await open();
  expect(existsSync(join(dataFolder, leftover))).toBe(false);
  expect(others.filter((name) => !existsSync(join(dataFolder, name)))).toEqual([]);
  for (const name of others) rmSync(join(dataFolder, name));
});

test('a settings file that nobody can read, or a form that is none of ours, changes nothing', async () => {
  writeFileSync(join(dataFolder, 'settings.json'), '{"language":"de"}');
  await using tab = await open();
  await tab.manage();
  for (const form of [{ language: 'de', reader: '', log: 'info' }, { language: 'hu', reader: '', log: 'silent' }, {}])
    await tab.send('/window/settings', form as Record<string, string>);
  expect(readFileSync(join(dataFolder, 'settings.json'), 'utf8')).toBe('{"language":"de"}');
});

test('a chosen reader is the only one used while it is there, and any other while it is not', async () => {
  await using tab = await open({ virtualReader: { port: 0, pinPad: { port: 0, pagePort: 0 } } });
  await tab.manage();
  await tab.send('/window/settings', { language: '', reader: 'eSzig PIN-pad reader', log: 'info' });
  await tab.answer('eid-client.card-home', { choice: 'check' });
  expect(await tab.until('eid-client.card-check')).toContain('data-state="card.none"');
  await tab.answer('eid-client.card-check', { choice: 'home' });
  await tab.send('/window/settings', { language: '', reader: 'a reader at home', log: 'info' });
  await tab.answer('eid-client.card-home', { choice: 'check' });
  expect(await tab.until('eid-client.card-check')).toContain('data-state="ready"');
});

test('after a whole sign-in with a wrong PIN, an activation and a diagnosis no secret and no datum of the card is in log or memory', async () => {
  const secrets: string[] = [];
  {
    await using tab = await open();
    const { pin, can, puk } = tab.lying.card.passwords;
    secrets.push(pin.value, can, puk.value, '999999', tab.lying.card.documentNumber, 'Ann', service.tokenUrl);
    for (const octets of tab.lying.card.dataGroups.values()) secrets.push(toHex(octets));
    await tab.manage();
    await tab.send('/window/settings', { language: '', reader: '', log: 'debug' });
    await tab.answer('eid-client.card-home', { choice: 'change' });
    await tab.answer('eid-client.card-code', { code: '999999' });
    await tab.answer('eid-client.card-code', { code: pin.value });
    await tab.answer('eid-client.new-pin', { code: '804215', repeat: '804215' });
    secrets.push('804215');
    await tab.answer('eid-client.card-result', { choice: 'home' });
    expect(await tab.text('/window/diagnosis')).toContain('data-page="eid-client.diagnosis"');
    await tab.answer('eid-client.card-home', { choice: 'close' });
    await tab.activate();
    await tab.answer('eid-client.permission', {});
    await tab.answer('eid-client.pin', { code: '804215' });
    await tab.onItsWay();
    await tab.manage();
    const page = await tab.text('/window/log');
    for (const event of ['belépés véget ért', 'a kártya kódjai', 'hibakeresés', 'pace', 'refresh']) expect(page).toContain(event);
    const saved = await tab.text('/window/log/file');
    expect(
      saved
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).event),
    ).toContain('sign-in ended');
    lines.push(page, saved);
  }
  const kept = readdirSync(dataFolder).map((name) => readFileSync(join(dataFolder, name), 'utf8'));
  expect(kept.length).toBeGreaterThanOrEqual(3);
  const written = [...lines, ...kept].join('\n');
  expect(written).toContain('triesLeft');
  for (const secret of secrets) expect(written.toLowerCase()).not.toContain(secret.toLowerCase());
});

test('the diagnosis is saved as it was shown, and remembers until when the certificates of the last sign-in are valid', async () => {
  await using tab = await open();
  await tab.activate();
  await tab.answer('eid-client.permission', {});
  await tab.answer('eid-client.pin', { code: '123456' });
  await tab.onItsWay();
  await tab.manage();
  const early = await tab.send('/window/diagnosis/file');
  expect([early.status, early.headers.get('location')]).toEqual([303, '/window/diagnosis']);
  await tab.text('/window/diagnosis');
  const file = await tab.send('/window/diagnosis/file');
  expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="eszig-diagnosis-\d{4}-\d\d-\d\d\.json"$/);
  const diagnosis = parseDiagnosis(await file.text());
  expect(diagnosis).toMatchObject({ card: { kind: 'eid', pin: { state: 'operational' } }, reader: { model: 'eSzig virtual reader' } });
  expect(diagnosis.certificates.terminal).toMatch(/^\d{4}-\d\d-\d\d$/);
});

test('nobody without the window sees these pages, and a sign-in under way is not disturbed by them', async () => {
  await using tab = await open();
  const paths = ['/window/diagnosis', '/window/diagnosis/file', '/window/settings', '/window/log', '/window/log/file'];
  for (const path of paths) expect((await tab.send(path)).status).toBe(403);
  await tab.activate();
  await tab.until('eid-client.permission');
  for (const path of paths) expect((await tab.send(path)).headers.get('location')).toBe('/window');
  await using stranger = await open();
  expect((await stranger.send('/window/settings', { language: 'en', reader: '', log: 'info' })).status).toBe(403);
});

test('a log goes on where it was, and keeps the last thousand lines', async () => {
  const line = (n: number) => JSON.stringify({ level: 30, time: '2026-11-23T06:00:00.000Z', app: 'eid-client', event: `event ${n}` });
  writeFileSync(join(dataFolder, 'log.ndjson'), `${Array.from({ length: 1_500 }, (_, n) => line(n)).join('\n')}\nnonsense\n`);
  {
    await using tab = await open();
    await tab.manage();
    await tab.send('/window/settings', { language: '', reader: '', log: 'info' });
    expect(await tab.text('/window/log')).toContain('event 1499');
  }
  const kept = readFileSync(join(dataFolder, 'log.ndjson'), 'utf8').trim().split('\n');
  expect(kept.length).toBe(1_000);
  expect(kept.at(-1)).toContain('settings changed');
});
