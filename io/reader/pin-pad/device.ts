// The inside of our PIN-pad reader: answers control codes as such a reader does, makes PACE with what is typed at its keys, keeps the channel, and lets
// the computer make no PACE of its own and set no PIN.
import type { CommandApdu, ResponseApdu, Transmit } from '../../../lib/apdu/index.ts';
import { type Bytes, bytes, concat, latin1 } from '../../../lib/bytes/index.ts';
import { parseChat } from '../../../lib/cvc/index.ts';
import { digitsPassword } from '../../../lib/eac/pace/index.ts';
import { isEidError } from '../../../lib/error/index.ts';
import type { PaceMaker, PaceResult } from '../pace.ts';
import type { CardChannel } from '../reader.ts';
import type { Control } from './host.ts';
import type { Keypad, Question } from './keypad.ts';
import {
  encodeCapabilities,
  encodeFeatures,
  encodePaceFailure,
  encodePaceOutput,
  type PaceCall,
  paceResult,
  padStatus,
  parsePaceCall,
  parsePinModification,
} from './messages.ts';

/** Control codes of this reader; the first is the one that PC/SC fixes. */
export const controlCodes = { getFeatures: 0x42000d48, modifyPin: 0x42330007, executePace: 0x42330020 } as const;

const securityNotSatisfied = 0x6982;

/** The card in the reader, reached through it. `pace` is how the reader makes PACE. */
export function createPinPadDevice(
  card: Transmit,
  pace: PaceMaker,
  keypad: Keypad,
): { readonly control: Control; readonly transmit: Transmit } {
  let channel: CardChannel | undefined;
  let paceSelected = false;

  async function transmit(command: CommandApdu): Promise<ResponseApdu> {
    const { cla, ins, p1, p2 } = command;
    const setsPin = ins === 0x2c;
    const goesOnWithPace = ins === 0x86 && paceSelected;
    paceSelected = (ins === 0x22 && p1 === 0xc1 && p2 === 0xa4) || goesOnWithPace;
    if (setsPin || goesOnWithPace) return { data: new Uint8Array(0), status: securityNotSatisfied };
    // Protected by somebody else: then the reader's own channel has ended.
    if ((cla & 0x0c) !== 0) channel = undefined;
    return (channel?.transmit ?? card)(command);
  }

  async function establish(call: Extract<PaceCall, { kind: 'establish' }>): Promise<Bytes> {
    const typed = await keypad.ask(questionFor(call));
    if (typed === 'cancelled') return encodePaceFailure(paceResult.aborted);
    if (typed === 'timed-out') return encodePaceFailure(paceResult.timedOut);
    const make = channel?.establishPace ?? pace(card);
    const cardAccess = await readCardAccess(channel?.transmit ?? card);
    using password = digitsPassword(call.type, typed);
    const chat = call.chat.length === 0 ? {} : { chat: parseChat(call.chat) };
    const result = await make({ type: call.type, password, cardAccess, ...chat });
    channel = result.kind === 'established' ? result.channel : undefined;
    if (result.kind !== 'established') return encodePaceFailure((paceResult.lastStep | refusal(result)) >>> 0);
    const [currentAuthority, previousAuthority] = [0, 1].map((i) => latin1(result.authorities[i] ?? '') ?? new Uint8Array(0)) as [
      Bytes,
      Bytes,
    ];
    return encodePaceOutput({ selected: 0x9000, cardAccess, currentAuthority, previousAuthority, idPicc: result.idPicc });
  }

  async function modifyPin(input: Bytes): Promise<Bytes> {
    const { digits, command } = parsePinModification(input);
    const length = { least: digits, most: digits };
    const first = await keypad.ask({ message: 'new-pin', ...length });
    const second = /^\d+$/.test(first) ? await keypad.ask({ message: 'repeat', ...length }) : first;
    if (second === 'cancelled') return statusOctets(padStatus.aborted);
    if (second === 'timed-out') return statusOctets(padStatus.timedOut);
    if (first !== second) return statusOctets(padStatus.different);
    const [cla = 0, ins = 0, p1 = 0, p2 = 0] = command;
    const { data, status } = await (channel?.transmit ?? card)({ cla, ins, p1, p2, data: latin1(first) ?? new Uint8Array(0) });
    return concat(data, statusOctets(status));
  }

  async function control(code: number, input: Bytes): Promise<Bytes> {
    if (code === controlCodes.getFeatures) {
      const { modifyPin, executePace } = controlCodes;
      return encodeFeatures({ modifyPin, executePace });
    }
    if (code === controlCodes.modifyPin) return modifyPin(input);
    try {
      const call = parsePaceCall(input);
      return call.kind === 'capabilities' ? encodeCapabilities() : await establish(call);
    } catch (thrown) {
      return encodePaceFailure(isEidError(thrown, 'card.removed') ? paceResult.noCard : paceResult.unexpectedInput);
    }
  }

  return { control, transmit };
}

/** With a template the PIN opens a sign-in and has six digits; without one it may also be the activation PIN of five. */
function questionFor({ type, chat }: Extract<PaceCall, { kind: 'establish' }>): Question {
  if (type === 'puk') return { message: 'puk', least: 10, most: 10 };
  if (type === 'can') return { message: 'can', least: 6, most: 6 };
  return { message: 'pin', least: chat.length === 0 ? 5 : 6, most: 6 };
}

/** The status word by which a card has refused. */
function refusal(result: Exclude<PaceResult, { readonly kind: 'established' }>): number {
  if (result.kind === 'blocked') return 0x6983;
  if (result.kind === 'suspended') return 0x6985;
  if (result.kind === 'deactivated') return 0x6984;
  return result.triesLeft === undefined ? 0x6300 : 0x63c0 | result.triesLeft;
}

/** EF.CardAccess in one READ BINARY, which our chips answer whole. */
async function readCardAccess(card: Transmit): Promise<Bytes> {
  return (await card({ cla: 0, ins: 0xb0, p1: 0x9c, p2: 0, expected: 65536, extended: true })).data;
}

function statusOctets(status: number): Bytes {
  return bytes([status >> 8, status & 0xff]);
}
