// Random and mutated commands for a chip in every state it can be in, and the rules by which the card may change under them.
import { type CommandApdu, encodeCommand, parseResponse, runSync } from '../apdu/index.ts';
import { type Bytes, bytes, concat, equal, hex } from '../bytes/index.ts';
import { applicationIdentifiers, auxiliaryIdentifiers, encodeAuxiliaryData } from '../card/index.ts';
import type { Cryptography } from '../crypto/index.ts';
import { createChat } from '../cvc/index.ts';
import { digitsPassword, establishPace } from '../eac/pace/index.ts';
import { protect, type SecureChannel, secured } from '../secure-messaging/index.ts';
import { oid } from '../tlv/index.ts';
import type { Card } from './card.ts';
import { powerOn, transmit } from './chip.ts';
import type { Chip } from './commands/handler.ts';
import { commands } from './commands.ts';
import { hasEffectiveRight, isOpenedWith, type Session } from './session.ts';
import { allRights, authenticate, chainOf, establishAuthorities, one, openWithPin, type Slot, signIn } from './test-terminal.ts';
import { insertCard, newCard, offer } from './test-world.ts';

/** A state of the chip, and the terminal's end of the channel in it. */
interface Scene {
  readonly session: Session;
  readonly channel?: SecureChannel;
}

export interface FuzzReport {
  readonly commands: number;
  /** How often each status word came. */
  readonly words: Readonly<Record<string, number>>;
  /** How often the card changed, by the rule that let it. */
  readonly changes: Readonly<Record<string, number>>;
  readonly scenes: number;
}

/**
 * Sends so many commands and checks after each that the answer is a status word, never 6F00, and that the card changed only as a rule says. At the
 * end the card signs a terminal in. `random`: 32-bit numbers, so that a run can be repeated. Throws what was broken.
 */
export function fuzz(count: number, random: () => number, cryptography: Cryptography): FuzzReport {
  const authorities = establishAuthorities(cryptography);
  const by = { cryptography, authorities, chain: chainOf(authorities, cryptography) };
  const first = newCard(cryptography, authorities.root.certificate);
  const { scenes, corpus } = stage(first, by);
  const below = (limit: number) => random() % limit;
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const words: Record<string, number> = {};
  const changes: Record<string, number> = {};
  let card = first;
  let sent = 0;
  while (sent < count) {
    const { session, channel: open } = pick(scenes);
    let channel = open;
    let chip: Chip = { card, session };
    for (let length = 1 + below(8); length > 0 && sent < count; length--, sent++) {
      const command = mutated(pick(corpus), below);
      let octets = encodeCommand(command);
      if (channel !== undefined && below(16) > 0) {
        const [next, wrapped] = protect(channel, { ...command, cla: command.cla & ~0x0c });
        channel = next;
        octets = encodeCommand(wrapped);
      }
      if (below(16) === 0) octets = damaged(octets, below);
      const before: Chip = chip;
      const steps = transmit(chip, octets, cryptography);
      let step = steps.next();
      let last = chip.card;
      while (!step.done) {
        const rule = lawful(last, step.value, before.session);
        changes[rule] = (changes[rule] ?? 0) + 1;
        last = step.value;
        step = steps.next();
      }
      ({ chip } = step.value);
      card = last;
      if (chip.card !== last) throw new Error('the card changed without being kept');
      const { status } = parseResponse(step.value.response);
      if (status === 0x6f00) throw new Error('the chip broke');
      if (status !== 0x9000 && (status < 0x6200 || status > 0x6fff)) throw new Error('no status word');
      const word = status.toString(16).toUpperCase();
      words[word] = (words[word] ?? 0) + 1;
      channel = chip.session.channel;
    }
  }
  for (const member of ['masterFile', 'chipKeys', 'identityKeys', 'trustPoints', 'currentDate'] as const) {
    if (card[member] !== first[member]) throw new Error(`${member} changed`);
  }
  const slot = insertCard(mended(card), cryptography);
  signIn(slot, by);
  return { commands: sent, words, changes, scenes: scenes.length };
}

