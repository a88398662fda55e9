// What an authority signs: a body, the algorithm, and the signature over the body's octets. Certificates and revocation lists are such. RFC 5280 4.1.1, 5.1.1.
import { type Bytes, bytes } from '../bytes/index.ts';
import type { Signer } from '../crypto/index.ts';
import { asn1, bitString, content, parseBitString, sequence, TlvReader, tlv } from '../tlv/index.ts';
import { encodeSignatureAlgorithm, hashOfCurve, parseSignatureAlgorithm, type SignatureAlgorithm, signDer } from './signature.ts';

export interface Signed {
  /** The whole, as it came. */
  readonly raw: Bytes;
  /** The part that is signed. */
  readonly bodyRaw: Bytes;
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly signature: Bytes;
}

/** Signs with the hash of the signer's curve. @param encodeBody makes the body, which names the algorithm too */
export function encodeSigned(signer: Signer, encodeBody: (algorithm: Bytes) => Bytes): Bytes {
  const hash = hashOfCurve(signer.curve);
  const algorithm = encodeSignatureAlgorithm(hash);
  const bodyRaw = encodeBody(algorithm);
  return sequence(bodyRaw, algorithm, bitString(signDer(signer, hash, bodyRaw)));
}

/** @param parseBody is handed the body, and the content of the algorithm that the body has to repeat */
export function parseSigned<Body>(octets: Uint8Array, parseBody: (bodyRaw: Bytes, algorithm: Bytes) => Body): Signed & Body {
  const reader = new TlvReader(content(octets, asn1.sequence));
  const bodyRaw = tlv(asn1.sequence, reader.take(asn1.sequence));
  const algorithm = reader.take(asn1.sequence);
  const signature = parseBitString(reader.take(asn1.bitString));
  reader.end();
  const body = parseBody(bodyRaw, algorithm);
  return { raw: bytes(octets), bodyRaw, ...body, signatureAlgorithm: parseSignatureAlgorithm(algorithm), signature };
}
