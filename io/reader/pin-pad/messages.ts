// The control codes of a reader with a PIN pad, both ends: PC/SC part 10 2.2 and 2.5, and its amendment 1 for PACE. Numbers of more than one octet are
// little endian, except for the control codes in the list of features.
import { type Bytes, bytes, concat } from '../../../lib/bytes/index.ts';
import { EidError } from '../../../lib/error/index.ts';

/** `pin-pad.malformed`: not what the specification has here (fact `at`). */
export type PinPadErrorCode = 'pin-pad.malformed';

/** Tags of the features that we use. @see PC/SC part 10 2.3 */
const feature = { verifyPin: 0x06, modifyPin: 0x07, executePace: 0x20 } as const;
export type Feature = keyof typeof feature;

/** Control codes by feature. */
export type Features = Partial<Record<Feature, number>>;

/** The list of features: tag, length 4, control code. Tags that we do not use are skipped. */
export function parseFeatures(octets: Uint8Array): Features {
  const found: Features = {};
  if (octets.length % 6 !== 0) throw malformed('features');
  for (let at = 0; at < octets.length; at += 6) {
    if (octets[at + 1] !== 4) throw malformed('features');
    const name = (Object.keys(feature) as Feature[]).find((known) => feature[known] === octets[at]);
    if (name !== undefined) found[name] = new DataView(octets.buffer, octets.byteOffset + at + 2, 4).getUint32(0);
  }
  return found;
}

export function encodeFeatures(features: Features): Bytes {
  return concat(
    ...Object.entries(features).map(([name, code]) => {
      const row = Uint8Array.of(feature[name as Feature], 4, 0, 0, 0, 0);
      new DataView(row.buffer).setUint32(2, code);
      return row;
    }),
  );
}

/** The functions behind FEATURE_EXECUTE_PACE, by their index. @see part 10 amendment 1, 2.5.12 */
const paceFunction = { capabilities: 1, establish: 2 } as const;

/** Bits of the capabilities: PACE at all, the eID application. */
const capability = { pace: 0x40, eId: 0x20 } as const;

export type PaceCall =
  | { readonly kind: 'capabilities' }
  | {
      readonly kind: 'establish';
      readonly type: 'pin' | 'can' | 'puk';
      /** 7F4C object, or nothing. */
      readonly chat: Bytes;
      readonly description: Bytes;
    };

const passwordIds = { can: 2, pin: 3, puk: 4 } as const;

export function encodePaceCall(call: PaceCall): Bytes {
  const input =
    call.kind === 'capabilities'
      ? new Uint8Array(0)
      : concat(
          Uint8Array.of(passwordIds[call.type]),
          prefixed(1, call.chat),
          prefixed(1, new Uint8Array(0)),
          prefixed(2, call.description),
        );
  return concat(Uint8Array.of(paceFunction[call.kind]), prefixed(2, input));
}

/** What a reader is asked for. It refuses a call that holds a code: codes are typed at its keys. */
export function parsePaceCall(octets: Bytes): PaceCall {
  const outer = new Octets(octets, 'pace-call');
  const index = outer.take(1)[0];
  const input = new Octets(outer.prefixed(2), 'pace-input');
  outer.end();
  if (index === paceFunction.capabilities) {
    input.end();
    return { kind: 'capabilities' };
  }
  const id = input.take(1)[0];
  const type = (Object.keys(passwordIds) as (keyof typeof passwordIds)[]).find((name) => passwordIds[name] === id);
  const [chat, code, description] = [input.prefixed(1), input.prefixed(1), input.prefixed(2)];
  input.end();
  if (index !== paceFunction.establish || type === undefined || code.length > 0) throw malformed('pace-input');
  return { kind: 'establish', type, chat, description };
}

export function encodeCapabilities(): Bytes {
  return concat(number(4, 0), prefixed(2, Uint8Array.of(capability.pace | capability.eId)));
}

/** Whether the reader makes PACE for the eID application. Some readers put the length of the bits before them. */
export function parseCapabilities(octets: Bytes): boolean {
  const { result, output } = parseAnswer(octets);
  const bits = output.at(-1) ?? 0;
  return result === 0 && output.length <= 2 && (bits & capability.pace) !== 0;
}

/** What EstablishPACEChannel gives. */
export interface PaceOutput {
  /** Status word of MSE:Set AT, which tells the PIN's counter. */
  readonly selected: number;
  readonly cardAccess: Bytes;
  readonly currentAuthority: Bytes;
  readonly previousAuthority: Bytes;
  readonly idPicc: Bytes;
}

export function encodePaceOutput({ selected, cardAccess, currentAuthority, previousAuthority, idPicc }: PaceOutput): Bytes {
  const status = Uint8Array.of(selected >> 8, selected & 0xff);
  const output = concat(
    status,
    prefixed(2, cardAccess),
    prefixed(1, currentAuthority),
    prefixed(1, previousAuthority),
    prefixed(2, idPicc),
  );
  return concat(number(4, 0), prefixed(2, output));
}

