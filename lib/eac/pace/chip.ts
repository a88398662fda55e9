// The chip's side of PACE as a reducer; the state names what it expects. TR-03110-2 3.2, TR-03110-3 A.3 and B.1.
import { type CommandApdu, type ResponseApdu, status } from '../../apdu/index.ts';
import { type Bytes, equal, latin1 } from '../../bytes/index.ts';
import type { Cryptography } from '../../crypto/index.ts';
import { isEidError } from '../../error/index.ts';
import type { SecureChannel } from '../../secure-messaging/index.ts';
import { tlv } from '../../tlv/index.ts';
import { authenticationToken, compress, parseDynamicData, wrapDynamicData } from '../key-agreement/index.ts';
import { ephemeralKey, type Mapping, type PacePassword, paceSuite } from './keys.ts';
import { type PaceErrorCode, type PaceOffer, type PaceSelection, parsePaceSelection, tag } from './messages.ts';

/** Where PACE stands. Each state holds only what the steps behind it need. */
export type PaceState =
  | { readonly expect: 'nonce-request'; readonly offer: PaceOffer; readonly password: PacePassword }
  | { readonly expect: 'mapping'; readonly offer: PaceOffer; readonly nonce: Bytes }
  | { readonly expect: 'ephemeral-key'; readonly offer: PaceOffer; readonly mapping: Mapping }
  | PendingKeys;

interface PendingKeys {
  readonly expect: 'token';
  readonly offer: PaceOffer;
  readonly channel: SecureChannel;
  readonly ownKey: Bytes;
  readonly theirKey: Bytes;
}

/** The terminal's token, not yet compared: the chip writes its retry counter first, and only then asks `compareToken`. */
export interface PendingToken {
  readonly keys: PendingKeys;
  readonly token: Bytes;
}

export type PaceStep =
  | { readonly kind: 'next'; readonly state: PaceState; readonly response: ResponseApdu }
  | { readonly kind: 'token'; readonly pending: PendingToken }
  /** PACE is over, its state forgotten. */
  | { readonly kind: 'refused'; readonly response: ResponseApdu };

export type PaceVerdict =
  | { readonly kind: 'established'; readonly channel: SecureChannel; readonly idPicc: Bytes; readonly response: ResponseApdu }
  | { readonly kind: 'wrong-token' };

/**
 * What MSE:Set AT selects of the chip's offers, or the status word that refuses it. Whether the password may be used, and what its counter is,
 * the chip says afterwards.
 */
export function selectPace(
  command: CommandApdu,
  offers: readonly PaceOffer[],
):
  | { readonly kind: 'selected'; readonly offer: PaceOffer; readonly selection: PaceSelection }
  | { readonly kind: 'refused'; readonly status: number } {
  try {
    const selection = parsePaceSelection(command.data ?? new Uint8Array(0));
    const known = offers.filter(({ protocol }) => protocol === selection.protocol);
    const offer = known.find(({ parameterId }) => parameterId === (selection.parameterId ?? parameterId));
    if (known.length === 0) return { kind: 'refused', status: 0x6a80 };
    if (offer === undefined) return { kind: 'refused', status: 0x6a88 };
    return { kind: 'selected', offer, selection };
  } catch (error) {
    if (!isEidError(error)) throw error;
    return {
      kind: 'refused',
      status: isEidError<PaceErrorCode>(error, 'pace.unsupported') || error.code.startsWith('cvc.') ? 0x6a88 : 0x6a80,
    };
  }
}

export function beginPace(offer: PaceOffer, password: PacePassword): PaceState {
  return { expect: 'nonce-request', offer, password };
}

/** One GENERAL AUTHENTICATE of PACE. */
export function pace(state: PaceState, command: CommandApdu, cryptography: Cryptography): PaceStep {
  const chained = (command.cla & 0x10) !== 0;
  if (chained === (state.expect === 'token')) return refuse(0x6883);
  try {
    const [object, ...others] = parseDynamicData(command.data ?? new Uint8Array(0));
    if (others.length > 0) return refuse(0x6a80);
    if (object?.tag !== terminalTag[state.expect]) return refuse(0x6985);
    return step(state, object?.value ?? new Uint8Array(0), cryptography);
  } catch (error) {
    if (!isEidError(error)) throw error;
    return refuse(0x6a80);
  }
}

/** Compares the terminal's token in constant time. `authorities`: holder references of the trust points, when the terminal sent a CHAT. */
export function compareToken({ keys, token }: PendingToken, authorities: readonly string[]): PaceVerdict {
  const { channel, offer, ownKey, theirKey } = keys;
  if (!equal(token, authenticationToken(channel.keys.mac, offer.protocol, ownKey))) return { kind: 'wrong-token' };
  const tags = [tag.currentAuthority, tag.previousAuthority];
  const objects = authorities.slice(0, tags.length).map((reference, i) => tlv(tags[i] as number, latin1(reference) as Bytes));
  const own = tlv(tag.token.chip, authenticationToken(channel.keys.mac, offer.protocol, theirKey));
  return { kind: 'established', channel, idPicc: compress(ownKey), response: answer(own, ...objects) };
}

const terminalTag = {
  'nonce-request': undefined,
  mapping: tag.mapping.terminal,
  'ephemeral-key': tag.ephemeral.terminal,
  token: tag.token.terminal,
} as const;

function step(state: PaceState, value: Bytes, cryptography: Cryptography): PaceStep {
  const { offer } = state;
  const { curve, nonceSize, encryptNonce, openChannel } = paceSuite(offer, cryptography);
  if (state.expect === 'nonce-request') {
    const nonce = cryptography.random(nonceSize);
    const response = answer(tlv(tag.encryptedNonce, encryptNonce(state.password, nonce)));
    return { kind: 'next', state: { expect: 'mapping', offer, nonce }, response };
  }
  if (state.expect === 'token') return { kind: 'token', pending: { keys: state, token: value } };
  if (!curve.isPoint(value)) return refuse(0x6a80);
  if (state.expect === 'mapping') {
    const own = curve.keyPair(curve.randomScalar(cryptography.random));
    if (equal(own.point, value)) return refuse(0x6a80);
    const mapping = { nonce: state.nonce, secret: own.secret, theirs: value };
    return { kind: 'next', state: { expect: 'ephemeral-key', offer, mapping }, response: answer(tlv(tag.mapping.chip, own.point)) };
  }
  const own = ephemeralKey(curve, state.mapping, cryptography);
  if (equal(own.point, value)) return refuse(0x6a80);
  const channel = openChannel(curve.agree(own.secret, value));
  return {
    kind: 'next',
    state: { expect: 'token', offer, channel, ownKey: own.point, theirKey: value },
    response: answer(tlv(tag.ephemeral.chip, own.point)),
  };
}

function answer(...objects: readonly Bytes[]): ResponseApdu {
  return { data: wrapDynamicData(objects), status: 0x9000 };
}

function refuse(word: number): PaceStep {
  return { kind: 'refused', response: status(word) };
}
