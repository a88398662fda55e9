// The channel that chip authentication opens: keys from the shared secret and the chip's nonce. TR-03110-3 A.2.3 and A.4.
import type { Bytes } from '../../bytes/index.ts';
import type { Cryptography } from '../../crypto/index.ts';
import { EidError } from '../../error/index.ts';
import { openChannel, type SecureChannel } from '../../secure-messaging/index.ts';
import { authenticationToken, deriveKey } from '../key-agreement/index.ts';
import { type CaErrorCode, chipAuthenticationProtocols } from './messages.ts';

/** The new channel, and the token that the chip gives over the terminal's key. */
export function chipChannel(
  protocol: string,
  agreement: { readonly secret: Bytes; readonly nonce: Bytes; readonly terminalKey: Bytes },
  cryptography: Cryptography,
): { readonly channel: SecureChannel; readonly token: Bytes } {
  const suite = chipAuthenticationProtocols[protocol];
  if (suite === undefined) throw new EidError<CaErrorCode>('ca.unsupported', { protocol });
  const key = (use: 'encryption' | 'mac') => deriveKey(cryptography, suite, use, agreement.secret, agreement.nonce);
  const channel = openChannel(cryptography, { encryption: key('encryption'), mac: key('mac') });
  return { channel, token: authenticationToken(channel.keys.mac, protocol, agreement.terminalKey) };
}