/** The card as an office would give it back: PIN set and counters full. Everything else as it is. */
function mended(card: Card): Card {
  const pin = { kind: 'pin', value: '123456', triesLeft: 3, active: true } as const;
  return { ...card, passwords: { ...card.passwords, pin } };
}

/** The rule by which a command in this session may change the card so; throws when there is none. */
function lawful(before: Card, after: Card, session: Session): string {
  const changed = (Object.keys({ ...before, ...after }) as (keyof Card)[]).filter((member) => before[member] !== after[member]);
  if (changed.length !== 1) throw new Error(`changed at once: ${changed.join(', ')}`);
  const [was, is] = [before.passwords, after.passwords];
  const office = hasEffectiveRight(session, 'pinManagement');
  const owner = isOpenedWith(session, 'pin') || isOpenedWith(session, 'puk') || office;
  const { agreement } = session;
  const guessing = agreement?.protocol === 'pace' && agreement.state.expect === 'token' ? agreement.password : undefined;
  if (changed[0] === 'wrongGuesses') {
    if (guessing === 'can' || guessing === 'mrz') return 'a guess that is answered late';
    throw new Error('wrong guesses were counted without a guess');
  }
  if (changed[0] === 'dataGroups') {
    const numbers = [...after.dataGroups.keys()].filter((number) => before.dataGroups.get(number) !== after.dataGroups.get(number));
    const right = { 17: 'writeDg17', 18: 'writeDg18' } as const;
    const allowed = numbers.every((number) => (number === 17 || number === 18) && hasEffectiveRight(session, right[number]));
    if (allowed && before.dataGroups.size === after.dataGroups.size) return 'a data group was written';
    throw new Error('a file changed without the right');
  }
  if (changed[0] !== 'passwords' || was.can !== is.can || was.puk.value !== is.puk.value) throw new Error(`changed: ${changed[0]}`);
  const [pin, next] = [was.pin, is.pin];
  const same = pin.value === next.value && pin.kind === next.kind && pin.active === next.active;
  if (guessing === 'pin' && same && was.puk === is.puk && next.triesLeft === pin.triesLeft - 1) return 'a guess of the PIN';
  if (guessing === 'pin' && same && was.puk === is.puk && next.triesLeft === 3) return 'the right PIN after all';
  if (pin.kind === next.kind && pin.value === next.value && pin.triesLeft === next.triesLeft && was.puk === is.puk && office)
    return 'the PIN switched on or off';
  const uses = is.puk.uses - was.puk.uses;
  if (owner && next.triesLeft === 3 && (uses === 0 || (uses === -1 && isOpenedWith(session, 'puk')))) {
    if (same && (isOpenedWith(session, 'puk') || office)) return 'the counter set back';
    if (/^\d{6}$/.test(next.value) && next.kind === 'pin') return 'a new PIN';
  }
  throw new Error('the PIN changed without a rule');
}

/** Each state of the chip that a real sign-in and a real change of the PIN go through, and every command sent on the way. */
function stage(
  card: Card,
  by: Parameters<typeof signIn>[1],
): { readonly scenes: readonly Scene[]; readonly corpus: readonly CommandApdu[] } {
  const { cryptography } = by;
  const scenes: Scene[] = [{ session: powerOn(card).session }];
  const corpus: CommandApdu[] = [];
  const enter = (): Slot => {
    const slot = insertCard(card, cryptography);
    const send = slot.send;
    return Object.create(slot, {
      send: {
        value: (command: CommandApdu) => {
          corpus.push(command);
          const answer = send(command);
          const { session } = slot.chip;
          scenes.push({ session, ...(session.channel && { channel: session.channel }) });
          return answer;
        },
      },
    }) as Slot;
  };
  for (const [password, code] of [
    ['can', '500540'],
    ['pin', '123456'],
    ['puk', '9876543210'],
  ] as const) {
    const slot = enter();
    const outcome = runSync(establishPace({ offer, password: digitsPassword(password, code) }, cryptography), slot.send);
    if (outcome.kind !== 'established') throw new Error(outcome.kind);
    runSync(
      secured(
        establishPace({ offer, password: digitsPassword('pin', '123456'), chat: createChat(['readDg4']) }, cryptography),
        outcome.channel,
      ),
      slot.send,
    );
  }
  const auxiliaryData = encodeAuxiliaryData({ dateOfBirth: '2000-01-01', dateOfExpiry: '2026-01-01', communityId: '1941' });
  const readers = allRights.filter((right) => !right.startsWith('write') && right !== 'pinManagement');
  for (const permitted of [allRights, readers, []]) {
    const slot = enter();
    const { speak } = signIn(slot, { ...by, permitted, auxiliaryData });
    for (const command of inside) speak(one(command));
  }
  authenticate(enter(), by);
  openWithPin(enter(), by);
  return { scenes, corpus: [...corpus.filter(({ cla }) => (cla & 0x0c) !== 0x0c), ...inside, ...bare] };
}

