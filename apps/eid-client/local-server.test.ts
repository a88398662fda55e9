import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { createFetch } from '../../io/http/index.ts';
import { quiet } from '../../io/log/index.ts';
import { hex } from '../../lib/bytes/index.ts';
import { encodeAuxiliaryData, profiles } from '../../lib/card/index.ts';
import type { EidClientConfig } from './config.ts';
import { start } from './main.ts';
import { createCard, type TestCard } from './testing/card.ts';
import { startService } from './testing/eid-server.ts';
import { putInto } from './testing/virtual-card.ts';

const service = await startService();
const initial = { ...service.behaviour };
const fetch = createFetch();
afterAll(async () => {
  fetch[Symbol.dispose]();
  await service[Symbol.asyncDispose]();
  rmSync(dataFolder, { recursive: true, force: true });
});
beforeEach(() => void Object.assign(service.behaviour, initial));

const dataFolder = mkdtempSync(join(tmpdir(), 'eszig-client-'));
const config: EidClientConfig = {
  port: 0,
  pcsc: false,
  virtualReader: { port: 0 },
  demonstration: true,
  window: { mode: 'tab' },
  dataFolder,
};
const effects = { log: quiet, clock: Date.now, road: () => undefined };

/** A client, and a browser's tab at it: keeps the cookie, follows nothing by itself. */
async function open(change: Partial<EidClientConfig> = {}) {
  const client = await start({ ...config, ...change }, effects);
  const base = `http://127.0.0.1:${client.port}`;
  let cookie = '';
  const send = async (path: string, init: Parameters<typeof fetch>[1] & object = {}) => {
    const own: Record<string, string> = { ...(cookie === '' ? {} : { cookie }), ...(init.headers as Record<string, string>) };
    const answer = await fetch(base + path, { ...init, headers: own });
    const set = answer.headers.getSetCookie().find((one) => one.startsWith('eszig-window='));
    if (set !== undefined) cookie = set.split(';')[0] ?? '';
    return answer;
  };
  const post = (path: string, fields: Record<string, string>) =>
    send(path, { method: 'POST', body: new URLSearchParams(fields), headers: { origin: base } });
  const activate = (headers = {}) => send(`/eID-Client?tcTokenURL=${encodeURIComponent(service.tokenUrl)}`, { headers });
  /** Waits until the window shows this page, and gives the page's text. */
  const until = async (page: string) => {
    for (let i = 0; i < 100; i++) {
      const answer = await send('/window');
      const text = await answer.text();
      if (text.includes(`data-page="eid-client.${page}"`)) return { answer, text, form: /name="form" value="(\d+)"/.exec(text)?.[1] ?? '' };
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`no page ${page}`);
  };
  /** Waits until the tab is led on, and gives the address. The way is a page: a browser would not let a form's answer redirect to another site. */
  const ledTo = async () => {
    for (let i = 0; i < 100; i++) {
      const answer = await send('/window');
      expect(answer.status).toBe(200);
      const address = /http-equiv="refresh" content="0;url=(http[^"]+)"/.exec(await answer.text())?.[1];
      if (address !== undefined) return address.replaceAll('&amp;', '&');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error('not led on');
  };
  return {
    client,
    base,
    send,
    post,
    activate,
    until,
    ledTo,
    forget: () => (cookie = ''),
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  };
}

async function put(card: TestCard, port: number | undefined): Promise<void> {
  service.chipKey = card.chipKey;
  await putInto(card, port ?? 0);
}

test('in a tab: permission, card, PIN, progress, and on to the refresh address', async () => {
  await using tab = await open();
  const activated = await tab.activate();
  expect([activated.status, activated.headers.get('location')]).toEqual([303, '/window']);
  expect(activated.headers.getSetCookie()[0]).toMatch(/^eszig-window=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);

  const permission = await tab.until('permission');
  for (const part of ['Bemutató', 'EESZT Portál', 'Teszt azonosítás', 'Utónév', 'Családi név']) expect(permission.text).toContain(part);
  await tab.post('/window/answer', { form: permission.form, right: 'readDg4' });
  const waiting = await tab.until('waiting');
  expect(waiting.text).toContain('data-state="card.none"');
  await put(createCard(service.authorities.cvca.raw), tab.client.readerPort);

  const pin = await tab.until('pin');
  expect(pin.text).toContain('inputmode="numeric"');
  expect(pin.text).not.toMatch(/type="password"/);
  await tab.post('/window/answer', { form: pin.form, code: '12345' });
  expect((await tab.until('pin')).text).toContain('data-state="activation"');
  const again = await tab.until('pin');
  await tab.post('/window/answer', { form: again.form, code: '123456' });
  expect(await tab.ledTo()).toBe(`${service.origin}/refresh?s=1&ResultMajor=ok`);
});

