// What signatures are made of, and nothing else is taken: no SHA-1, no HMAC, no inclusive canonicalisation, no short key. XML Signature 1.1, RFC 9231.
import { constants, createHash, createPrivateKey, createPublicKey, KeyObject, sign, verify } from 'node:crypto';
import type { HashAlgorithm, SignatureAlgorithm } from 'xml-crypto';

export const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
export const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

const more = 'http://www.w3.org/2001/04/xmldsig-more#';
const later = 'http://www.w3.org/2007/05/xmldsig-more#';
const encryption = 'http://www.w3.org/2001/04/xmlenc#';

const digests: Readonly<Record<string, string>> = {
  [`${encryption}sha256`]: 'sha256',
  [`${more}sha384`]: 'sha384',
  [`${encryption}sha512`]: 'sha512',
};
export const digest = `${encryption}sha256`;

interface Kind {
  readonly hash: string;
  readonly keyType: 'rsa' | 'ec';
  readonly how: object;
}

const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
const plain = { dsaEncoding: 'ieee-p1363' };

/** By the names that we use for them. */
export const signatureAlgorithms = {
  'rsa-sha256': `${more}rsa-sha256`,
  'rsa-sha384': `${more}rsa-sha384`,
  'rsa-sha512': `${more}rsa-sha512`,
  'rsa-pss-sha256': `${later}sha256-rsa-MGF1`,
  'rsa-pss-sha384': `${later}sha384-rsa-MGF1`,
  'rsa-pss-sha512': `${later}sha512-rsa-MGF1`,
  'ecdsa-sha256': `${more}ecdsa-sha256`,
  'ecdsa-sha384': `${more}ecdsa-sha384`,
  'ecdsa-sha512': `${more}ecdsa-sha512`,
} as const;
export type SignatureName = keyof typeof signatureAlgorithms;

const signatures: Readonly<Record<string, Kind>> = Object.fromEntries(
  Object.entries(signatureAlgorithms).map(([name, uri]) => [uri, kindOf(name)]),
);

/** Bits of an RSA modulus that will do. */
const rsaBits = 2048;
const curves: readonly (string | undefined)[] = [
  'prime256v1',
  'secp384r1',
  'secp521r1',
  'brainpoolP256r1',
  'brainpoolP384r1',
  'brainpoolP512r1',
];

/** A private key: PEM, or read already, which spares the reading at each signature. */
export type SigningKey = string | KeyObject;

/** The algorithm that we sign with, by the kind of key, unless another one is agreed. */
export function algorithmFor(privateKey: SigningKey): SignatureName {
  return readKey(privateKey).asymmetricKeyType === 'ec' ? 'ecdsa-sha256' : 'rsa-sha256';
}

/**
 * The algorithm to sign with for somebody who can verify these (URIs): the one that we like best of those that our key can make; that of `algorithmFor` when
 * nothing is said, or nothing fits.
 */
export function agreedSignature(verifiable: readonly string[], privateKey: SigningKey): SignatureName {
  const { asymmetricKeyType } = readKey(privateKey);
  const fits = (name: SignatureName) =>
    verifiable.includes(signatureAlgorithms[name]) && signatures[signatureAlgorithms[name]]?.keyType === asymmetricKeyType;
  return preferred.find(fits) ?? algorithmFor(privateKey);
}

/** What eIDAS wants first, then what old software knows. */
const preferred: readonly SignatureName[] = [
  'rsa-pss-sha256',
  'rsa-pss-sha384',
  'rsa-pss-sha512',
  'ecdsa-sha256',
  'ecdsa-sha384',
  'ecdsa-sha512',
  'rsa-sha256',
  'rsa-sha384',
  'rsa-sha512',
];

export function isDigest(name: string | undefined): boolean {
  return name !== undefined && Object.hasOwn(digests, name);
}

export function isSignature(name: string | undefined): boolean {
  return name !== undefined && Object.hasOwn(signatures, name);
}

/** Whether signatures by this key count at all: RSA of 2048 bits at least, or one of the known curves. */
export function isStrong({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean {
  if (asymmetricKeyType === 'rsa') return (asymmetricKeyDetails?.modulusLength ?? 0) >= rsaBits;
  return asymmetricKeyType === 'ec' && curves.includes(asymmetricKeyDetails?.namedCurve);
}

/** Whether these octets were signed by this key with the algorithm of this URI: one of ours, made for such a key. */
export function isSignedBy(key: KeyObject, algorithm: string, octets: Uint8Array, signature: Uint8Array): boolean {
  const kind = signatures[algorithm];
  if (kind === undefined || key.asymmetricKeyType !== kind.keyType || !isStrong(key)) return false;
  return verify(kind.hash, octets, { key, ...kind.how }, signature);
}

/** A signature by a private key, with the algorithm of this URI. */
export function signOctets(privateKey: SigningKey, algorithm: string, octets: Uint8Array): Buffer {
  const kind = signatures[algorithm];
  const key = readKey(privateKey);
  if (kind === undefined || key.asymmetricKeyType !== kind.keyType) throw new TypeError('no such algorithm for this key');
  return sign(kind.hash, octets, { key, ...kind.how });
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

export const signatureClasses = Object.fromEntries(Object.keys(signatures).map((name) => [name, signatureClass(name)]));

function signatureClass(name: string): new () => SignatureAlgorithm {
  // The library also declares forms with a callback, which nobody calls.
  return class {
    getAlgorithmName = () => name;
    getSignature = (text: string, key: string) => signOctets(key, name, Buffer.from(text)).toString('base64');
    verifySignature = (text: string, key: string | KeyObject, value: string) =>
      isSignedBy(key instanceof KeyObject ? key : createPublicKey(key), name, Buffer.from(text), Buffer.from(value, 'base64'));
  } as unknown as new () => SignatureAlgorithm;
}

function readKey(key: SigningKey): KeyObject {
  return key instanceof KeyObject ? key : createPrivateKey(key);
}

function kindOf(name: string): Kind {
  const hash = name.slice(name.lastIndexOf('-') + 1);
  if (name.startsWith('ecdsa')) return { hash, keyType: 'ec', how: plain };
  return { hash, keyType: 'rsa', how: name.startsWith('rsa-pss') ? pss : {} };
}
