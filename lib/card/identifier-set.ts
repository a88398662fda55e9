// Blocking identifiers by the million: kept as the list has them, octets behind octets, with a table of where each begins. A set of texts would take a
// hundred octets for each, and seconds to make.
import type { Bytes } from '../bytes/index.ts';
import { EidError } from '../error/index.ts';
import { asn1 } from '../tlv/index.ts';
import type { CardErrorCode } from './error.ts';

/** Identifiers, each once. */
export interface IdentifierSet extends Iterable<Bytes> {
  readonly size: number;
  has(identifier: Uint8Array): boolean;
}

/** The longest identifier: what the short form of a length can say. */
const longest = 127;

/** The content of a SEQUENCE OF OCTET STRING with these. */
export function encodeIdentifiers(identifiers: Iterable<Uint8Array>): Bytes {
  // Gone through twice, which not everything that can be gone through likes.
  const all = Array.isArray(identifiers) ? (identifiers as readonly Uint8Array[]) : [...identifiers];
  let length = 0;
  for (const identifier of all) {
    if (identifier.length > longest) throw new RangeError('no identifier');
    length += 2 + identifier.length;
  }
  const content = new Uint8Array(length);
  let offset = 0;
  for (const identifier of all) {
    content[offset] = asn1.octetString;
    content[offset + 1] = identifier.length;
    content.set(identifier, offset + 2);
    offset += 2 + identifier.length;
  }
  return content;
}

/** The set of the content of a SEQUENCE OF OCTET STRING, which must not change any more; `card.malformed` when it is none. */
export function parseIdentifiers(content: Bytes): IdentifierSet {
  const count = countRecords(content);
  // Open addressing, half full at most: the place of an identifier follows from its first octets, which are those of a hash.
  const bits = Math.max(4, Math.ceil(Math.log2(count * 2 + 1)));
  const mask = 2 ** bits - 1;
  /** Where records begin, and one more, so that zero is a free place. */
  const table = new Uint32Array(2 ** bits);
  let size = 0;
  for (let start = 0; start < content.length; start = end(start)) {
    const place = find(content, start + 2, end(start));
    if (table[place] !== 0) continue;
    table[place] = start + 1;
    size++;
  }

  function end(start: number): number {
    return start + 2 + (content[start + 1] as number);
  }

  /** The place of these octets: where they are, or would be. */
  function find(octets: Uint8Array, from: number, to: number): number {
    let hash = to - from;
    for (let i = from; i < to && i < from + 8; i++) hash = Math.imul(hash ^ (octets[i] as number), 0x01000193);
    let place = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const entry = table[place] as number;
      if (entry === 0 || isAt(entry - 1, octets, from, to)) return place;
      place = (place + 1) & mask;
    }
  }

  function isAt(start: number, octets: Uint8Array, from: number, to: number): boolean {
    if (content[start + 1] !== to - from) return false;
    for (let i = from, j = start + 2; i < to; i++, j++) if (octets[i] !== content[j]) return false;
    return true;
  }

  return {
    size,
    has: (identifier) => table[find(identifier, 0, identifier.length)] !== 0,
    *[Symbol.iterator]() {
      for (let start = 0; start < content.length; start = end(start)) {
        // What stands in the list twice is found where it stood first.
        if (table[find(content, start + 2, end(start))] === start + 1) yield content.slice(start + 2, end(start));
      }
    },
  };
}

/** Several sets as one. An identifier of one sector is in no other. */
export function union(sets: readonly IdentifierSet[]): IdentifierSet {
  return {
    size: sets.reduce((sum, { size }) => sum + size, 0),
    has: (identifier) => sets.some((set) => set.has(identifier)),
    *[Symbol.iterator]() {
      for (const set of sets) yield* set;
    },
  };
}

function countRecords(content: Bytes): number {
  let count = 0;
  let start = 0;
  for (; start < content.length; count++) {
    const length = content[start + 1];
    if (content[start] !== asn1.octetString || length === undefined || length > longest) break;
    start += 2 + length;
  }
  if (start !== content.length) throw new EidError<CardErrorCode>('card.malformed', { file: 'block list' });
  return count;
}
