import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { addressesOf, portsOf } from './addresses.ts';
import { claimFolder, openFolder, runningWorld, worldClock } from './folder.ts';
import { makeSecrets, secretFiles } from './secrets.ts';

const root = mkdtempSync(join(tmpdir(), 'eszig-folder-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const facts = { portBase: 8080, https: false, clockOffset: 0, addresses: {} };

test('a folder and its secrets are for their owner only, and a secret stays what it was', async () => {
  const folder = openFolder(join(root, 'a'));
  const files = secretFiles(folder);
  await makeSecrets(files);
  const secret = readFileSync(files['cookie-key'], 'utf8');
  await makeSecrets(files);
  expect(readFileSync(files['cookie-key'], 'utf8')).toBe(secret);
  expect([statSync(folder.root).mode & 0o777, statSync(files['cookie-key']).mode & 0o777, secret.length]).toEqual([0o700, 0o600, 43]);
});

test('a world is running exactly while the process that claimed the folder lives, and nobody else gets the folder meanwhile', async () => {
  const folder = openFolder(join(root, 'b'));
  await claimFolder(folder, facts);
  expect(runningWorld(folder.root)?.pid).toBe(process.pid);
  const other = spawn('sleep', ['30']);
  const mine = JSON.parse(readFileSync(folder.worldFile, 'utf8'));
  writeFileSync(folder.worldFile, JSON.stringify({ ...mine, pid: other.pid, started: `${mine.started}9` }));
  expect(runningWorld(folder.root)).toBeUndefined();
  const stat = readFileSync(`/proc/${other.pid}/stat`, 'utf8');
  writeFileSync(
    folder.worldFile,
    JSON.stringify({ ...mine, pid: other.pid, started: stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] }),
  );
  expect(() => openFolder(folder.root)).toThrow(expect.objectContaining({ code: 'world.running' }));
  other.kill();
  await new Promise((resolve) => other.once('exit', resolve));
  expect(runningWorld(folder.root)).toBeUndefined();
});

test('the port base moves every port, and at 8080 the client has the port of the standard', () => {
  expect(portsOf(8080)).toMatchObject({ portal: 8080, idp: 8081, console: 8087, idpTls: 8181, client: 24727, reader: 24728 });
  const [low, high] = [Object.values(portsOf(8080)), Object.values(portsOf(9080))];
  expect(high).toEqual(low.map((port) => port + 1000));
  expect(new Set(low).size).toBe(low.length);
  expect(addressesOf(portsOf(8080), true).portal).toBe('https://portal.localhost:8180');
});

test('a folder keeps the time of its world, running or not, and a folder without a world has the time of the computer', async () => {
  const folder = openFolder(join(root, 'time'));
  const ahead = () => Math.round((worldClock(folder.root)() - Date.now()) / 60_000);
  expect(ahead()).toBe(0);
  await claimFolder(folder, { ...facts, clockOffset: 90 * 60_000 });
  expect(ahead()).toBe(90);
  const { pid: _, ...left } = JSON.parse(readFileSync(folder.worldFile, 'utf8'));
  writeFileSync(folder.worldFile, JSON.stringify({ ...left, pid: 999_999_999 }));
  expect([runningWorld(folder.root), ahead()]).toEqual([undefined, 90]);
});
