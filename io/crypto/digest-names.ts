// Hash functions by the names that OpenSSL gives them.
import type { HashName } from '../../lib/crypto/index.ts';

export const digestNames: Readonly<Record<HashName, string>> = {
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};
