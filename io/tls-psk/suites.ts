// The TLS of the PAOS connection: version 1.2 and RSA-PSK only, never resumed. TR-03124-1 2.4.3, TR-03116-4 (RFC 4279 section 4, RFC 5487).
import { constants } from 'node:crypto';

/**
 * Both ends set exactly this. With any other suite the handshake would silently become another one and the key never be asked for;
 * a resumed connection would skip it too, so there are no tickets.
 */
export const pskTls = {
  minVersion: 'TLSv1.2',
  maxVersion: 'TLSv1.2',
  ciphers: 'RSA-PSK-AES256-GCM-SHA384:RSA-PSK-AES128-GCM-SHA256',
  secureOptions: constants.SSL_OP_NO_TICKET | constants.SSL_OP_NO_RENEGOTIATION,
} as const;

/** Bits of the server's RSA key. @see TR-03116-4 */
export const smallestKey = 3000;

/**
 * The connection was not made (`psk.handshake`: wrong key, wrong suite, a server's key that is too small), nobody is there (`psk.unreachable`), it ended or fell silent
 * (`psk.closed`, `psk.timeout`), or the answer is larger than allowed (`psk.answer-too-large`).
 */
export type PskErrorCode = 'psk.handshake' | 'psk.unreachable' | 'psk.closed' | 'psk.timeout' | 'psk.answer-too-large';
