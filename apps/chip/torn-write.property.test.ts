// A1: the power is cut at every step of every write to the disk, in every scenario in which a card keeps something. The disk is a model: what was
// written and not synced is half there after a cut, and a new name that its folder was not told of may be forgotten.
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { createCryptography } from '../../io/crypto/index.ts';
import { type CommandApdu, encodeCommand, type Protocol, parseResponse, type ResponseApdu, run } from '../../lib/apdu/index.ts';
import { type Bytes, hex, latin1 } from '../../lib/bytes/index.ts';
import { type Card, encodeCardFile, parseCardFile } from '../../lib/chip/index.ts';
import { quickCryptography } from '../../lib/chip/test-cryptography.ts';
import { allRights, chainOf, establishAuthorities, one } from '../../lib/chip/test-terminal.ts';
import { issue, newCard, newSigner, offer, protocols } from '../../lib/chip/test-world.ts';
import { createChat } from '../../lib/cvc/index.ts';
import { authenticateChip, openChipChannel } from '../../lib/eac/ca/index.ts';
import { digitsPassword, establishPace, type PaceOutcome } from '../../lib/eac/pace/index.ts';
import { authenticateTerminal, getChallenge, terminalSignatureInput, verifyCertificates } from '../../lib/eac/ta/index.ts';
import { secured } from '../../lib/secure-messaging/index.ts';
import { readCard, writeCard } from './card-store.ts';
import { insertCard } from './insert.ts';

/** The disk: each name stands for octets; `synced` says whether they are really there. */
const disk = vi.hoisted(() => {
  interface Entry {
    text: string;
    synced: boolean;
  }
  const files = new Map<string, Entry>();
  /** What names stood for before the folder was synced. */
  const forgotten = new Map<string, Entry | undefined>();
  const state = { steps: 0, cutAt: Number.POSITIVE_INFINITY, forgets: false, written: (_: string): unknown => undefined };
  class Off extends Error {}
  /** One step of the disk: it is done half or not at all when the power goes. */
  const step = (half: () => void = () => undefined) => {
    if (state.steps >= state.cutAt) throw new Off('no power');
    state.steps++;
    if (state.steps < state.cutAt) return;
    half();
    throw new Off('no power');
  };
  return {
    files,
    state,
    Off,
    step,
    forgotten,
    /** The power is back. */
    recover: () => {
      if (state.forgets) {
        for (const [name, entry] of forgotten) entry === undefined ? files.delete(name) : files.set(name, entry);
      }
      forgotten.clear();
      for (const entry of files.values()) if (!entry.synced) entry.text = entry.text.slice(0, entry.text.length >> 1);
      state.steps = 0;
      state.cutAt = Number.POSITIVE_INFINITY;
    },
  };
});

vi.mock('node:fs/promises', () => {
  const { files, step, forgotten, state } = disk;
  const told = async () => {
    step();
    forgotten.clear();
    state.written(files.get('/card.json')?.text ?? '');
  };
  const missing = () => Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
  const take = (name: string) => {
    const entry = files.get(name);
    if (entry === undefined) throw missing();
    return entry;
  };
  return {
    readdir: async () => [...files.keys()].map((name) => name.slice(1)),
    readFile: async (name: string) => take(name).text,
    writeFile: async (name: string, text: string) => void files.set(name, { text, synced: true }),
    link: async (from: string, to: string) => {
      if (files.has(to)) throw Object.assign(new Error('EEXIST'), { code: 'EEXIST' });
      files.set(to, take(from));
    },
    rm: async (name: string) => {
      step();
      files.delete(name);
    },
    rename: async (from: string, to: string) => {
      const entry = take(from);
      step();
      forgotten.set(to, files.get(to));
      files.delete(from);
      files.set(to, entry);
    },
    open: async (name: string, flags: string) => {
      if (flags === 'r') return { sync: told, close: async () => undefined };
      step();
      const entry = { text: '', synced: false };
      files.set(name, entry);
      return {
        writeFile: async (text: string) => {
          step(() => {
            entry.text = text.slice(0, text.length >> 1);
          });
          entry.text = text;
        },
        sync: async () => {
          step();
          entry.synced = true;
        },
        close: async () => step(),
      };
    },
  };
});

/** The reader that the card is put into: the test itself. */
const reader = vi.hoisted(() => ({ card: undefined as { transmit(command: Uint8Array): Promise<Uint8Array> } | undefined }));

vi.mock('../../io/reader/vpcd.ts', () => ({
  insert: async (card: typeof reader.card) => {
    reader.card = card;
    const { promise: removed, resolve } = Promise.withResolvers<void>();
    return { removed, remove: async () => resolve() };
  },
}));

