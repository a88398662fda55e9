// The terminal's side of PACE with ECDH and generic mapping: TR-03110-2 3.2, TR-03110-3 A.3 and B.1.
import type { Protocol, ResponseApdu } from '../../apdu/index.ts';
import { type Bytes, equal, parseLatin1 } from '../../bytes/index.ts';
import type { Cryptography } from '../../crypto/index.ts';
import type { Chat } from '../../cvc/index.ts';
import { EidError, isEidError } from '../../error/index.ts';
import type { SecureChannel } from '../../secure-messaging/index.ts';
import { type Tlv, tlv } from '../../tlv/index.ts';
import { authenticationToken, compress, generalAuthenticate, parseDynamicData } from '../key-agreement/index.ts';
import { ephemeralKey, type PacePassword, paceSuite } from './keys.ts';
import { encodePaceSelection, type PaceErrorCode, type PaceOffer, type PasswordType, tag } from './messages.ts';

export interface PaceParameters {
  /** The PACEInfo of EF.CardAccess that is used. */
  readonly offer: PaceOffer;
  /** Names the domain parameters to the card: for cards that offer several for one protocol. */
  readonly nameParameters?: boolean;
  readonly password: PacePassword;
  /** Rights that the terminal may claim at most; the chip then names its trust points. */
  readonly chat?: Chat;
  /** The CAN was given in the channel that this runs in, so a suspended PIN may be tried. */
  readonly resumed?: boolean;
}

export type PaceOutcome =
  | {
      readonly kind: 'established';
      readonly channel: SecureChannel;
      /** Comp of the chip's ephemeral key; terminal authentication signs it. */
      readonly idPicc: Bytes;
      /** Holder references of the chip's trust points, the current one first; empty when no CHAT was sent. */
      readonly cars: readonly string[];
    }
  /** `triesLeft` is told for the PIN only: 2 or 1, and at 1 the PIN is suspended. */
  | { readonly kind: 'wrong-password'; readonly triesLeft?: number }
  /** One try left, and the CAN has to be given first. No try was spent. */
  | { readonly kind: 'suspended' }
  | { readonly kind: 'blocked' }
  | { readonly kind: 'deactivated' };

/**
 * What a card says of its PIN before it is entered: the counter, that it is deactivated, that it is not for this kind of terminal (`not-allowed`:
 * the activation PIN, still to be replaced), or `unknown` where the card keeps that to itself.
 */
export type PinTries =
  | { readonly kind: 'known'; readonly triesLeft: number }
  | { readonly kind: 'deactivated' }
  | { readonly kind: 'not-allowed' }
  | { readonly kind: 'unknown' };

/** Asks for the PIN's retry counter by selecting PACE with it, as the terminal of this template if there is one; spends no try. */
export function* readPinTries(offer: PaceOffer, chat?: Chat): Protocol<PinTries> {
  const { status } = yield encodePaceSelection({ protocol: offer.protocol, password: 'pin', ...(chat && { chat }) });
  if (status === 0x9000) return { kind: 'known', triesLeft: 3 };
  if (status >> 4 === 0x63c) return { kind: 'known', triesLeft: status & 0x0f };
  if (status === 0x6a80 && chat !== undefined) return { kind: 'not-allowed' };
  return { kind: status === 0x6283 ? 'deactivated' : 'unknown' };
}

/**
 * Opens a channel with the chip by a shared password. Throws `pace.*` when the chip breaks the protocol, `crypto.bad-point` when a key of its
 * is none.
 */