test('B12: every page of the window is dead without the cookie, and another cookie is none', async () => {
  await using tab = await open();
  await tab.activate();
  await tab.until('permission');
  tab.forget();
  for (const cookie of ['', 'eszig-window=', `eszig-window=${'A'.repeat(43)}`]) {
    for (const [method, path] of [
      ['GET', '/window'],
      ['GET', '/window/changes?after=0'],
      ['POST', '/window/answer'],
      ['POST', '/window/cancel'],
      ['POST', '/window/close'],
    ] as const) {
      const answer = await fetch(tab.base + path, { method, headers: { cookie, origin: tab.base } });
      expect([path, answer.status]).toEqual([path, 403]);
      expect(await answer.text()).toContain('request.not-allowed');
    }
  }
});

test('B12: the window of its own wants a secret that nobody was told, and no address holds one', async () => {
  await using tab = await open();
  const activated = await tab.activate();
  const { text } = await tab.until('permission');
  const secret = activated.headers.getSetCookie()[0]?.split(/[=;]/)[1] ?? '';
  for (const guess of ['', 'A'.repeat(43), secret]) expect((await tab.post('/window/open', { secret: guess })).status).toBe(403);
  expect(`${activated.headers.get('location')} ${text}`).not.toContain(secret);
});

test('B12: the window of its own opens for the secret in its file alone, and once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'eszig-test-'));
  const browser = join(folder, 'browser');
  writeFileSync(browser, '#!/bin/sh\nexec sleep 30\n', { mode: 0o700 });
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  try {
    await using tab = await open({ window: { mode: 'app', browser } });
    const activated = tab.activate();
    const profile = () => readdirSync(folder).find((name) => name.startsWith('eszig-window-')) ?? 'none';
    await expect.poll(() => existsSync(join(folder, profile(), 'open.html'))).toBe(true);
    const secret = /value="([\w-]{43})"/.exec(readFileSync(join(folder, profile(), 'open.html'), 'utf8'))?.[1] ?? '';
    expect((await tab.post('/window/open', { secret: secret.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')) })).status).toBe(403);
    expect((await tab.send('/window')).status).toBe(403);
    const opened = await fetch(`${tab.base}/window/open`, {
      method: 'POST',
      body: new URLSearchParams({ secret }),
      headers: { origin: 'null' },
    });
    expect([opened.status, opened.headers.getSetCookie()[0]]).toEqual([
      200,
      expect.stringMatching(/^eszig-window=.*HttpOnly; SameSite=Strict$/),
    ]);
    expect((await tab.post('/window/open', { secret })).status).toBe(403);
    const cookie = opened.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    expect(await (await fetch(`${tab.base}/window`, { headers: { cookie } })).text()).toContain('data-page="eid-client.permission"');
    await fetch(`${tab.base}/window/cancel`, { method: 'POST', headers: { cookie, origin: tab.base } });
    expect((await activated).headers.get('location')).toMatch(/cancellationByUser$/);
    await expect.poll(profile).toBe('none');
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    rmSync(folder, { recursive: true });
  }
});

test('B3: a form that comes from another site does nothing', async () => {
  await using tab = await open();
  await tab.activate();
  const { form } = await tab.until('permission');
  const foreign = await tab.send('/window/answer', {
    method: 'POST',
    body: new URLSearchParams({ form }),
    headers: { origin: 'http://evil.localhost' },
  });
  expect(foreign.status).toBe(403);
  await tab.until('permission');
});

test.each(['evil.example:PORT', 'evil.localhost:PORT', '127.0.0.1:80', '127.0.0.1', 'localhost.evil.example:PORT'])(
  'B2: under the host name %j nothing is answered',
  async (name) => {
    await using tab = await open();
    const host = name.replace('PORT', String(tab.client.port));
    for (const path of ['/eID-Client?Status', '/window', '/eID-Client?ShowUI', '/assets/live.js']) {
      const answer = await fetch(tab.base + path, { headers: { host } });
      expect([path, answer.status, await answer.text()]).toEqual([path, 421, '421 Misdirected Request']);
    }
  },
);

test('it answers under its three names, on ::1 too where there is one, and nowhere else', async () => {
  await using tab = await open();
  for (const host of ['127.0.0.1', 'localhost', '[::1]']) {
    expect((await fetch(`${tab.base}/eID-Client?Status`, { headers: { host: `${host}:${tab.client.port}` } })).status).toBe(200);
  }
  await expect(fetch(`http://127.0.0.2:${tab.client.port}/eID-Client?Status`)).rejects.toMatchObject({ code: 'http.unreachable' });
});

test('B4: the status says what the program is, nothing of readers or cards, and is for no other origin', async () => {
  await using tab = await open();
  const before = await (await tab.send('/eID-Client?status')).text();
  await put(createCard(service.authorities.cvca.raw), tab.client.readerPort);
  const answer = await tab.send('/eID-Client?Status', { headers: { origin: 'https://evil.example' } });
  expect(await answer.text()).toBe(before);
  expect(before).toMatch(/^Implementation-Title: eSzig Kliens\n[\s\S]*Specification-Title: TR-03124-1\n/);
  expect(before.split('\n').map((line) => line.split(':')[0])).toHaveLength(8);
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  expect(answer.headers.get('cache-control')).toBe('no-cache, no-store');
  expect(answer.headers.get('server')).toMatch(/^eSzig-Kliens\/.* \(TR-03124-1\/1\.4\)$/);
  expect(await (await tab.send('/eID-Client?Status=json')).json()).toHaveProperty('Specification-Version', '1.4');
});

test.each(['', '=', '=Diagnosis', '=unknown'])('ShowUI%s shows the client', async (value) => {
  await using tab = await open();
  const answer = await tab.send(`/eID-Client?ShowUI${value}`);
  expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('data-page="eid-client.home"')]);
});

test('ShowUI=Settings leads to the settings in the window, and not while a sign-in is under way', async () => {
  await using tab = await open();
  const answer = await tab.send('/eID-Client?ShowUI=settings');
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/window/settings']);
  expect(await (await tab.send('/window/settings')).text()).toContain('data-page="eid-client.settings"');
  await tab.activate();
  expect((await fetch(`${tab.base}/eID-Client?ShowUI=Settings`)).status).toBe(409);
});

test('ShowUI=PINManagement leads into the window, once at a time, and for a navigation only', async () => {
  await using tab = await open();
  const image = await tab.send('/eID-Client?showui=pinmanagement', { headers: { 'sec-fetch-dest': 'image' } });
  expect(image.status).toBe(403);
  const answer = await tab.send('/eID-Client?ShowUI=PINManagement');
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/window']);
  const start = await tab.until('card-home');
  await tab.post('/window/answer', { form: start.form, choice: 'change' });
  await tab.until('waiting');
  const stranger = await fetch(`${tab.base}/eID-Client?ShowUI=PINManagement`);
  expect([stranger.status, await stranger.text()]).toEqual([409, expect.stringContaining('client.busy')]);
  expect((await tab.send('/eID-Client?ShowUI=PINManagement')).headers.get('location')).toBe('/window');
  await tab.post('/window/cancel', {});
  const { form } = await tab.until('card-home');
  await tab.post('/window/answer', { form, choice: 'close' });
  await tab.until('closed');
});

test('a card that nobody has tried is looked at in the window, and what it says of itself can be saved, without anything of the person', async () => {
  await using tab = await open();
  const card = createCard(service.authorities.cvca.raw);
  card.card = { ...card.card, atr: hex`3B 80` };
  await put(card, tab.client.readerPort);
  await tab.send('/eID-Client?ShowUI=PINManagement');
  const home = await tab.until('card-home');
  expect((await tab.send('/window/card-report')).status).toBe(403);
  await tab.post('/window/answer', { form: home.form, choice: 'check' });
  const { text } = await tab.until('card-check');
  expect(text).toMatch(/data-state="card.unknown"[\s\S]*pace <code>0\.4\.0\.127\.0\.7\.2\.2\.4\.2\.2<[\s\S]*href="\/window\/card-report"/);
  const answer = await tab.send('/window/card-report');
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment/);
  const report = await answer.text();
  expect(JSON.parse(report)).toMatchObject({
    card: {
      kind: 'eid',
      pin: { state: 'operational', triesLeft: 3 },
      atr: '3b80',
      securityInfos: expect.arrayContaining([{ kind: 'pace', protocol: '0.4.0.127.0.7.2.2.4.2.2' }]),
    },
    finding: 'card.unknown',
  });
  expect(report).not.toMatch(/000001AA|Ann/);
  expect(card.card.passwords.pin.triesLeft).toBe(3);
});

