// A TLS certificate with its key, as servers take them, and take them anew when they were renewed.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { EidError } from '../../lib/error/index.ts';
import type { Logger } from '../log/index.ts';
import type { KeysErrorCode } from './error.ts';
import { readPrivate, readPublic } from './files.ts';
import { type Reloading, reloading } from './reloading.ts';

/** Both PEM. */
export interface TlsMaterial {
  readonly cert: string;
  readonly key: string;
}

export interface TlsFiles {
  readonly certificateFile: string;
  readonly keyFile: string;
}

/**
 * Reads certificate and key, and again when they were renewed, looking every `interval` milliseconds. While one of the two is new and the other is not, the
 * old ones stay in force. Errors at the start: `keys.unreadable`, `keys.not-private`, `keys.malformed`.
 */
export async function readTls({ certificateFile, keyFile }: TlsFiles, log: Logger, interval = 10_000): Promise<Reloading<TlsMaterial>> {
  const read = async (): Promise<TlsMaterial> => {
    const cert = textOf(certificateFile, await readPublic(certificateFile));
    const key = textOf(keyFile, await readPrivate(keyFile));
    if (!belongTogether(cert, key)) throw new EidError<KeysErrorCode>('keys.malformed', { path: certificateFile });
    return { cert, key };
  };
  await read();
  return reloading([certificateFile, keyFile], read, interval, log);
}

function textOf(path: string, octets: Uint8Array | undefined): string {
  if (octets === undefined) throw new EidError<KeysErrorCode>('keys.unreadable', { path });
  return Buffer.from(octets).toString('utf8');
}

function belongTogether(cert: string, key: string): boolean {
  try {
    return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
}