const inside: readonly CommandApdu[] = [
  { cla: 0, ins: 0xa4, p1: 4, p2: 0x0c, data: applicationIdentifiers.eId },
  { cla: 0, ins: 0xb0, p1: 0x84, p2: 0, expected: 256 },
  { cla: 0, ins: 0xb1, p1: 0, p2: 4, data: hex`54 01 00`, expected: 256 },
  { cla: 0, ins: 0xd6, p1: 0x91, p2: 0, data: hex`71 02 A2 00` },
  { cla: 0x80, ins: 0x20, p1: 0x80, p2: 0, data: oid(auxiliaryIdentifiers.dateOfBirth) },
  { cla: 0x80, ins: 0x33, p1: 0x80, p2: 0, data: oid(auxiliaryIdentifiers.dateOfExpiry) },
  { cla: 0, ins: 0x22, p1: 0x41, p2: 0xa4, data: hex`80 0A 04007F00070202050203 84 01 03` },
  { cla: 0, ins: 0x2c, p1: 2, p2: 3, data: hex`313233343536` },
  { cla: 0, ins: 0x2c, p1: 3, p2: 3 },
  { cla: 0, ins: 0x44, p1: 0x10, p2: 3 },
];

/** A bare command for each row of the table. */
const bare: readonly CommandApdu[] = commands.map(({ cla, ins, parameters = 0 }) => ({
  cla,
  ins,
  p1: parameters >> 8,
  p2: parameters & 0xff,
  expected: 256,
}));

type Below = (limit: number) => number;

function mutated(command: CommandApdu, below: Below): CommandApdu {
  const mutation = mutations[below(mutations.length)] as (typeof mutations)[number];
  return mutation(command, below);
}

const octet = (below: Below) => below(256);
const mutations: readonly ((command: CommandApdu, below: Below) => CommandApdu)[] = [
  (command) => command,
  (command) => command,
  (command, below) => ({ ...command, cla: [0x00, 0x10, 0x80, 0x0c, octet(below)][below(5)] as number }),
  (command, below) => ({ ...command, ins: octet(below) }),
  (command, below) => ({ ...command, p1: octet(below) }),
  (command, below) => ({ ...command, p2: octet(below) }),
  (command, below) => ({ ...command, p1: 0x80 | below(32), p2: 0 }),
  ({ data: _, ...command }) => command,
  ({ expected: _, ...command }) => command,
  (command, below) => ({ ...command, expected: 1 + below(below(8) === 0 ? 65_536 : 256) }),
  (command, below) => ({ ...command, data: bytes(Uint8Array.from({ length: 1 + below(below(8) === 0 ? 600 : 40) }, () => octet(below))) }),
  (command, below) => (command.data === undefined ? command : { ...command, data: damaged(command.data, below) }),
  (command, below) =>
    command.data === undefined ? command : { ...command, data: concat(command.data, command.data.slice(0, 1 + below(8))) },
  (command, below) => (command.data === undefined ? command : { ...command, data: command.data.slice(0, 1 + below(command.data.length)) }),
];

/** One octet changed; the octets differ from what they were. */
function damaged(octets: Bytes, below: Below): Bytes {
  if (octets.length === 0) return hex`00`;
  const place = below(octets.length);
  const changed = bytes(octets.map((value, i) => (i === place ? value ^ (1 + below(255)) : value)));
  if (equal(changed, octets)) throw new Error('nothing was changed');
  return changed;
}
