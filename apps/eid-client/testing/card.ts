// For tests: a card of our own chip, lying in a reader without wires.
import { type Card as CardInReader, type EstablishPace, hostPace, type Reader, type Readers } from '../../../io/reader/index.ts';
import { encodeCommand, parseResponse, type Transmit } from '../../../lib/apdu/index.ts';
import { type Bytes, hex, toHex } from '../../../lib/bytes/index.ts';
import { encodeSecurityInfos, profiles } from '../../../lib/card/index.ts';
import { type Card, type Pin, powerOn, transmit } from '../../../lib/chip/index.ts';
import { dayOf } from '../../../lib/cvc/index.ts';
import { digitsPassword } from '../../../lib/eac/pace/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import { cryptography } from './authorities.ts';

const arc = '0.4.0.127.0.7.2.2';
const curve = 'brainpoolP256r1';

export interface TestCard {
  card: Card;
  /** 04‖x‖y of its key for chip authentication. */
  readonly chipKey: Bytes;
}

export function createCard(trustPoint: Bytes, pin: Partial<Pin> = {}): TestCard {
  const on = cryptography.curve(curve);
  const key = on.keyPair(on.randomScalar(cryptography.random));
  const cardAccess = encodeSecurityInfos([
    { kind: 'pace', protocol: `${arc}.4.2.2`, version: 2, parameterId: 13 },
    { kind: 'terminal-authentication', protocol: `${arc}.2`, version: 2 },
    { kind: 'chip-authentication', protocol: `${arc}.3.2.2`, version: 2, keyId: 1 },
  ]);
  const card: Card = {
    profile: 'hungarian',
    generation: '2024',
    documentNumber: '000001AA',
    atr: profiles.hungarian.generations['2024'].atr,
    masterFile: { directory: hex`61 00`, cardAccess, cardSecurity: hex`30 04 0C 02 6F 6B` },
    dataGroups: new Map([[4, hex`64 05 0C 03 41 6E 6E`]]),
    passwords: {
      pin: { kind: 'pin', value: '123456', triesLeft: 3, active: true, ...pin },
      can: '500540',
      puk: { value: '9876543210', uses: 10 },
    },
    chipKeys: [{ id: 1, protocol: `${arc}.3.2.2`, curve, secret: key.secret }],
    identityKeys: [],
    trustPoints: [trustPoint],
    currentDate: dayOf(Date.now()),
  };
  return { card, chipKey: key.point };
}

export interface TestReader {
  readonly readers: Readers;
  /** Commands in clear or under secure messaging, as the card saw them, in hexadecimal. */
  readonly seen: string[];
  insert(card: TestCard): void;
  remove(): void;
  /** Takes the card out just before the command of this number (0 is the next). */
  removeAfter(commands: number): void;
}

/**
 * A reader; empty until a card is inserted. `notEid` answers every command with 6D00, as a bank card would; `pinPad` is a reader at which the person
 * types these codes, and which makes PACE itself.
 */
export function createReader(
  options: {
    readonly name?: string;
    readonly present?: boolean;
    readonly notEid?: boolean;
    readonly pinPad?: Readonly<Record<'pin' | 'can', string>>;
  } = {},
): TestReader {
  const { name = 'test', present = true, notEid = false, pinPad } = options;
  const listeners = new Set<() => void>();
  const seen: string[] = [];
  let inserted: TestCard | undefined;
  let gone = Promise.withResolvers<void>();
  let left = Number.POSITIVE_INFINITY;

  const tell = () => {
    for (const listener of [...listeners]) listener();
  };
  const remove = () => {
    inserted = undefined;
    gone.resolve();
    gone = Promise.withResolvers<void>();
    tell();
  };

  async function connect(): Promise<CardInReader> {
    const lying = inserted;
    if (lying === undefined) throw new EidError('card.none');
    let chip = powerOn(lying.card);
    const send: Transmit = async (command) => {
      if (left-- <= 0) remove();
      if (inserted !== lying) throw new EidError('card.removed');
      const octets = encodeCommand(command);
      seen.push(toHex(octets));
      if (notEid) return { data: new Uint8Array(0), status: 0x6d00 };
      const steps = transmit(chip, octets, cryptography);
      let step = steps.next();
      for (; !step.done; step = steps.next()) lying.card = step.value;
      chip = step.value.chip;
      return parseResponse(step.value.response);
    };
    return {
      atr: lying.card.atr,
      removed: gone.promise,
      transmit: send,
      establishPace: pinPad === undefined ? hostPace(cryptography)(send) : typedAtReader(hostPace(cryptography)(send), pinPad),
      [Symbol.asyncDispose]: async () => undefined,
    };
  }

  const reader: Reader = {
    name,
    kind: 'virtual',
    pinPad: pinPad !== undefined,
    get presence() {
      return inserted === undefined ? 'none' : 'present';
    },
    connect,
  };
  return {
    seen,
    readers: {
      list: () => (present ? [reader] : []),
      watch(changed) {
        listeners.add(changed);
        return { [Symbol.dispose]: () => void listeners.delete(changed) };
      },
      [Symbol.asyncDispose]: async () => undefined,
    },
    insert(card) {
      inserted = card;
      tell();
    },
    remove,
    removeAfter(commands) {
      left = commands;
    },
  };
}

/** PACE as a reader with a PIN pad makes it: the host's request has no code, and is not given one. */
function typedAtReader(establish: EstablishPace, codes: Readonly<Record<'pin' | 'can', string>>): EstablishPace {
  return async (request) => {
    if (request.password !== undefined || request.type === 'puk') throw new EidError('pace.refused');
    const result = await establish({ ...request, password: digitsPassword(request.type, codes[request.type]) });
    if (result.kind !== 'established') return result;
    return { ...result, channel: { ...result.channel, establishPace: typedAtReader(result.channel.establishPace, codes) } };
  };
}
