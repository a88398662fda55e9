// `eszig login` as people and scripts use it: each command a process of its own, beside a world that runs and without one.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freeBase } from '../../cli/up/addresses.ts';

const main = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
const data = mkdtempSync(join(tmpdir(), 'eszig-login-'));
let world: ChildProcess | undefined;

/** Runs `eszig` and gives what it printed and how it ended. */
async function eszig(words: readonly string[], environment: Record<string, string> = {}, typed = '') {
  const child = spawn(process.execPath, [main, ...words], { env: { ...process.env, ...environment }, stdio: 'pipe' });
  let [out, err] = ['', ''];
  child.stdout.on('data', (part) => {
    out += part;
  });
  child.stderr.on('data', (part) => {
    err += part;
  });
  child.stdin.end(typed);
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { status, out, err };
}

const login = (card: string, as?: string, environment = {}, typed = '', more: readonly string[] = []) =>
  eszig(
    ['login', '--data', data, '--lang', 'en', '--json', '--card', card, ...(as === undefined ? [] : ['--as', as]), ...more],
    environment,
    typed,
  );
const codeOf = ({ out }: { out: string }) => JSON.parse(out).error?.code;

async function startWorld(): Promise<void> {
  const child = spawn(process.execPath, [main, 'up', '--data', data, '--port-base', String(await freeBase())], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  world = child;
  let out = '';
  await new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error(out)));
    child.stdout.on('data', (part) => {
      out += part;
      if (/^ready /m.test(out)) resolve();
    });
  });
}

async function stopWorld(): Promise<void> {
  const running = world;
  world = undefined;
  if (running === undefined) return;
  const ended = new Promise((resolve) => running.once('exit', resolve));
  running.kill('SIGINT');
  await ended;
}

afterAll(async () => {
  await stopWorld();
  rmSync(data, { recursive: true, force: true });
});

test('without a world it starts one, and stops it again', async () => {
  const { status, out } = await login('kovacs-anna');
  expect(status).toBe(0);
  const { claims, acr, steps } = JSON.parse(out);
  expect(claims).toMatchObject({ name: 'Kovács Anna', birthdate: '1988-05-17', 'urn:eeszt:taj': '907436722' });
  expect(acr).toBe('http://eidas.europa.eu/LoA/high');
  for (const hop of ['authorization-request', 'use-id', 'tc-token', 'pace', 'transmit', 'get-result', 'token-request']) {
    expect(steps).toContainEqual({ hop, from: expect.any(String), to: expect.any(String), milliseconds: expect.any(Number) });
  }
  expect((await login('kovacs-anna', undefined, { ESZIG_PIN: '111111' })).status).toBe(1);
});