vi.mock('../../io/crypto/index.ts', async (original) => {
  const real = await original<typeof import('../../io/crypto/index.ts')>();
  return { createCryptography: () => quickCryptography(real.createCryptography()) };
});

const cryptography = createCryptography();
const authorities = establishAuthorities(cryptography);
const first = newCard(cryptography, authorities.root.certificate);
const file = '/card.json';

interface Played {
  /** Whether the power held. */
  readonly done: boolean;
  /** Steps of the disk. */
  readonly steps: number;
  /** Answers that were given before the power went. */
  readonly words: readonly number[];
  /** The card after each write that was done. */
  readonly writes: readonly Card[];
}

/** Puts the card in, plays a scenario with the power cut at this step of the disk (if at all), and gives the power back. */
async function play(scenario: () => Protocol<unknown>, cutAt = Number.POSITIVE_INFINITY, forgets = false): Promise<Played> {
  const insertion = await insertCard({ file, host: 'reader', port: 1 });
  Object.assign(disk.state, { steps: 0, cutAt, forgets });
  const words: number[] = [];
  const writes: Card[] = [];
  disk.state.written = (text) => writes.push(comparable(parseCardFile(JSON.parse(text))));
  const transmit = async (command: CommandApdu): Promise<ResponseApdu> => {
    const response = parseResponse((await reader.card?.transmit(encodeCommand(command))) as Bytes);
    // Without power nothing more is answered, whatever the program made of the failing disk.
    if (disk.state.steps >= disk.state.cutAt) throw new disk.Off('no power');
    words.push(response.status);
    return response;
  };
  let done = true;
  try {
    await run(scenario(), transmit);
  } catch (thrown) {
    if (!(thrown instanceof disk.Off)) throw thrown;
    done = false;
  }
  const { steps } = disk.state;
  disk.recover();
  await insertion.remove();
  return { done, steps, words, writes };
}

const pace = (password: 'can' | 'pin' | 'puk', code: string, resumed = false) =>
  establishPace({ offer, password: digitsPassword(password, code), resumed }, cryptography);
const opened = (outcome: PaceOutcome) => {
  if (outcome.kind !== 'established') throw new Error(outcome.kind);
  return outcome;
};
const give = (password: 'can' | 'pin' | 'puk', code: string) => () => pace(password, code);
const resumed = (code: string) =>
  function* (): Protocol<unknown> {
    const { channel } = opened(yield* pace('can', '500540'));
    return yield* secured(pace('pin', code, true), channel);
  };
const after = (password: 'pin' | 'puk', code: string, ins: number, p1: number, data?: string) =>
  function* (): Protocol<unknown> {
    const { channel } = opened(yield* pace(password, code));
    return yield* secured(one({ ins, p1, p2: 3, ...(data && { data: latin1(data) as Bytes }) }), channel);
  };
/** An office signs in with the CAN and sends these commands. */
const office = (...commands: readonly Omit<CommandApdu, 'cla'>[]) =>
  function* (): Protocol<unknown> {
    const chat = createChat(allRights);
    const outcome = opened(yield* establishPace({ offer, password: digitsPassword('can', '500540'), chat }, cryptography));
    const on = cryptography.curve('brainpoolP256r1');
    const ephemeral = on.keyPair(on.randomScalar(cryptography.random));
    const [proof] = yield* secured(proveBoth(outcome.idPicc, ephemeral.point), outcome.channel);
    const chipKey = on.keyPair(first.chipKeys[0]?.secret as Bytes).point;
    const protocol = protocols.chipAuthentication;
    const channel = openChipChannel({ protocol, curve: 'brainpoolP256r1', chipKey, ephemeral }, proof, cryptography);
    return yield* secured(all(commands), channel);
  };
function* all(commands: readonly Omit<CommandApdu, 'cla'>[]): Protocol<void> {
  for (const command of commands) expect((yield* one(command)).status).toBe(0x9000);
}
function* proveBoth(idPicc: Bytes, point: Bytes) {
  const { signer, chr } = authorities.terminal;
  yield* verifyCertificates(chainOf(authorities, cryptography));
  const challenge = yield* getChallenge();
  const claim = { protocol: '0.4.0.127.0.7.2.2.2.2.3', chr, compressedKey: point.slice(1, 33) };
  yield* authenticateTerminal(claim, signer.sign('SHA-256', terminalSignatureInput({ idPicc, challenge }, claim)));
  return yield* authenticateChip({ protocol: protocols.chipAuthentication, keyId: 1 }, point);
}
const link = issue(
  authorities.root,
  { chr: 'HUCVCA00002', signer: newSigner(cryptography), place: 'cvca', rights: allRights },
  { effective: '2026-02-01' },
);
function* linked(): Protocol<unknown> {
  const outcome = yield* establishPace({ offer, password: digitsPassword('pin', '123456'), chat: createChat(allRights) }, cryptography);
  return yield* secured(verifyCertificates([link]), opened(outcome).channel);
}

