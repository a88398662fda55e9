// BER-TLV data objects with definite lengths, in the shortest form only: ISO 7816-4 5.2.2, X.690 8.1 and 10.1.
import { type Bytes, bytes, concat } from '../bytes/index.ts';
import { EidError } from '../error/index.ts';

/** What a decoder of this package may throw: `tlv.malformed` for octets, `tlv.unexpected` for a well-formed but unwanted object. */
export type TlvErrorCode = 'tlv.malformed' | 'tlv.unexpected';

/** A data object: `tag` holds the tag octets as one number (0x7F4C), `value` the content octets. */
export interface Tlv {
  readonly tag: number;
  readonly value: Bytes;
}

/** Encodes one data object; several values are joined. */
export function tlv(tag: number, ...value: readonly Uint8Array[]): Bytes {
  const content = concat(...value);
  return concat(encodeTag(tag), encodeLength(content.length), content);
}

/** The data objects of a template, in order. Throws `tlv.malformed` when octets are left over. */
export function parseTlvs(octets: Uint8Array): readonly Tlv[] {
  const found: Tlv[] = [];
  for (let offset = 0; offset < octets.length; ) {
    const { object, end } = read(octets, offset);
    found.push(object);
    offset = end;
  }
  return found;
}

/** Exactly one data object, of this tag when one is given. Throws `tlv.malformed` or `tlv.unexpected`. */
export function parseTlv(octets: Uint8Array, tag?: number): Tlv {
  const { object, end } = read(octets, 0);
  if (end !== octets.length) throw malformed(end);
  if (tag !== undefined && object.tag !== tag) throw unexpected(object.tag);
  return object;
}

/** The first data object and the octets behind it; for streams of objects such as files read in pieces. */
export function takeTlv(octets: Uint8Array): { readonly object: Tlv; readonly rest: Bytes } {
  const { object, end } = read(octets, 0);
  return { object, rest: bytes(octets.subarray(end)) };
}

/** Whether the tag names a constructed object (bit 6 of its first octet). */
export function isConstructed(tag: number): boolean {
  return ((encodeTag(tag)[0] as number) & 0x20) !== 0;
}

/**
 * Takes data objects one by one in the order that a structure prescribes: strict, nothing skipped, nothing doubled, nothing left.
 * `take` wants the tag next, `maybe` takes it when it is next, `end` wants that nothing is left.
 */
export class TlvReader {
  readonly #objects: readonly Tlv[];
  #next = 0;

  constructor(octets: Uint8Array) {
    this.#objects = parseTlvs(octets);
  }

  /** The tag of the next object; `undefined` at the end. */
  get nextTag(): number | undefined {
    return this.#objects[this.#next]?.tag;
  }

  /** The value of the next object, which must carry this tag; else `tlv.unexpected`. */
  take(tag: number): Bytes {
    const value = this.maybe(tag);
    if (value === undefined) throw unexpected(this.nextTag);
    return value;
  }

  /** The value of the next object if it carries this tag. */
  maybe(tag: number): Bytes | undefined {
    const object = this.#objects[this.#next];
    if (object?.tag !== tag) return undefined;
    this.#next++;
    return object.value;
  }

  /** The next object, whatever its tag; `tlv.unexpected` at the end. */
  any(): Tlv {
    const object = this.#objects[this.#next];
    if (object === undefined) throw unexpected(undefined);
    this.#next++;
    return object;
  }

  /** Throws `tlv.unexpected` unless everything was taken. */
  end(): void {
    if (this.#next !== this.#objects.length) throw unexpected(this.nextTag);
  }
}

function encodeTag(tag: number): Bytes {
  const octets: number[] = [];
  for (let rest = tag; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  if (octets.length === 0) octets.push(0);
  return Uint8Array.from(octets);
}

function encodeLength(length: number): Bytes {
  if (length < 0x80) return Uint8Array.of(length);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return Uint8Array.of(0x80 | octets.length, ...octets);
}

function read(octets: Uint8Array, start: number): { object: Tlv; end: number } {
  let offset = start;
  const first = at(octets, offset++);
  let tag = first;
  if ((first & 0x1f) === 0x1f) {
    let octet: number;
    let count = 0;
    do {
      octet = at(octets, offset++);
      if (count === 0 && (octet === 0x80 || octet < 0x1f)) throw malformed(offset);
      if (++count > 2) throw malformed(offset);
      tag = tag * 256 + octet;
    } while (octet & 0x80);
  }
  let length = at(octets, offset++);
  if (length >= 0x80) {
    const size = length & 0x7f;
    if (size === 0 || size > 4) throw malformed(offset);
    length = 0;
    for (let i = 0; i < size; i++) length = length * 256 + at(octets, offset++);
    if (encodeLength(length).length !== size + 1) throw malformed(offset);
  }
  const end = offset + length;
  if (end > octets.length) throw malformed(offset);
  return { object: { tag, value: bytes(octets.subarray(offset, end)) }, end };
}

function at(octets: Uint8Array, offset: number): number {
  const octet = octets[offset];
  if (octet === undefined) throw malformed(offset);
  return octet;
}

function malformed(offset: number): EidError<TlvErrorCode> {
  return new EidError<TlvErrorCode>('tlv.malformed', { offset });
}

function unexpected(tag: number | undefined): EidError<TlvErrorCode> {
  return new EidError<TlvErrorCode>('tlv.unexpected', tag === undefined ? {} : { tag: tag.toString(16).toUpperCase() });
}
