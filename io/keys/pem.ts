// PEM of certificates: RFC 7468.
import { type Bytes, bytes } from '../../lib/bytes/index.ts';
import { EidError } from '../../lib/error/index.ts';
import type { KeysErrorCode } from './error.ts';

/** A certificate as TLS libraries want it. */
export function certificatePem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

/** The octets of the one certificate in a file, PEM or DER; `keys.malformed` for PEM without one. */
export function certificateOctets(file: Uint8Array): Bytes {
  if (file[0] === 0x30) return bytes(file);
  const [, body] =
    /^-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----\s*$/.exec(Buffer.from(file).toString('latin1')) ?? [];
  if (body === undefined) throw new EidError<KeysErrorCode>('keys.malformed');
  return bytes(Buffer.from(body, 'base64'));
}
