// Private keys as PKCS #8 PEM files: made, read, and used to sign without leaving OpenSSL.

import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';
import { type Bytes, bytes } from '../../lib/bytes/index.ts';
import type { CurveName, Signer } from '../../lib/crypto/index.ts';
import { namedCurves } from '../../lib/crypto/index.ts';
import { EidError } from '../../lib/error/index.ts';
import { asn1, content, TlvReader } from '../../lib/tlv/index.ts';
import { parseSubjectPublicKey, type SubjectPublicKey } from '../../lib/x509/index.ts';
import { curveNames, digestNames } from '../crypto/index.ts';
import type { KeysErrorCode } from './error.ts';
import { readPrivate, writePrivate } from './files.ts';

/** Which kind of key to make. */
export type KeyKind = CurveName | 'RSA-3072';

/** A private key: for X.509 its public key, for EC a signer too. */
export interface PrivateKey {
  readonly pem: string;
  readonly publicKey: SubjectPublicKey;
}

const generate = promisify(generateKeyPair);

/** A fresh key. */
export async function generateKey(kind: KeyKind): Promise<PrivateKey> {
  const { privateKey } = await (kind === 'RSA-3072'
    ? generate('rsa', { modulusLength: 3072 })
    : generate('ec', { namedCurve: curveNames[kind] }));
  return describe(privateKey);
}

/** A key from its file; `undefined` when there is none. Throws `keys.not-private`, `keys.unreadable` or `keys.malformed`. */
export async function readKey(path: string): Promise<PrivateKey | undefined> {
  const octets = await readPrivate(path);
  return octets === undefined ? undefined : parseKey(octets, path);
}

/** Puts a key into its file. */
export function writeKey(path: string, key: PrivateKey): Promise<void> {
  return writePrivate(path, key.pem);
}

/** Signs with an EC key; `keys.malformed` for RSA. */
export function signerOf({ pem, publicKey }: PrivateKey): Signer {
  if (publicKey.kind !== 'EC') throw new EidError<KeysErrorCode>('keys.malformed', { kind: publicKey.kind });
  const key = createPrivateKey(pem);
  return {
    curve: publicKey.curve,
    point: publicKey.point,
    sign: (hash, message) => bytes(sign(digestNames[hash], message, { key, dsaEncoding: 'ieee-p1363' })),
  };
}

/** A signer from its key file. Throws as `readKey`, and `keys.unreadable` when there is no file. */
export async function readSigner(path: string): Promise<Signer> {
  const key = await readKey(path);
  if (key === undefined) throw new EidError<KeysErrorCode>('keys.unreadable', { path });
  return signerOf(key);
}

/** The scalar of an EC key, for key agreement; `keys.malformed` for RSA. */
export function scalarOf({ pem, publicKey }: PrivateKey): Bytes {
  if (publicKey.kind !== 'EC') throw new EidError<KeysErrorCode>('keys.malformed', { kind: publicKey.kind });
  const reader = new TlvReader(content(bytes(createPrivateKey(pem).export({ format: 'der', type: 'pkcs8' })), asn1.sequence));
  reader.take(asn1.integer);
  reader.take(asn1.sequence);
  const key = new TlvReader(content(reader.take(asn1.octetString), asn1.sequence));
  key.take(asn1.integer);
  const scalar = key.take(asn1.octetString);
  const padded = new Uint8Array(namedCurves[publicKey.curve].size);
  padded.set(scalar, padded.length - scalar.length);
  return padded;
}

function parseKey(pem: Uint8Array, path: string): PrivateKey {
  try {
    return describe(createPrivateKey(Buffer.from(pem)));
  } catch (error) {
    throw new EidError<KeysErrorCode>('keys.malformed', { path }, { cause: error });
  }
}

function describe(key: KeyObject): PrivateKey {
  const publicKey = parseSubjectPublicKey(bytes(createPublicKey(key).export({ format: 'der', type: 'spki' })));
  return { pem: key.export({ format: 'pem', type: 'pkcs8' }).toString(), publicKey };
}
