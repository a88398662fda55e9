// Hexadecimal text, for edges, traces and tests only.
import type { Bytes } from './bytes.ts';

const digits = '0123456789abcdef';

/** Lower-case hexadecimal, two digits an octet. */
export function toHex(octets: Uint8Array): string {
  let text = '';
  for (const octet of octets) text += (digits[octet >> 4] as string) + (digits[octet & 15] as string);
  return text;
}

/** Octets of hexadecimal text (either case, nothing else in it); `undefined` when it is not that. */
export function parseHex(text: string): Bytes | undefined {
  if (text.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(text)) return undefined;
  const out = new Uint8Array(text.length / 2);
  for (let i = 0; i < out.length; i++) out[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return out;
}

/** Octets written as the standards print them: hex`7F4C 12 06 09`. Throws `TypeError` on anything else: a slip of the programmer. */
export function hex(strings: TemplateStringsArray, ...values: readonly Uint8Array[]): Bytes {
  const text = String.raw({ raw: strings.raw }, ...values.map(toHex)).replace(/\s+/g, '');
  const out = parseHex(text);
  if (out === undefined) throw new TypeError('not hexadecimal');
  return out;
}
