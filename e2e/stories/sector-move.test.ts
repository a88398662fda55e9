// The provider moves to another pseudonym sector while the world runs, by the command line: whoever signs in meanwhile stays who they are.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startWorld, type World } from '../../cli/up/world.ts';

const main = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
const data = mkdtempSync(join(tmpdir(), 'eszig-sector-'));
const patiently = { timeout: 90_000, interval: 500 };
const lines: string[] = [];
let world: World;
let database: pg.Pool;

beforeAll(async () => {
  world = await startWorld({
    data,
    portBase: 'free',
    logLevel: 'info',
    logTo: { write: (line) => void lines.push(line) },
    without: ['eid-client'],
  });
  database = new pg.Pool({ connectionString: readFileSync(join(world.folder.keys, 'database-url'), 'utf8').trim(), max: 1 });
  database.on('error', () => undefined);
});

afterAll(async () => {
  await database?.end();
  await world?.[Symbol.asyncDispose]();
  rmSync(data, { recursive: true, force: true });
});

/** What a command prints as JSON, also where it ends with a refusal. */
async function eszig(...words: readonly string[]) {
  const run = promisify(execFile)(process.execPath, [main, ...words, '--data', data, '--lang', 'en', '--json']);
  const { stdout } = await run.catch((thrown: { stdout: string }) => thrown);
  return JSON.parse(stdout);
}

/** Who somebody is at the portal, and as what; or why not. */
async function login(...words: readonly string[]) {
  const { claims, error } = await eszig('login', ...words);
  return error?.code ?? { sub: claims.sub, user: claims.eeszt_user, role: claims.eeszt_role, institution: claims.eeszt_org };
}

const nurse = () => login('--card', 'huvos-emese', '--as', 'nurse@104217');
const physician = () => login('--card', 'szoke-gergo', '--as', 'physician@104217');
const kept = async () => (await database.query('select count(*)::int as rows from idp.lasting_pseudonym')).rows[0].rows;

test('who signs in while the sector moves has the same name at the portal and the same role before, meanwhile and afterwards', {
  timeout: 240_000,
}, async () => {
  const before = await nurse();
  expect(before).toMatchObject({ user: 'huvos-emese', role: 'nurse', institution: '104217' });
  const { chr } = await eszig('pki', 'move-sector', 'begin');
  expect(chr).toMatch(/^HU/);
  await vi.waitFor(async () => {
    expect(await nurse()).toEqual(before);
    expect(await kept()).toBe(1);
  }, patiently);
  const reloads = () => lines.filter((line) => line.includes('"eid-server"') && line.includes('files-reloaded')).length;
  const earlier = reloads();
  await eszig('pki', 'move-sector', 'end');
  await vi.waitFor(() => expect(reloads()).toBeGreaterThan(earlier), patiently);
  // Who did not sign in meanwhile is known by nobody any more.
  expect(await physician()).toBe('account.not-linked');
  expect(await nurse()).toEqual(before);
});
