// Octets: the one type that protocol code passes around, and the few operations it needs.

/** Octets that own their buffer. Never `Buffer`, never a hex string. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** Copies any octet view (a `Buffer`, a slice of a pool) into `Bytes` of its own. */
export function bytes(source: ArrayLike<number>): Bytes {
  return new Uint8Array(source);
}

/**
 * Copies octets into memory of their own that no garbage collector moves: of small arrays it leaves copies behind, and whoever wipes the array then wipes
 * only the last of them. For secrets that are wiped; zeros follow up to `size`.
 */
export function unmoved(source: ArrayLike<number>, size = source.length): Bytes {
  const copy = new Uint8Array(new ArrayBuffer(size));
  copy.set(source);
  return copy;
}

/** Joins octet strings in order. */
export function concat(...parts: readonly Uint8Array[]): Bytes {
  let length = 0;
  for (const part of parts) length += part.length;
  const joined = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/**
 * Compares two octet strings in a time that depends on their lengths only.
 * Lengths are public; contents are not.
 */
export function equal(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  let difference = 0;
  for (let i = 0; i < left.length; i++) difference |= (left[i] as number) ^ (right[i] as number);
  return difference === 0;
}

/** Exclusive or of two octet strings of one length. */
export function xor(left: Uint8Array, right: Uint8Array): Bytes {
  if (left.length !== right.length) throw new RangeError('xor needs two octet strings of one length');
  return Uint8Array.from(left, (octet, i) => octet ^ (right[i] as number));
}

/** Big-endian unsigned integer (I2OS) in exactly `size` octets; throws `RangeError` when it does not fit. */
export function fromUnsigned(value: bigint, size: number): Bytes {
  if (value < 0n || value >> BigInt(size * 8) !== 0n) throw new RangeError(`integer does not fit ${size} octets`);
  const out = new Uint8Array(size);
  for (let i = size - 1, rest = value; i >= 0; i--, rest >>= 8n) out[i] = Number(rest & 0xffn);
  return out;
}

/** Big-endian octets as an unsigned integer (OS2I); the empty string is 0. */
export function toUnsigned(octets: Uint8Array): bigint {
  let value = 0n;
  for (const octet of octets) value = (value << 8n) | BigInt(octet);
  return value;
}
