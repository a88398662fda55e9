// RSA signatures of other states' document and country signers, verified by OpenSSL: RFC 8017 8.1.2 and 8.2.2.
import { constants, createPublicKey, verify } from 'node:crypto';
import { fromUnsigned } from '../../lib/bytes/index.ts';
import type { Cryptography, RsaKey } from '../../lib/crypto/index.ts';
import { digestNames } from './openssl-names.ts';

export const verifyRsa: Cryptography['verifyRsa'] = (key, padding, hash, message, signature) => {
  const way =
    padding.kind === 'pkcs1'
      ? { padding: constants.RSA_PKCS1_PADDING }
      : { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: padding.saltLength };
  try {
    return verify(digestNames[hash], message, { key: publicKey(key), ...way }, signature);
  } catch {
    // OpenSSL throws for keys and lengths that cannot be; to us they are signatures that are not right.
    return false;
  }
};

function publicKey({ modulus, exponent }: RsaKey) {
  return createPublicKey({ format: 'jwk', key: { kty: 'RSA', n: base64url(modulus), e: base64url(exponent) } });
}

function base64url(value: bigint): string {
  return Buffer.from(fromUnsigned(value, Math.ceil(value.toString(16).length / 2))).toString('base64url');
}
