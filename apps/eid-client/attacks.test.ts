// Attacks on the client of a workstation that no other test here is about, each with its id; docs/security.md lists where the others are.
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { quiet } from '../../io/log/index.ts';
import { start } from './main.ts';
import { cardCodePage, newPinPage } from './pages/card-code.ts';
import { canPage, pinPage } from './pages/codes.ts';
import { permissionPage } from './pages/permission.ts';

const effects = { log: quiet, clock: Date.now, road: () => undefined };
const isRoot = process.getuid?.() === 0;

/** What a user of this computer gets for a request to the port, without any program of ours. */
async function asUser(uid: number, port: number, host = '127.0.0.1'): Promise<string> {
  const request = `GET /eID-Client?Status HTTP/1.1\\r\\nHost: localhost:${port}\\r\\nConnection: close\\r\\n\\r\\n`;
  const script = `exec 3<>/dev/tcp/${host}/${port}; printf '${request}' >&3; cat <&3`;
  const { stdout } = await promisify(execFile)('bash', ['-c', script], { uid, gid: uid, cwd: '/' });
  return stdout;
}

test.runIf(isRoot)('B12: the client of one user answers no other user of the computer, on either of its addresses', async () => {
  await using client = await start({ port: 0, pcsc: false }, effects);
  for (const host of ['127.0.0.1', '::1']) {
    expect(await asUser(0, client.port, host)).toMatch(/^HTTP\/1.1 200[\s\S]*Implementation-Title/);
    const foreign = await asUser(65_534, client.port, host);
    expect(foreign).toMatch(/^HTTP\/1.1 403[\s\S]*data-state="client.other-user"/);
    expect(foreign).not.toContain('Implementation-Title');
  }
});

test.runIf(process.platform === 'linux')('B15: no core dump of a process that may hold a PIN has memory in it', async () => {
  await using _client = await start({ port: 0, pcsc: false }, effects);
  expect(readFileSync('/proc/self/coredump_filter', 'utf8').trim()).toBe('00000000');
});

test('B11: the client fetches no program and starts none but the browser of its window', () => {
  const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.startsWith('testing/'),
  );
  expect(sources.length).toBeGreaterThan(50);
  const starters = sources.filter((name) =>
    /child_process|worker_threads|node:vm|\bimport\(/.test(readFileSync(join(import.meta.dirname, name), 'utf8')),
  );
  expect(starters).toEqual(['window/browser.ts']);
});

const frame = { language: 'hu', url: 'http://127.0.0.1:24727/window', inTab: false } as const;

test.each([
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' autofocus onfocus='alert(1)",
  '</dd></dl><form action=https://evil.example><input name=code>',
  '<svg/onload=alert(1)>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '<!--',
  'javascript:alert(1)',
  '{{constructor}}',
  '\u202egpj.exe',
])('B13: %j in any text that a server sent is a text on the permission page', async (payload) => {
  const safe = {
    transaction: 'a',
    subject: { name: 'b', url: 'https://c.example' },
    issuer: { name: 'd', url: 'https://e.example' },
    purpose: 'f',
    validity: { from: '2026-01-01', to: '2026-02-01' },
    required: ['restrictedIdentification'],
    optional: ['readDg4'],
  } as const;
  const shapeOf = async (request: Parameters<typeof permissionPage>[0]) =>
    [...String(await permissionPage(request, 1, frame)).matchAll(/<\/?([a-z]+[0-9]?)|\s([a-z-]+)="/g)].map(
      ([, tag, attribute]) => tag ?? attribute,
    );
  const usual = await shapeOf(safe);
  for (const change of [
    { transaction: payload },
    { subject: { name: payload, url: safe.subject.url } },
    { subject: { name: 'b', url: payload } },
    { issuer: { name: payload } },
    { issuer: { name: 'd', url: payload } },
    { purpose: payload },
  ]) {
    const page = String(await permissionPage({ ...safe, ...change }, 1, frame));
    expect(await shapeOf({ ...safe, ...change })).toEqual(usual);
    expect(page).toContain(
      payload.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
    );
    expect(page).not.toMatch(/(href|src|action)="javascript:/);
  }
});

test('B10: no page asks for two codes at once, and none of a sign-in asks for the PUK', async () => {
  const question = { wrongBefore: false, atReader: false };
  const fields = (page: unknown) =>
    String(page)
      .match(/<input [^>]*code-input[^>]*>/g)
      ?.map((field) => /name="(\w+)"/.exec(field)?.[1]) ?? [];
  const signIn = [await pinPage({ page: 'pin', question }, 1, frame), await canPage({ page: 'can', question }, 1, frame)];
  for (const page of signIn) expect([fields(page), /name="[^"]*puk/i.test(String(page))]).toEqual([['code'], false]);
  for (const code of ['activation', 'pin', 'can', 'puk'] as const)
    expect(fields(await cardCodePage({ page: 'card-code', question: { code, ...question } }, 1, frame))).toEqual(['code']);
  expect(fields(await newPinPage({ page: 'new-pin', atReader: false }, 1, frame))).toEqual(['code', 'repeat']);
});