export function* establishPace(parameters: PaceParameters, cryptography: Cryptography): Protocol<PaceOutcome> {
  const { offer, password, chat } = parameters;
  const suite = paceSuite(offer, cryptography);
  const selection = { protocol: offer.protocol, password: password.type };
  const named = parameters.nameParameters ? { parameterId: offer.parameterId } : {};
  const selected = yield encodePaceSelection({ ...selection, ...named, ...(chat && { chat }) });
  const refusal = selectionOutcome(selected.status, password.type, parameters.resumed ?? false);
  if (refusal !== undefined) return refusal;

  const first = yield* exchange('nonce', [], 'chained', password.type);
  if (!Array.isArray(first)) return first;
  const encrypted = only(first, tag.encryptedNonce, 'nonce');
  if (![16, 32].includes(encrypted.length)) throw malformed('nonce');
  const nonce = suite.decryptNonce(password, encrypted);

  const own = suite.curve.keyPair(suite.curve.randomScalar(cryptography.random));
  const second = yield* exchange('mapping', [tlv(tag.mapping.terminal, own.point)], 'chained', password.type);
  if (!Array.isArray(second)) return second;
  const mappingKey = theirKey(only(second, tag.mapping.chip, 'mapping'), own.point, 'mapping');

  const ephemeral = ephemeralKey(suite.curve, { nonce, secret: own.secret, theirs: mappingKey }, cryptography);
  const third = yield* exchange('ephemeral-key', [tlv(tag.ephemeral.terminal, ephemeral.point)], 'chained', password.type);
  if (!Array.isArray(third)) return third;
  const chipKey = theirKey(only(third, tag.ephemeral.chip, 'ephemeral-key'), ephemeral.point, 'ephemeral-key');

  const channel = suite.openChannel(suite.curve.agree(ephemeral.secret, chipKey));
  const token = (theirs: Bytes) => authenticationToken(channel.keys.mac, offer.protocol, theirs);
  const fourth = yield* exchange('token', [tlv(tag.token.terminal, token(chipKey))], 'last', password.type);
  if (!Array.isArray(fourth)) return fourth;
  const { chipToken, cars } = parseLast(fourth);
  if (!equal(chipToken, token(ephemeral.point))) throw new EidError<PaceErrorCode>('pace.token-mismatch');
  return { kind: 'established', channel, idPicc: compress(chipKey), cars };
}

type Failure = Exclude<PaceOutcome, { readonly kind: 'established' }>;
type Step = 'nonce' | 'mapping' | 'ephemeral-key' | 'token';

/** One GENERAL AUTHENTICATE: the objects of the answer, or what the status word says of the password. */
function* exchange(step: Step, objects: readonly Bytes[], position: 'chained' | 'last', password: PasswordType): Protocol<Tlv[] | Failure> {
  const response = yield generalAuthenticate(objects, position);
  if (response.status === 0x9000) return parse(response, step);
  const outcome = passwordOutcome(response.status, password, step);
  if (outcome === undefined) throw refused(response.status, step);
  return outcome;
}

function parse({ data }: ResponseApdu, step: Step): Tlv[] {
  try {
    return [...parseDynamicData(data)];
  } catch (error) {
    throw isEidError(error) ? malformed(step) : error;
  }
}

/** What MSE:Set AT says of the PIN; `undefined` to go on. Other passwords are asked with 9000 only. */
function selectionOutcome(status: number, password: PasswordType, resumed: boolean): Failure | undefined {
  if (status === 0x9000) return undefined;
  if (password !== 'pin') throw refused(status, 'selection');
  if (status === 0x63c0) return { kind: 'blocked' };
  if (status === 0x63c1) return resumed ? undefined : { kind: 'suspended' };
  if (status === 0x63c2) return undefined;
  if (status === 0x6283) return { kind: 'deactivated' };
  throw refused(status, 'selection');
}

function passwordOutcome(status: number, password: PasswordType, step: Step): Failure | undefined {
  if (password !== 'pin') return step === 'token' && (status === 0x6300 || status >> 4 === 0x63c) ? { kind: 'wrong-password' } : undefined;
  if (status === 0x6983 || status === 0x63c0) return { kind: 'blocked' };
  if (status === 0x6984) return { kind: 'deactivated' };
  if (step !== 'token') return undefined;
  if (status === 0x6985) return { kind: 'suspended' };
  return status >> 4 === 0x63c ? { kind: 'wrong-password', triesLeft: status & 0x0f } : undefined;
}

function only(objects: readonly Tlv[], wanted: number, step: Step): Bytes {
  const [object, ...others] = objects;
  if (object?.tag !== wanted || others.length > 0) throw malformed(step);
  return object.value;
}

/** A key of ours that comes back would make both sides one. */
function theirKey(point: Bytes, own: Bytes, step: Step): Bytes {
  if (equal(point, own)) throw new EidError<PaceErrorCode>('pace.same-key', { step });
  return point;
}

function parseLast(objects: readonly Tlv[]): { chipToken: Bytes; cars: readonly string[] } {
  const [token, ...authorities] = objects;
  const inOrder = authorities.every((authority, i) => authority.tag === [tag.currentAuthority, tag.previousAuthority][i]);
  if (token?.tag !== tag.token.chip || !inOrder) throw malformed('token');
  return { chipToken: token.value, cars: authorities.map(({ value }) => parseLatin1(value)) };
}

function malformed(step: Step): EidError<PaceErrorCode> {
  return new EidError<PaceErrorCode>('pace.malformed', { step });
}

function refused(status: number, step: Step | 'selection'): EidError<PaceErrorCode> {
  return new EidError<PaceErrorCode>('pace.refused', { step, status: status.toString(16).toUpperCase() });
}
