// eSzig Kliens as one file: built by its script, started where there is no Node, and used.
import { execFile, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import project from '../../package.json' with { type: 'json' };
import { play } from '../ausweisapp/namespace.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'eszig-one-file-'));
const program = join(folder, 'eszig-kliens');
/** Nothing of this computer's Node, and nothing by which one could be slipped in. */
const env = { HOME: folder, LANG: 'en', NODE_OPTIONS: '--require /no/such/file.js' };
const run = (...words: readonly string[]) => execFileSync(program, words, { env, cwd: folder, encoding: 'utf8' });

beforeAll(
  () =>
    promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', 'tools/executable/main.ts', program], { cwd: root }),
  60_000,
);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('it is one file, says its version and its commands, and takes no options of Node from outside', () => {
  expect(run('--version')).toBe(`eszig-kliens ${project.version}\n`);
  for (const command of ['run', 'readers', 'check', 'activate', 'change-pin', 'resume', 'unblock', 'authenticate'])
    expect(run('--help')).toContain(`client ${command} `);
  expect(run('client', 'check', '--help')).toContain('[--reader NAME]');
  expect(() => run('up')).toThrow(/unknown command/);
  expect(statSync(program).size).toBeLessThan(150e6);
});

test('it starts in at most half a second', () => {
  const times = Array.from({ length: 5 }, () => {
    const started = performance.now();
    run('--version');
    return performance.now() - started;
  });
  expect(Math.min(...times)).toBeLessThan(500);
});

test('it brings its pages along: the client runs, with its style and its scripts', async () => {
  writeFileSync(join(folder, 'client.json'), JSON.stringify({ port: 0, pcsc: true, virtualReader: { port: 0 } }));
  const client = spawn(program, ['run', '--config', 'client.json'], { env, cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const ready = await new Promise<string>((resolve, reject) => {
      client.stdout.setEncoding('utf8').once('data', resolve);
      client.once('exit', () => reject(new Error('the client ended')));
    });
    const address = /^ready (\S+)/.exec(ready)?.[1] ?? '';
    const page = await (await fetch(`${address}?ShowUI`)).text();
    expect(page).toContain('data-page="eid-client.home"');
    const style = /href="(\/assets\/eszig\.css[^"]*)"/.exec(page)?.[1] ?? '';
    expect(await (await fetch(new URL(style, address))).text()).toContain('.frame-head');
    expect(await (await fetch(new URL('/assets/live.js', address))).text()).toMatch(/location\.replace\(["']\/window["']\)/);
  } finally {
    client.kill();
    await new Promise((resolve) => (client.exitCode === null && client.signalCode === null ? client.once('exit', resolve) : resolve(0)));
  }
});

test('through the smart-card service a card is checked, activated and signs in', async () => {
  const anna = JSON.parse(readFileSync(join(root, 'world/people/kovacs-anna.json'), 'utf8'));
  const card = { can: '500540', puk: '9876543210', activationPin: '12345', pinState: 'not-activated' };
  writeFileSync(join(folder, 'person.json'), JSON.stringify({ ...anna, card }));
  const words = ['card', 'make', '--file', join(folder, 'person.json'), '--out', join(folder, 'card.json'), '--data', folder];
  await promisify(execFile)(join(root, 'cli/eszig.js'), words);
  const report = await play<object>({ file: new URL('executable.scene.ts', import.meta.url), words: [folder, program], within: 55_000 });
  expect(report).toMatchObject({
    before: { status: 1, output: { card: { kind: 'eid', pin: { state: 'not-activated' } }, findings: [{ code: 'pin.not-activated' }] } },
    activated: { status: 0, output: { pin: { state: 'operational', triesLeft: 3 } } },
    after: { status: 0, output: { findings: [], diagnosis: { driver: 'running', reader: { kind: 'pcsc' } } } },
    signedIn: { status: 0, output: { resultMajor: 'ok' } },
    collected: { result: { major: 'ok' }, personalData: { givenNames: 'Anna', familyNames: 'Kovács' } },
  });
}, 60_000);
