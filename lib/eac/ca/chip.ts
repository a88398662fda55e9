// The chip's side of chip authentication: TR-03110-2 3.4, TR-03110-3 A.4 and B.2.
import { type CommandApdu, type ResponseApdu, status } from '../../apdu/index.ts';
import { type Bytes, equal } from '../../bytes/index.ts';
import type { Cryptography, CurveName } from '../../crypto/index.ts';
import { isEidError } from '../../error/index.ts';
import type { SecureChannel } from '../../secure-messaging/index.ts';
import { compress, parseDynamicData } from '../key-agreement/index.ts';
import { chipChannel } from './keys.ts';
import { encodeProof, nonceSize } from './messages.ts';

export type ChipAgreement =
  /** The response still travels in the old channel; `channel` begins with the next command. */
  | { readonly kind: 'established'; readonly channel: SecureChannel; readonly response: ResponseApdu }
  | { readonly kind: 'refused'; readonly response: ResponseApdu };

/**
 * Answers GENERAL AUTHENTICATE of chip authentication. The terminal's key must be the one whose Comp terminal authentication bound.
 * Refusals: 6A80 for a malformed key, 6984 for another key.
 */
export function agreeWithTerminal(
  key: { readonly protocol: string; readonly curve: CurveName; readonly secret: Bytes },
  boundKey: Bytes,
  command: CommandApdu,
  cryptography: Cryptography,
): ChipAgreement {
  const curve = cryptography.curve(key.curve);
  const terminalKey = parseTerminalKey(command);
  if (terminalKey === undefined || !curve.isPoint(terminalKey)) return { kind: 'refused', response: status(0x6a80) };
  if (!equal(compress(terminalKey), boundKey)) return { kind: 'refused', response: status(0x6984) };
  const nonce = cryptography.random(nonceSize);
  const secret = curve.agree(key.secret, terminalKey);
  const { channel, token } = chipChannel(key.protocol, { secret, nonce, terminalKey }, cryptography);
  return { kind: 'established', channel, response: { data: encodeProof({ nonce, token }), status: 0x9000 } };
}

function parseTerminalKey({ data }: CommandApdu): Bytes | undefined {
  try {
    const [object, ...others] = parseDynamicData(data ?? new Uint8Array(0));
    return object?.tag === 0x80 && others.length === 0 ? object.value : undefined;
  } catch (error) {
    if (isEidError(error)) return undefined;
    throw error;
  }
}