/** Results other than success; `card` with the status word of the step is the card's own refusal. @see BSI TR-03119 D.2 */
export const paceResult = {
  unexpectedInput: 0xd0000002,
  wrongToken: 0xe0000006,
  selection: 0xf0020000,
  lastStep: 0xf0060000,
  communication: 0xf0100001,
  noCard: 0xf0100002,
  aborted: 0xf0200001,
  timedOut: 0xf0200002,
} as const;

export function encodePaceFailure(result: number): Bytes {
  return concat(number(4, result), number(2, 0));
}

/** The output of EstablishPACEChannel, or the result that is none. */
export function parsePaceAnswer(octets: Bytes): PaceOutput | number {
  const { result, output } = parseAnswer(octets);
  if (result !== 0) return result;
  const fields = new Octets(output, 'pace-output');
  const [high = 0, low = 0] = fields.take(2);
  const answer = {
    selected: (high << 8) | low,
    cardAccess: fields.prefixed(2),
    currentAuthority: fields.prefixed(1),
    previousAuthority: fields.prefixed(1),
    idPicc: fields.prefixed(2),
  };
  fields.end();
  return answer;
}

function parseAnswer(octets: Bytes): { readonly result: number; readonly output: Bytes } {
  const fields = new Octets(octets, 'pace-answer');
  const result = fields.number(4);
  // A reader may leave out the length of nothing.
  return { result, output: result !== 0 && octets.length === 4 ? new Uint8Array(0) : fields.prefixed(2) };
}

/** What FEATURE_MODIFY_PIN_DIRECT asks for: a code typed twice, put into the data of a command. */
export interface PinModification {
  /** Seconds that the person has. */
  readonly within: number;
  readonly digits: number;
  /** Language of the display, as Windows numbers them: Hungarian 040E, English 0409. */
  readonly language: number;
  /** Header and Lc, then as many octets as the code has digits. */
  readonly command: Bytes;
}

/** ASCII, offset counted in octets. */
const format = 0x82;
const [typedTwice, finishedByKey, messages] = [0x01, 0x02, 0x02];

/** PIN_MODIFY. @see PC/SC part 10 2.5.3 */
export function encodePinModification({ within, digits, language, command }: PinModification): Bytes {
  return concat(
    Uint8Array.of(within, within, format, 0, 0, 0, 0),
    Uint8Array.of(digits, digits),
    Uint8Array.of(typedTwice, finishedByKey, messages),
    number(2, language),
    Uint8Array.of(0, 1, 2, 0, 0, 0),
    number(4, command.length),
    command,
  );
}

export function parsePinModification(octets: Bytes): PinModification {
  const fields = new Octets(octets, 'pin-modification');
  const [within = 0, , form] = fields.take(7);
  const [most = 0, least = 0] = fields.take(2);
  const [twice] = fields.take(3);
  const language = fields.number(2);
  fields.take(6);
  const command = fields.take(fields.number(4));
  fields.end();
  if (form !== format || twice !== typedTwice || most !== least || command.length !== 5 + most) throw malformed('pin-modification');
  return { within, digits: most, language, command };
}

/** Status words of a reader's own, where the card was not asked. @see PC/SC part 10 2.5.2 */
export const padStatus = { timedOut: 0x6400, aborted: 0x6401, different: 0x6402, length: 0x6403 } as const;

/** Octets read one after the other; whoever reads past the end, or leaves something, has the wrong message. */
class Octets {
  readonly #octets: Bytes;
  readonly #at: string;
  #offset = 0;

  constructor(octets: Bytes, at: string) {
    this.#octets = octets;
    this.#at = at;
  }

  take(size: number): Bytes {
    if (this.#offset + size > this.#octets.length) throw malformed(this.#at);
    this.#offset += size;
    return bytes(this.#octets.subarray(this.#offset - size, this.#offset));
  }

  number(size: number): number {
    return this.take(size).reduceRight((sum, octet) => sum * 256 + octet, 0);
  }

  prefixed(size: number): Bytes {
    return this.take(this.number(size));
  }

  end(): void {
    if (this.#offset !== this.#octets.length) throw malformed(this.#at);
  }
}

function number(size: number, value: number): Bytes {
  return bytes(Array.from({ length: size }, (_, i) => Math.floor(value / 256 ** i) % 256));
}

function prefixed(size: number, octets: Bytes): Bytes {
  return concat(number(size, octets.length), octets);
}

function malformed(at: string): EidError<PinPadErrorCode> {
  return new EidError<PinPadErrorCode>('pin-pad.malformed', { at });
}
