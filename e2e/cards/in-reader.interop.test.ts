// A made card in a real PC/SC service: pcscd with vsmartcard's virtual reader, in network and mount namespaces of its own, asked by opensc-tool.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const folder = await mkdtemp(join(tmpdir(), 'eszig-pcsc-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A tmpfs for the socket, loopback up, pcscd, the card; then the questions, and everything ends with the namespace. */
const script = `
set -eu
PATH=$PATH:/usr/sbin
mkdir -p /run && mount -t tmpfs tmpfs /run && mkdir -p /run/pcscd && ip link set lo up
waitfor() { for _ in $(seq 100); do grep -q "$1" "$2" 2>/dev/null && return 0; sleep 0.1; done; cat "$2" >&2; return 1; }
pcscd --foreground --info > "$FOLDER/pcscd.log" 2>&1 &
pcscd=$!
waitfor 'daemon ready' "$FOLDER/pcscd.log"
"$ROOT/cli/eszig.js" card serve --file "$FOLDER/card.json" --trace "$FOLDER/trace" > "$FOLDER/card.log" 2>&1 &
card=$!
waitfor '^ready' "$FOLDER/card.log"
for _ in $(seq 50); do opensc-tool --list-readers | grep -q ' Yes ' && break; sleep 0.1; done
opensc-tool -a
opensc-tool -c default -s 00A4040009E80704007F0007030200 -s 00A4000C -s 00B09E0000 -s 00B09D0000
kill "$card" && wait "$card" || true
kill "$pcscd" && wait "$pcscd" || true
`;

const run = (program: string, words: readonly string[]) =>
  new Promise<{ readonly status: number | null; readonly output: string }>((resolve, reject) => {
    const child = spawn(program, words, {
      cwd: root,
      env: { ...process.env, FOLDER: folder, ROOT: root },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('error', reject).once('close', (status) => resolve({ status, output }));
  });

test('PC/SC sees our card: its ATR, its application, EF.DIR; EF.CardSecurity it refuses before authentication', async () => {
  const person = join(root, 'world/people/kovacs-anna.json');
  const made = await run(join(root, 'cli/eszig.js'), [
    'card',
    'make',
    '--file',
    person,
    '--out',
    join(folder, 'card.json'),
    '--data',
    folder,
  ]);
  expect(made).toMatchObject({ status: 0 });
  const user = process.getuid?.() === 0 ? [] : ['--map-root-user'];
  const { status, output } = await run('unshare', [...user, '-m', '-n', 'sh', '-c', script]);
  expect({ status, output }).toMatchObject({ status: 0 });
  expect(output).toContain('3b:8b:80:01:20:90:00:00:00:00:00:08:ee:27:7f:04');
  expect(output).toContain('6F 0B 84 09 E8 07 04 00 7F 00 07 03 02');
  expect(output).toContain('61 10 4F 09 E8 07 04 00 7F 00 07 03 02 50 03 65');
  expect(output).toContain('SW1=0x69, SW2=0x82');
  const trace = (await readFile(join(folder, 'trace'), 'utf8')).split('\n');
  const asked = trace.filter((line) => line.startsWith('#'));
  expect(asked).toEqual(['#1 SELECT', '#2 SELECT', '#3 READ BINARY EF.DIR', '#4 READ BINARY EF.CardSecurity']);
  expect(trace.filter((line) => line.includes('response')).map((line) => line.trim())).toEqual([
    'response 9000',
    'response 9000',
    'response 9000',
    'response 6982',
  ]);
}, 60_000);
