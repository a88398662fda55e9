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
  const [only, ...others] = certificatesOctets(file);
  if (only === undefined || others.length > 0) throw new EidError<KeysErrorCode>('keys.malformed');
  return only;
}

/** The octets of the certificates in a file: one as DER, or one or more as PEM, one behind the other; `keys.malformed` for PEM without one. */
export function certificatesOctets(file: Uint8Array): readonly Bytes[] {
  if (file[0] === 0x30) return [bytes(file)];
  const text = Buffer.from(file).toString('latin1');
  if (!/^(-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*)+$/.test(text))
    throw new EidError<KeysErrorCode>('keys.malformed');
  return [...text.matchAll(/CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END/g)].map(([, body = '']) => bytes(Buffer.from(body, 'base64')));
}
