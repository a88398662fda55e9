// B15: the client as a process of its own, a PIN that nobody knows beforehand typed into its window, and then a look into its memory.
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { putInto } from '../../apps/eid-client/testing/virtual-card.ts';
import { listening } from '../conformance/client/activation.ts';
import { misbehave, newCard, service, tabAt } from '../conformance/client/driver.ts';

const main = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'eszig-memory-'));
afterAll(async () => {
  await service[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The client with a tab as its window, as `eszig serve` starts it; it writes down its heap when it is asked to. */
async function clientProcess() {
  const [port, readerPort] = [await freePort(), await freePort()];
  const config = {
    port,
    pcsc: false,
    virtualReader: { port: readerPort },
    demonstration: true,
    window: { mode: 'tab' },
    dataFolder: folder,
  };
  writeFileSync(join(folder, 'client.json'), JSON.stringify(config));
  const flags = ['--heapsnapshot-signal=SIGUSR2', `--diagnostic-dir=${folder}`];
  const child = spawn(process.execPath, [...flags, main, 'serve', 'eid-client', '--config', join(folder, 'client.json')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve, reject) => {
    child.stdout.on('data', (said: Buffer) => said.includes('ready') && resolve(undefined));
    child.once('exit', () => reject(new Error('no client')));
  });
  return { child, port, readerPort, [Symbol.dispose]: () => void child.kill('SIGKILL') };
}

/** All texts in the heap of a process. */
async function textsOf(pid: number): Promise<readonly string[]> {
  process.kill(pid, 'SIGUSR2');
  const files = () => readdirSync(folder).filter((name) => name.endsWith('.heapsnapshot'));
  await expect
    .poll(() => files().map((name) => readFileSync(join(folder, name), 'latin1').endsWith(']}')), { timeout: 60_000, interval: 200 })
    .toEqual([true]);
  return JSON.parse(readFileSync(join(folder, files()[0] as string), 'utf8')).strings;
}

/** Where these digits stand in the writable memory of a process, each with the characters before them. */
function left(pid: number | undefined, code: string): readonly string[] {
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  const found: string[] = [];
  for (const [, from = '', to = ''] of readFileSync(`/proc/${pid}/maps`, 'utf8').matchAll(/^([0-9a-f]+)-([0-9a-f]+) rw/gm)) {
    const start = Number.parseInt(from, 16);
    const part = Buffer.alloc(Number.parseInt(to, 16) - start);
    try {
      readSync(memory, part, 0, part.length, start);
    } catch {
      // A mapping that is only reserved.
      continue;
    }
    for (let at = part.indexOf(code); at >= 0; at = part.indexOf(code, at + 1)) {
      found.push(
        part
          .subarray(part.lastIndexOf('&', at) + 1, at + code.length)
          .toString('latin1')
          .slice(-20),
      );
    }
  }
  closeSync(memory);
  return found;
}

/** A PIN whose digits stand nowhere in this memory by chance. */
function newPinFor(pid: number | undefined): string {
  const pin = String(randomInt(1_000_000)).padStart(6, '0');
  return left(pid, pin).length === 0 ? pin : newPinFor(pid);
}

test.runIf(process.platform === 'linux')(
  'B15: neither the PIN of a sign-in, nor a wrong one, nor a PIN that was set is in the memory of the client as a text',
  {
    timeout: 120_000,
  },
  async () => {
    misbehave();
    using client = await clientProcess();
    const { pid } = client.child;
    const [pin, wrongPin, newPin] = [newPinFor(pid), newPinFor(pid), newPinFor(pid)];
    const card = newCard({ value: pin });
    using tab = tabAt(client.port);
    service.chipKey = card.chipKey;
    await putInto(card, client.readerPort);

    await tab.activate();
    await tab.fill(await tab.until('permission'), { right: 'readDg4' });
    await tab.fill(await tab.until('pin'), { code: wrongPin });
    await expect.poll(() => tab.until('pin'), { timeout: 10_000 }).toContain('data-state="wrong"');
    await tab.fill(await tab.until('pin'), { code: pin });
    await expect.poll(async () => (await tab.get('/window')).text, { timeout: 20_000 }).toContain('ResultMajor=ok');
    expect(service.heard.outputs).toEqual([0x9000, 0x9000]);

    await tab.get('/eID-Client?ShowUI=PINManagement');
    await tab.fill(await tab.until('card-home'), { choice: 'change' });
    await tab.fill(await tab.until('card-code'), { code: pin });
    await tab.fill(await tab.until('new-pin'), { code: newPin, repeat: newPin, choice: 'simple' });
    await tab.until('card-result');
    expect(card.card.passwords.pin.value).toBe(newPin);

    // What is left of the last form in the buffer that Node receives with goes with the next request of its length.
    expect(left(pid, pin)).toEqual([]);
    expect(left(pid, wrongPin)).toEqual([]);
    expect(left(pid, newPin).filter((found) => !/^(code|repeat)=/.test(found))).toEqual([]);
    const texts = await textsOf(pid ?? 0);
    expect(texts.some((text) => text.includes('eszig-window'))).toBe(true);
    for (const code of [pin, wrongPin, newPin])
      expect(texts.filter((text) => text.includes(code)).map((text) => text.slice(0, 80))).toEqual([]);
  },
);
