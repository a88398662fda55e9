// Our PC/SC maker over a real pcscd and vsmartcard's reader, with our own chip in it: in network and mount namespaces of its own, since vpcd
// listens on every address.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';

interface Report {
  readonly before: string;
  readonly readers: readonly string[];
  readonly atr: string;
  readonly pace: string;
  readonly pulled: string;
  readonly next: number;
  readonly atrs: readonly string[];
  readonly inUse: string;
  readonly freed: number;
  readonly afterDeath: string;
  readonly ofCard: string;
  readonly afterRestart: number;
  readonly again: number;
}

// An ordinary user is root in a user namespace.
const asRoot = process.getuid?.() === 0 ? [] : ['--map-root-user'];
const inside = fileURLToPath(new URL('testing/pcsc-scene.ts', import.meta.url));
let report: Report;

beforeAll(async () => {
  const scene = `mount -t tmpfs tmpfs /run/pcscd 2>/dev/null || { mkdir -p /run/pcscd && mount -t tmpfs tmpfs /run/pcscd; }; ip link set lo up; exec "$0" "$1"`;
  const child = spawn('unshare', [...asRoot, '-m', '-n', '--', 'sh', '-c', scene, process.execPath, inside], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (part) => {
    text += part;
  });
  const status = await new Promise((resolve) => child.once('exit', resolve));
  expect(status).toBe(0);
  report = JSON.parse(text);
}, 60_000);

test('without pcscd there is no service, and it is found once it starts', () => {
  expect(report.before).toBe('none');
  expect(report.readers).toContain('Virtual PCD 00 00');
});

test('the card is taken with its own ATR, and PACE runs through the reader', () => {
  expect(report.atr).toBe('3b8b80012090000000000008ee277f04');
  expect(report.pace).toBe('established');
});

test('a card pulled in the middle of an exchange is card.removed, and the next one works', () => {
  expect(report.pulled).toBe('card.removed');
  expect(report.next).toBe(0x9000);
});

test('of two cards in two readers each is taken for itself', () => {
  expect(report.atrs).toEqual(['Virtual PCD 00 00 3b8b80012090000000000008ee277f04', 'Virtual PCD 00 01 3b80800101']);
});

test('a card that another program has is card.in-use, and is there again when it is given back', () => {
  expect([report.inUse, report.freed]).toEqual(['in-use card.in-use', 0x9000]);
});

test('a pcscd that is killed takes the card along that we have; one that starts again is found, with its readers and a working card', () => {
  expect([report.afterDeath, report.ofCard]).toEqual(['none', 'removed']);
  expect(report.afterRestart).toBeGreaterThan(0);
  expect(report.again).toBe(0x9000);
});
