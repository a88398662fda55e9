// PACE and new PINs by a reader with a PIN pad, seen from the computer: it says what is wanted, the person types at the reader, no code comes by here.
import type { Transmit } from '../../../lib/apdu/index.ts';
import { type Bytes, hex, parseLatin1 } from '../../../lib/bytes/index.ts';
import { encodeChat } from '../../../lib/cvc/index.ts';
import type { PaceErrorCode } from '../../../lib/eac/pace/index.ts';
import { type ResetOutcome, resetOutcome } from '../../../lib/eac/pin-management/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import type { EstablishPace, PaceMaker, PaceRequest, PaceResult } from '../pace.ts';
import type { ReaderErrorCode } from '../reader.ts';
import {
  encodePaceCall,
  encodePinModification,
  type Features,
  paceResult,
  padStatus,
  parseCapabilities,
  parseFeatures,
  parsePaceAnswer,
} from './messages.ts';

/** SCardControl: a control code and its input, the reader's answer. */
export type Control = (code: number, input: Bytes) => Promise<Bytes>;

/** A reader that makes PACE itself. */
export interface PinPad {
  readonly pace: PaceMaker;
}

/** Milliseconds are the reader's affair; seconds that it gives the person. */
const within = 60;
const languages = { hu: 0x040e } as const;

/** The PIN pad of a reader, by what the reader itself says; `undefined` for one without. @param getFeatures control code of GET_FEATURE_REQUEST */
export async function findPinPad(control: Control, getFeatures: number): Promise<PinPad | undefined> {
  try {
    const features = parseFeatures(await control(getFeatures, new Uint8Array(0)));
    const { executePace } = features;
    if (executePace === undefined) return undefined;
    const able = parseCapabilities(await control(executePace, encodePaceCall({ kind: 'capabilities' })));
    return able ? { pace: padPace(control, executePace, features) } : undefined;
  } catch {
    return undefined;
  }
}

function padPace(control: Control, executePace: number, { modifyPin }: Features): PaceMaker {
  const setPinAtReader = modifyPin === undefined ? {} : { setPinAtReader: () => setPin(control, modifyPin) };
  return (transmit: Transmit) => {
    const establishPace: EstablishPace = async ({ type, password, chat, description }: PaceRequest): Promise<PaceResult> => {
      if (password !== undefined) throw new EidError<PaceErrorCode>('pace.unsupported');
      const call = {
        kind: 'establish',
        type,
        chat: chat ? encodeChat(chat) : new Uint8Array(0),
        description: description ?? new Uint8Array(0),
      } as const;
      const answer = parsePaceAnswer(await control(executePace, encodePaceCall(call)));
      if (typeof answer === 'number') return failure(answer, type);
      const { idPicc, currentAuthority, previousAuthority } = answer;
      const authorities = [currentAuthority, previousAuthority].filter(({ length }) => length > 0).map(parseLatin1);
      // The reader keeps the channel and wraps what it is given.
      return { kind: 'established', channel: { transmit, establishPace, ...setPinAtReader }, idPicc, authorities };
    };
    return establishPace;
  };
}

/** What a result means: an outcome of PACE where the card has spoken of the code, else an error. */
function failure(result: number, type: PaceRequest['type']): Exclude<PaceResult, { readonly kind: 'established' }> {
  const [step, status] = [(result & 0xffff0000) >>> 0, result & 0xffff];
  if (result === paceResult.aborted) throw new EidError('user.cancelled');
  if (result === paceResult.timedOut) throw new EidError<ReaderErrorCode>('reader.timeout');
  if (result === paceResult.noCard || result === paceResult.communication) throw new EidError<ReaderErrorCode>('card.removed');
  if (result === paceResult.wrongToken) return { kind: 'wrong-password' };
  if (step !== paceResult.selection && step !== paceResult.lastStep) throw refused(result);
  if (status === 0x6300) return { kind: 'wrong-password' };
  if (status === 0x63c0 || (status === 0x6983 && type === 'pin')) return { kind: 'blocked' };
  if (status >> 4 === 0x63c) return { kind: 'wrong-password', triesLeft: status & 0x0f };
  if (status === 0x6985) return { kind: 'suspended' };
  if (status === 0x6283 || status === 0x6984) return { kind: 'deactivated' };
  throw refused(result);
}

/** RESET RETRY COUNTER with room for six digits, which the reader fills in. Typed unlike or too short, they are asked for again. */
async function setPin(control: Control, modifyPin: number): Promise<ResetOutcome> {
  const command = hex`00 2C 02 03 06 00 00 00 00 00 00`;
  for (;;) {
    const answer = await control(modifyPin, encodePinModification({ within, digits: 6, language: languages.hu, command }));
    const status = ((answer.at(-2) ?? 0) << 8) | (answer.at(-1) ?? 0);
    if (status === padStatus.timedOut) throw new EidError<ReaderErrorCode>('reader.timeout');
    if (status === padStatus.aborted) throw new EidError('user.cancelled');
    if (status !== padStatus.different && status !== padStatus.length) return resetOutcome(status);
  }
}

function refused(result: number): EidError<ReaderErrorCode> {
  return new EidError<ReaderErrorCode>('reader.refused', { result: result.toString(16).toUpperCase() });
}
