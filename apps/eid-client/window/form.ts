// A form's answer, read without ever making a text of what was typed into it: texts stay in memory until nobody knows when, octets are wiped.
import type { IncomingMessage } from 'node:http';
import type { Context } from 'hono';
import { EidError } from '../../../lib/error/index.ts';
import type { ClientErrorCode } from '../failure.ts';

/** Octets of a form. */
const largest = 16 * 1024;

export interface Form extends Disposable {
  /** All values of a field that is no secret. */
  readonly text: (name: string) => readonly string[];
  /** The first value of a field as its octets; they are wiped with the form. */
  readonly octets: (name: string) => Uint8Array | undefined;
}

/** Reads the body of a POST. Throws `request.not-allowed` when it is too large. Whatever held it is wiped at the end, as far as it is ours. */
export async function readForm(c: Context): Promise<Form> {
  const { incoming } = c.env as { incoming: IncomingMessage };
  const parts: Buffer[] = [];
  for await (const part of incoming as AsyncIterable<Buffer>) {
    parts.push(part);
    if (parts.reduce((size, { length }) => size + length, 0) > largest) throw new EidError<ClientErrorCode>('request.not-allowed');
  }
  const body = Buffer.from(new ArrayBuffer(parts.reduce((size, { length }) => size + length, 0)));
  parts.reduce((at, part) => at + part.copy(body, at), 0);
  for (const part of parts) part.fill(0);
  return parseForm(body);
}

const [ampersand, equals, percent, plus, space] = [0x26, 0x3d, 0x25, 0x2b, 0x20];

/** application/x-www-form-urlencoded. The body is wiped with the form. */
export function parseForm(body: Buffer): Form {
  const fields: { readonly name: string; readonly value: Buffer }[] = [];
  for (let from = 0; from < body.length; ) {
    const found = body.indexOf(ampersand, from);
    const pair = body.subarray(from, found < 0 ? body.length : found);
    const middle = pair.indexOf(equals);
    const name = unescaped(middle < 0 ? pair : pair.subarray(0, middle)).toString('utf8');
    fields.push({ name, value: unescaped(middle < 0 ? pair.subarray(pair.length) : pair.subarray(middle + 1)) });
    from += pair.length + 1;
  }
  const valuesOf = (wanted: string) => fields.filter(({ name }) => name === wanted).map(({ value }) => value);
  return {
    text: (name) => valuesOf(name).map((value) => value.toString('utf8')),
    octets: (name) => valuesOf(name)[0],
    [Symbol.dispose]() {
      body.fill(0);
      for (const { value } of fields) value.fill(0);
    },
  };
}

/** A copy with each `+` a space and each `%XX` its octet; a percent sign that begins none stays. */
function unescaped(text: Buffer): Buffer {
  const result = Buffer.from(new ArrayBuffer(text.length));
  let size = 0;
  for (let i = 0; i < text.length; i++) {
    const octet = text[i] as number;
    const high = octet === percent ? digit(text[i + 1]) : undefined;
    const low = high === undefined ? undefined : digit(text[i + 2]);
    if (high !== undefined && low !== undefined) i += 2;
    result[size++] = high !== undefined && low !== undefined ? high * 16 + low : octet === plus ? space : octet;
  }
  return result.subarray(0, size);
}

/** The value of a hexadecimal digit. */
function digit(octet: number | undefined): number | undefined {
  if (octet === undefined) return undefined;
  if (octet >= 0x30 && octet <= 0x39) return octet - 0x30;
  const letter = octet | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : undefined;
}