describe('beside a world that runs', () => {
  beforeAll(startWorld);

  test.each([
    ['szoke-gergo', 'physician@104217', 'physician', '104217'],
    ['szoke-gergo', 'physician@106538', 'physician', '106538'],
    ['gyorffy-levente', 'pharmacist@318025', 'pharmacist', '318025'],
    ['huvos-emese', 'nurse@104217', 'nurse', '104217'],
  ])('%s signs in as %s', async (card, as, role, institution) => {
    const { status, out } = await login(card, as);
    expect([status, JSON.parse(out).claims]).toEqual([0, expect.objectContaining({ eeszt_role: role, eeszt_org: institution })]);
  });

  test.each([
    ['vertesi-arpad', 'physician@104217', 'account.suspended'],
    ['mezosi-judit', 'assistant@210873', 'document.revoked'],
    ['torok-zsofia', 'physician@106538', 'document.expired'],
    ['lorincz-bela', 'nurse@106538', 'pin.blocked'],
    ['orsi-dalma', 'dentist@215406', 'account.not-linked'],
    ['novak-peter', 'nurse@106538', 'account.no-role'],
    ['bekesi-noemi', 'assistant@318025', 'pin.not-activated'],
  ])('%s as %s is refused with %s and exit status 1', async (card, as, code) => {
    const answer = await login(card, as);
    expect([answer.status, codeOf(answer)]).toEqual([1, code]);
  });

  test('a PIN of the wrong length costs no try; the PIN may come from standard input, one line a try', async () => {
    const short = await login('fulop-bence', undefined, { ESZIG_PIN: '12345' });
    expect([short.status, codeOf(short)]).toEqual([1, 'pin.length']);
    const typed = await login('fulop-bence', undefined, {}, '222222\n123456\n', ['--pin-stdin']);
    expect(typed.status).toBe(0);
    expect(typed.err).toContain('Tries left: 3');
    expect(typed.err).toContain('Tries left: 2');
  });

  test('the bytes of every hop are recorded, without the PIN', async () => {
    const folder = join(data, 'record');
    const { status } = await login('fulop-bence', undefined, { ESZIG_PIN: '123456' }, '', ['--record', folder]);
    expect(status).toBe(0);
    const files = readdirSync(folder);
    for (const name of [
      'tc-token.xml',
      'certificate-1.cvcert',
      'certificate-2.cvcert',
      'ef-card-security.der',
      'apdus.txt',
      'card-trace.txt',
      'claims.json',
    ]) {
      expect(files).toContain(name);
    }
    for (const name of files.filter((one) => one !== 'cvc-dir')) expect(readFileSync(join(folder, name), 'latin1')).not.toContain('123456');

    // The folder is enough for programs of others to check the card's signed file, and the terminal's certificates up to the CVCA.
    const runs = (program: string, ...args: string[]) => execFileSync(program, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
    const signed = ['-inform', 'DER', '-in', 'ef-card-security.der', '-CAfile', 'country-signer.pem', '-purpose', 'any'];
    runs('openssl', 'cms', '-verify', ...signed, '-out', 'security-infos.der');
    expect(runs('openssl', 'crl', '-inform', 'DER', '-in', 'country-signer.crl', '-noout', '-issuer')).toContain('HU');
    for (const name of ['certificate-1.cvcert', 'certificate-2.cvcert']) {
      expect(runs('cvc-print', '--cvc-dir', 'cvc-dir', '--cvc', name)).toContain('certificate verified');
    }
    const described = runs(
      'cvc-print',
      '--cvc-dir',
      'cvc-dir',
      '--cvc',
      'certificate-2.cvcert',
      '--description',
      'certificate-description.der',
    );
    expect(described).toContain('certificate description matches certificate');
  });

  test('of a linked worker the card tells no data group, by its own trace; of a patient what was asked for', async () => {
    const readFrom = async (card: string, as?: string) => {
      const folder = join(data, `trace-${card}`);
      expect((await login(card, as, {}, '', ['--record', folder])).status).toBe(0);
      const asked = readFileSync(join(folder, 'card-trace.txt'), 'utf8').matchAll(/^#\d+ (READ \S+ [^,\n]+)/gm);
      return [...asked].map(([, what]) => what);
    };
    const files = ['READ BINARY EF.CardAccess', 'READ BINARY EF.CardSecurity'];
    expect(await readFrom('huvos-emese', 'nurse@104217')).toEqual(files);
    const groups = ['DG4', 'DG5', 'DG8', 'DG12'].map((group) => `READ BINARY ${group}`);
    expect((await readFrom('kovacs-anna')).sort()).toEqual([...files, ...groups].sort());
  });

  test('wrong usage is exit status 2; a world that is in the way or missing, and a taken port, are told and are 3', async () => {
    expect((await login('nobody')).status).toBe(2);
    expect((await login('kovacs-anna', 'physician')).status).toBe(2);
    const second = await eszig(['up', '--data', data, '--lang', 'hu']);
    expect([second.status, second.err]).toEqual([3, expect.stringMatching(/már fut egy világ.*--data \(world\.running\)/)]);
    const none = await eszig(['rp', 'list', '--data', join(data, 'record'), '--lang', 'en', '--json']);
    expect([none.status, JSON.parse(none.out).error.hint]).toEqual([3, 'npm start, or --data DIR']);
    const config = join(data, 'config', 'eid-client.json');
    const taken = await eszig(['serve', 'eid-client', '--config', config, '--lang', 'en', '--json']);
    expect([taken.status, JSON.parse(taken.out).error]).toEqual([3, expect.objectContaining({ code: 'client.port-taken' })]);
    expect(taken.err).toContain('Quit the other program, then start eSzig Kliens again.');
    const held = await eszig(['card', 'serve', 'huvos-emese', '--data', data, '--vpcd', '127.0.0.1:9', '--lang', 'en', '--json']);
    expect([held.status, codeOf(held)]).toEqual([3, 'reader.none']);
    expect((await login('huvos-emese', 'nurse@104217')).status).toBe(0);
  });

  test('every configuration that the world wrote passes its check; one with a fault starts nothing and names each field', async () => {
    const folder = join(data, 'config');
    const apps = readdirSync(folder).map((file) => file.replace('.json', ''));
    const check = (app: string) => eszig(['serve', app, '--config', join(folder, `${app}.json`), '--check', '--json']);
    const checked = await Promise.all(apps.map(async (app) => [app, JSON.parse((await check(app)).out)]));
    expect(checked).toEqual(apps.map((app) => [app, { faults: [] }]));
    expect(apps.length).toBeGreaterThan(7);
    const broken = join(data, 'broken.json');
    const { keys, ...idp } = JSON.parse(readFileSync(join(folder, 'idp.json'), 'utf8'));
    writeFileSync(broken, JSON.stringify({ ...idp, keys: { ...keys, subjectFile: '/nowhere' }, adminTokenFile: main }));
    const refused = await eszig(['serve', 'idp', '--config', broken, '--lang', 'en', '--json']);
    const facts = { 'keys.subjectFile': 'keys.unreadable', adminTokenFile: 'keys.not-private' };
    expect([refused.status, JSON.parse(refused.out).error]).toEqual([1, expect.objectContaining({ code: 'configuration.refused', facts })]);
    expect(refused.err).toContain('keys.subjectFile: keys.unreadable');
  });
});

test('a card is suspended and then blocked by wrong PINs, over restarts of every process', async () => {
  const wrong = { ESZIG_PIN: '654321' };
  for (let i = 0; i < 2; i++) {
    const answer = await login('szucs-dorottya', 'desk-agent@900202', wrong);
    expect([answer.status, codeOf(answer)]).toEqual([1, 'pin.wrong']);
    await (i === 0 ? stopWorld() : startWorld());
  }
  for (const right of [wrong, { ESZIG_PIN: '123456' }, {}]) {
    const suspended = await login('szucs-dorottya', 'desk-agent@900202', right);
    expect([suspended.status, codeOf(suspended)]).toEqual([1, 'pin.suspended']);
  }
  const other = await login('szucs-dorottya', 'desk-agent@900202', { ...wrong, ESZIG_CAN: '000000' });
  expect([other.status, codeOf(other)]).toEqual([1, 'can.wrong']);
  const blocked = await login('szucs-dorottya', 'desk-agent@900202', { ...wrong, ESZIG_CAN: '439824' });
  expect([blocked.status, codeOf(blocked)]).toEqual([1, 'pin.blocked']);
  const again = await login('szucs-dorottya', 'desk-agent@900202', { ESZIG_PIN: '123456' });
  expect([again.status, codeOf(again)]).toEqual([1, 'pin.blocked']);
});
