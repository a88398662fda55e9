// The terminal's side of chip authentication, in two places: the client relays the key, the eID server holds its secret. TR-03110-2 3.4.
import type { Protocol } from '../../apdu/index.ts';
import { type Bytes, equal } from '../../bytes/index.ts';
import type { Cryptography, CurveName, KeyPair } from '../../crypto/index.ts';
import { EidError, isEidError } from '../../error/index.ts';
import type { SecureChannel } from '../../secure-messaging/index.ts';
import { encodeKeySelection, generalAuthenticate, type KeySelection } from '../key-agreement/index.ts';
import { chipChannel } from './keys.ts';
import { type CaErrorCode, type ChipProof, encodeTerminalKey, parseProof } from './messages.ts';

export type { ChipProof } from './messages.ts';

/**
 * Hands the chip the ephemeral public key that terminal authentication announced; runs inside the PACE channel, which ends with it. Throws
 * `ca.refused` or `ca.malformed`.
 *
 * @param ephemeralKey 04‖x‖y
 */
export function* authenticateChip(selection: KeySelection, ephemeralKey: Bytes): Protocol<ChipProof> {
  const selected = yield encodeKeySelection(selection);
  if (selected.status !== 0x9000) throw refused(selected.status);
  const { data, status } = yield generalAuthenticate([encodeTerminalKey(ephemeralKey)], 'last');
  if (status !== 0x9000) throw refused(status);
  try {
    return parseProof(data);
  } catch (error) {
    throw isEidError(error) ? new EidError<CaErrorCode>('ca.malformed') : error;
  }
}

/**
 * The channel to a chip that proved to hold the static key. Throws `ca.token-mismatch` when it did not, `ca.unsupported`, or
 * `crypto.bad-point` when the chip's key is none of the curve.
 *
 * @param chipKey public key from the authenticated EF.CardSecurity, 04‖x‖y
 */
export function openChipChannel(
  parameters: { readonly protocol: string; readonly curve: CurveName; readonly chipKey: Bytes; readonly ephemeral: KeyPair },
  proof: ChipProof,
  cryptography: Cryptography,
): SecureChannel {
  const { protocol, curve, chipKey, ephemeral } = parameters;
  const secret = cryptography.curve(curve).agree(ephemeral.secret, chipKey);
  const { channel, token } = chipChannel(protocol, { secret, nonce: proof.nonce, terminalKey: ephemeral.point }, cryptography);
  if (!equal(token, proof.token)) throw new EidError<CaErrorCode>('ca.token-mismatch');
  return channel;
}

function refused(status: number): EidError<CaErrorCode> {
  return new EidError<CaErrorCode>('ca.refused', { status: status.toString(16).toUpperCase() });
}
