// Chip authentication, version 2, with ECDH: its protocols and the data of GENERAL AUTHENTICATE. TR-03110-3 A.4 and B.2.
import { type Bytes, concat } from '../../bytes/index.ts';
import { EidError } from '../../error/index.ts';
import { tlv } from '../../tlv/index.ts';
import { type CipherSuite, parseDynamicData, wrapDynamicData } from '../key-agreement/index.ts';

/**
 * `ca.refused`: the chip answers with an error status · `ca.malformed`: with something else than nonce and token · `ca.token-mismatch`: it
 * does not hold the key that its issuer signed · `ca.unsupported`: not a protocol that we speak.
 */
export type CaErrorCode = 'ca.refused' | 'ca.malformed' | 'ca.token-mismatch' | 'ca.unsupported';

/** By object identifier. @see TR-03110-3 A.1.1.2 */
export const chipAuthenticationProtocols: Readonly<Record<string, CipherSuite>> = {
  '0.4.0.127.0.7.2.2.3.2.2': 'AES-128',
  '0.4.0.127.0.7.2.2.3.2.3': 'AES-192',
  '0.4.0.127.0.7.2.2.3.2.4': 'AES-256',
};

export const nonceSize = 8;
const tokenSize = 8;

/** The chip's answer: its nonce r_PICC and token T_PICC, eight octets each. */
export interface ChipProof {
  readonly nonce: Bytes;
  readonly token: Bytes;
}

export function encodeTerminalKey(point: Bytes): Bytes {
  return tlv(0x80, point);
}

export function encodeProof({ nonce, token }: ChipProof): Bytes {
  return wrapDynamicData([concat(tlv(0x81, nonce), tlv(0x82, token))]);
}

/** Nonce and token of the answer; `ca.malformed` or a code of lib/tlv for anything else. */
export function parseProof(data: Bytes): ChipProof {
  const [nonce, token, ...others] = parseDynamicData(data);
  const whole = nonce?.tag === 0x81 && token?.tag === 0x82 && others.length === 0;
  if (!whole || nonce.value.length !== nonceSize || token.value.length !== tokenSize) throw new EidError<CaErrorCode>('ca.malformed');
  return { nonce: nonce.value, token: token.value };
}
