// What signatures are made of, and nothing else is taken: no SHA-1, no HMAC, no inclusive canonicalisation. XML Signature 1.1, RFC 9231.
import { constants, createHash, createPrivateKey, sign, verify } from 'node:crypto';
import type { HashAlgorithm, SignatureAlgorithm } from 'xml-crypto';

export const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';

const more = 'http://www.w3.org/2001/04/xmldsig-more#';
const encryption = 'http://www.w3.org/2001/04/xmlenc#';

const digests: Readonly<Record<string, string>> = {
  [`${encryption}sha256`]: 'sha256',
  [`${more}sha384`]: 'sha384',
  [`${encryption}sha512`]: 'sha512',
};
export const digest = `${encryption}sha256`;

interface Kind {
  readonly hash: string;
  readonly key: object;
}

const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
const plain = { dsaEncoding: 'ieee-p1363' };

const signatures: Readonly<Record<string, Kind>> = {
  [`${more}rsa-sha256`]: { hash: 'sha256', key: {} },
  [`${more}rsa-sha384`]: { hash: 'sha384', key: {} },
  [`${more}rsa-sha512`]: { hash: 'sha512', key: {} },
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1': { hash: 'sha256', key: pss },
  [`${more}ecdsa-sha256`]: { hash: 'sha256', key: plain },
  [`${more}ecdsa-sha384`]: { hash: 'sha384', key: plain },
  [`${more}ecdsa-sha512`]: { hash: 'sha512', key: plain },
};

/** The algorithm that we sign with, by the kind of key (PEM). */
export function algorithmFor(privateKey: string): string {
  return `${more}${createPrivateKey(privateKey).asymmetricKeyType === 'ec' ? 'ecdsa' : 'rsa'}-sha256`;
}

export function isDigest(name: string | undefined): boolean {
  return name !== undefined && Object.hasOwn(digests, name);
}

export function isSignature(name: string | undefined): boolean {
  return name !== undefined && Object.hasOwn(signatures, name);
}

/** The two tables as xml-crypto wants them: classes by name. */
export const hashClasses = Object.fromEntries(
  Object.entries(digests).map(([name, hash]) => [
    name,
    class implements HashAlgorithm {
      getAlgorithmName = () => name;
      getHash = (text: string) => createHash(hash).update(text).digest('base64');
    },
  ]),
);

export const signatureClasses = Object.fromEntries(Object.entries(signatures).map(([name, kind]) => [name, signatureClass(name, kind)]));

function signatureClass(name: string, { hash, key: how }: Kind): new () => SignatureAlgorithm {
  // The library also declares forms with a callback, which nobody calls.
  return class {
    getAlgorithmName = () => name;
    getSignature = (text: string, key: string) => sign(hash, Buffer.from(text), { key, ...how }).toString('base64');
    verifySignature = (text: string, key: string, value: string) =>
      verify(hash, Buffer.from(text), { key, ...how }, Buffer.from(value, 'base64'));
  } as unknown as new () => SignatureAlgorithm;
}