test('in the window a card is activated: 5 or 6 digits, the code, the new PIN twice, and the state of the card at the end', async () => {
  await using tab = await open();
  const card = createCard(service.authorities.cvca.raw, { kind: 'activation', value: '12345' });
  card.card = { ...card.card, atr: profiles.hungarian.generations['2024'].atr };
  await put(card, tab.client.readerPort);
  await tab.send('/eID-Client?ShowUI=PINManagement');
  const answer = async (page: string, fields: Record<string, string>) =>
    tab.post('/window/answer', { form: (await tab.until(page)).form, ...fields });
  await answer('card-home', { choice: 'first' });
  await answer('which-code', { choice: 'activate' });
  const { text } = await tab.until('card-code');
  expect(text).toContain('data-state="activation"');
  expect(text).toMatch(/Hátralévő próbálkozások: 3/);
  await answer('card-code', { code: '123456' });
  expect((await tab.until('card-code')).text).toContain('data-state="mixed-up"');
  await answer('card-code', { code: '12345' });
  for (const [code, repeat, problem] of [
    ['12345', '12345', 'length'],
    ['804215', '804216', 'different'],
    ['111111', '111111', 'simple'],
  ] as const) {
    await answer('new-pin', { code, repeat });
    const again = await tab.until('new-pin');
    expect(again.text).toContain(`data-state="${problem}"`);
    expect(again.text).not.toContain(code);
  }
  await answer('new-pin', { code: '804215', repeat: '804215' });
  const end = await tab.until('card-result');
  expect(end.text).toContain('data-state="done"');
  expect(card.card.passwords.pin).toMatchObject({ kind: 'pin', value: '804215', triesLeft: 3 });
});