const withPin = (pin: Partial<Card['passwords']['pin']>): Card => ({
  ...first,
  passwords: { ...first.passwords, pin: { ...first.passwords.pin, ...pin } },
});

const scenarios: readonly (readonly [string, Card, () => Protocol<unknown>])[] = [
  ['a wrong PIN', first, give('pin', '000000')],
  ['the right PIN', first, give('pin', '123456')],
  ['the right PIN after two wrong ones and the CAN', withPin({ triesLeft: 1 }), resumed('123456')],
  ['the last wrong PIN', withPin({ triesLeft: 1 }), resumed('000000')],
  ['a wrong CAN', first, give('can', '000000')],
  ['the right CAN after wrong ones', { ...first, wrongGuesses: { can: 3, mrz: 0 } }, give('can', '500540')],
  ['the PIN set back by the PUK', withPin({ triesLeft: 0 }), after('puk', '9876543210', 0x2c, 3)],
  ['a new PIN by the PUK', withPin({ triesLeft: 0 }), after('puk', '9876543210', 0x2c, 2, '654321')],
  ['a new PIN by the PIN', first, after('pin', '123456', 0x2c, 2, '654321')],
  ['the PIN of six after the activation PIN', withPin({ kind: 'activation', value: '12345' }), after('pin', '12345', 0x2c, 2, '654321')],
  ['a new PIN by an office', first, office({ ins: 0x2c, p1: 2, p2: 3, data: latin1('654321') as Bytes })],
  ['the PIN switched off and on', first, office({ ins: 0x04, p1: 0x10, p2: 3 }, { ins: 0x44, p1: 0x10, p2: 3 })],
  [
    'a residence written',
    first,
    office({ ins: 0xa4, p1: 4, p2: 12, data: hex`E80704007F00070302` }, { ins: 0xd6, p1: 0x91, p2: 0, data: hex`71 02 A2 00` }),
  ],
  ['a new trust point', first, linked],
];

/** As plain data. */
const comparable = (card: Card): Card => parseCardFile(JSON.parse(JSON.stringify(encodeCardFile(card))));

const report: string[] = [];
let cuts = 0;
beforeEach(() => disk.files.clear());
afterAll(() =>
  console.log(
    `${report.join('\n')}\n${cuts} cuts in ${scenarios.length} scenarios: no PIN lost or half set, never more than three guesses`,
  ),
);

test.each(scenarios)('%s: the card is whole after every cut, as it was or as it came to be', async (name, before, scenario) => {
  const fresh = async () => {
    disk.files.clear();
    await writeCard(file, before);
    disk.recover();
  };
  await fresh();
  const whole = await play(scenario);
  expect(whole.done).toBe(true);
  const kept = [comparable(before), ...whole.writes];
  for (const forgets of [false, true]) {
    for (let cutAt = 1; cutAt <= whole.steps; cutAt++) {
      await fresh();
      const { done, words, writes } = await play(scenario, cutAt, forgets);
      cuts++;
      expect(done).toBe(false);
      const left = comparable(await readCard(file));
      // Whole, and either what was kept last or what was about to be.
      expect(kept.slice(Math.max(0, writes.length), writes.length + 2)).toContainEqual(left);
      expect(words).toEqual(whole.words.slice(0, words.length));
    }
  }
  report.push(`${name}: cut at each of ${whole.steps} steps of the disk, new names remembered and forgotten`);
});

test('however often and wherever the power is cut, three verdicts on wrong PINs are all there ever are', async () => {
  await writeCard(file, first);
  disk.recover();
  const { steps } = await play(give('pin', '000000'));
  for (const forgets of [false, true]) {
    for (let cutAt = 0; cutAt <= steps + 1; cutAt++) {
      disk.files.clear();
      await writeCard(file, first);
      disk.recover();
      let verdicts = 0;
      for (let i = 0; i < 8; i++) {
        const { triesLeft } = (await readCard(file)).passwords.pin;
        if (triesLeft === 0) break;
        const guess = triesLeft === 1 ? resumed('000000') : give('pin', '000000');
        const { words } = await play(guess, cutAt === 0 ? Number.POSITIVE_INFINITY : cutAt, forgets);
        if (words.some((word) => word >> 4 === 0x63c && word !== (0x63c0 | triesLeft)) || words.includes(0x6983)) verdicts++;
      }
      cuts++;
      expect(verdicts).toBeLessThanOrEqual(3);
    }
  }
});
