// Keys in the encodings that OpenSSL imports, as templates in which only scalar and point change: SPKI and SEC 1, in PEM, the form it reads quickest.
import { Buffer } from 'node:buffer';
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { type Bytes, concat } from '../../lib/bytes/index.ts';
import { type CurveName, namedCurves } from '../../lib/crypto/index.ts';
import { asn1, bitString, explicit, integer, octetString, oid, sequence, tlv } from '../../lib/tlv/index.ts';

/** Imports of keys on one curve. The caller has checked scalar and point. */
export interface KeyImport {
  /** A public point 04‖x‖y. */
  publicKey(point: Uint8Array): KeyObject;
  /**
   * A scalar of full length, beside the generator as its public key: signing and Diffie-Hellman never look at it, while importing a
   * scalar alone makes OpenSSL 3.5 multiply twice.
   */
  privateKey(secret: Uint8Array): KeyObject;
  /** secret·base, 04‖x‖y: the "public key" of the scalar on a curve whose explicit parameters name `base` as the generator. */
  multiply(secret: Uint8Array, base: Uint8Array): Bytes;
}

export function createKeyImport(name: CurveName): KeyImport {
  const { parameters, oid: identifier } = namedCurves[name];
  const { p, a, b, G, n } = parameters;
  const size = p.length;
  const algorithm = sequence(oid('1.2.840.10045.2.1'), oid(identifier));
  const unsigned = (octets: Bytes) => integer(BigInt(`0x${Buffer.from(octets).toString('hex')}`));

  const publicTemplate = template((point) => sequence(algorithm, bitString(point)), [1 + 2 * size]);
  const privateTemplate = template(
    (secret) => sequence(integer(1), octetString(secret), explicit(0, oid(identifier)), explicit(1, bitString(G))),
    [size],
  );
  const field = sequence(oid('1.2.840.10045.1.1'), unsigned(p));
  const explicitTemplate = template(
    (secret, base) =>
      sequence(
        integer(1),
        octetString(secret),
        explicit(
          0,
          sequence(integer(1), field, sequence(octetString(a), octetString(b)), tlv(asn1.octetString, base), unsigned(n), integer(1)),
        ),
      ),
    [size, 1 + 2 * size],
  );

  return {
    publicKey: (point) => createPublicKey(pem('PUBLIC KEY', publicTemplate(point))),
    privateKey: (secret) => createPrivateKey(pem('EC PRIVATE KEY', privateTemplate(secret))),
    multiply(secret, base) {
      // Straight into a public key it costs one multiplication; by way of a private key it would cost two.
      const info = createPublicKey(pem('EC PRIVATE KEY', explicitTemplate(secret, base))).export({ format: 'der', type: 'spki' });
      return Uint8Array.from(info.subarray(-(1 + 2 * size)));
    },
  };
}

function pem(label: string, der: Bytes): string {
  const text = Buffer.from(der.buffer).toString('base64').replace(/.{64}/g, '$&\n');
  return `-----BEGIN ${label}-----\n${text}\n-----END ${label}-----\n`;
}

/** Encodes once around marks of the right sizes, and then only joins: a DER encoding of fixed sizes changes nowhere else. */
function template(encode: (...fields: Bytes[]) => Bytes, sizes: readonly number[]): (...fields: Uint8Array[]) => Bytes {
  const marks = sizes.map((size, i) => new Uint8Array(size).fill(0xa1 + i));
  let rest = Buffer.from(encode(...marks));
  const pieces: Uint8Array[] = [];
  for (const mark of marks) {
    const at = rest.indexOf(mark);
    pieces.push(rest.subarray(0, at));
    rest = rest.subarray(at + mark.length);
  }
  return (...fields) => concat(...pieces.flatMap((piece, i) => [piece, fields[i] as Uint8Array]), rest);
}