test.each([
  ['/eID-Client', 400, 'token.address-not-allowed'],
  ['/eID-Client?tcTokenURL=', 400, 'token.address-not-allowed'],
  ['/eID-Client?TCTOKENURL=http%3A%2F%2Fidp.localhost%2F', 400, 'token.address-not-allowed'],
  ['/eID-Client?tcTokenURL=https%3A%2F%2F127.0.0.1%3A1%2F', 404, 'token.unreachable'],
  ['/elsewhere', 404, 'request.not-allowed'],
])('%s is answered %i with a page that names the cause', async (path, status, code) => {
  await using tab = await open();
  for (const [language, word] of [
    ['hu', 'Hibakód'],
    ['en', 'Error code'],
  ] as const) {
    const answer = await tab.send(path, { headers: { 'accept-language': language } });
    const text = await answer.text();
    expect(answer.status).toBe(status);
    for (const part of [`data-state="${code}"`, word]) expect(text).toContain(part);
  }
});

test('B3: a thousand hidden requests begin no sign-in, and a second visible one is told that the client is busy', async () => {
  await using tab = await open();
  service.heard.requests.length = 0;
  const hidden = ['image', 'iframe', 'empty', 'script'].map((destination) => ({ 'sec-fetch-dest': destination }));
  for (let i = 0; i < 1000; i++) expect((await tab.activate(hidden[i % hidden.length])).status).toBe(403);
  expect(service.heard.requests).toEqual([]);
  await tab.activate({ 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate' });
  tab.forget();
  const second = await tab.activate();
  expect([second.status, await second.text()]).toEqual([409, expect.stringContaining('data-state="client.busy"')]);
});

test('the browser whose window is open may begin again: its old sign-in is stopped', async () => {
  await using tab = await open();
  await tab.activate();
  const first = await tab.until('permission');
  expect((await tab.activate()).status).toBe(303);
  const second = await tab.until('permission');
  await tab.post('/window/answer', { form: first.form });
  expect(second.text).toContain('EESZT Portál');
});

test('B3: more sign-ins in a minute than allowed are refused', async () => {
  await using tab = await open({ activationsPerMinute: 2 });
  service.behaviour.token = () => ({ status: 404, body: '' });
  expect([(await tab.activate()).status, (await tab.activate()).status, (await tab.activate()).status]).toEqual([404, 404, 409]);
});

test('who cancels goes back to the relying party, and the next sign-in works', async () => {
  await using tab = await open();
  for (let i = 0; i < 2; i++) {
    await tab.activate();
    await tab.until('permission');
    await tab.post('/window/cancel', {});
    expect(await tab.ledTo()).toMatch(/ResultMajor=error&ResultMinor=cancellationByUser$/);
  }
});

test('a failure is explained in the tab, with the way back to the service', async () => {
  await using tab = await open();
  service.behaviour.listed = initial.listed.slice(0, 1);
  await tab.activate();
  const { text } = await tab.until('result');
  expect(text).toContain('data-state="certificate.not-in-description"');
  expect(text).toContain(`href="${service.origin}/refresh?s=1&amp;ResultMajor=error&amp;ResultMinor=trustedChannelEstablishmentFailed"`);
});

test('a request that verifies age and place names what they are compared with; one whose comparison nobody can read is refused', async () => {
  await using tab = await open();
  const rights = ['restrictedIdentification', 'ageVerification', 'communityIdVerification'] as const;
  const asked = { rights, optional: ['ageVerification', 'communityIdVerification'] as const };
  Object.assign(service.behaviour, { ...asked, auxiliaryData: encodeAuxiliaryData({ dateOfBirth: '2008-11-23', communityId: '0195' }) });
  await tab.activate();
  const { text } = await tab.until('permission');
  for (const told of ['2008. november 23.', 'így kezdődik: 0195']) expect(text).toContain(told);
  Object.assign(service.behaviour, { auxiliaryData: hex`67 02 73 00` });
  await tab.activate();
  expect((await tab.until('result')).text).toContain('data-state="request.not-allowed"');
});

test('B13: texts of the certificate are text: markup in them is shown, never followed', async () => {
  await using tab = await open();
  service.behaviour.transactionInfo = '<script>alert(1)</script><img src=x onerror=alert(2)>"\'';
  await tab.activate();
  const { text } = await tab.until('permission');
  expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;&quot;&#39;');
});

test('B13: no page may run a script of others, be framed, or be kept', async () => {
  await using tab = await open();
  await tab.activate();
  const { answer } = await tab.until('permission');
  expect(answer.headers.get('content-security-policy')).toMatch(
    /default-src 'none'.*script-src 'self'.*form-action 'self'.*frame-ancestors 'none'/,
  );
  expect(answer.headers.get('cache-control')).toBe('no-store');
});

test('B1: a port that another program has, its own or that of the virtual reader, is client.port-taken, with its number', async () => {
  await using tab = await open();
  const { port } = tab.client;
  for (const taken of [{ port }, { port: 0, virtualReader: { port } }]) {
    await expect(start({ ...config, ...taken }, effects)).rejects.toMatchObject({ code: 'client.port-taken', facts: { port } });
  }
});

test('outside the demonstration the window is never a tab', async () => {
  await using tab = await open({ demonstration: false });
  const answer = await tab.activate();
  expect([answer.status, answer.headers.get('location')]).toEqual([303, expect.stringContaining('ResultMinor=cancellationByUser')]);
  expect(answer.headers.getSetCookie()).toEqual([]);
});
