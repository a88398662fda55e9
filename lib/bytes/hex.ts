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
  if (text.length % 2 !== 0) return undefined;
  const out = new Uint8Array(text.length / 2);
  for (let i = 0; i < out.length; i++) {
    const octet = digitAt(text, 2 * i) * 16 + digitAt(text, 2 * i + 1);
    if (Number.isNaN(octet)) return undefined;
    out[i] = octet;
  }
  return out;
}

/** Octets written as the standards print them: hex`7F4C 12 06 09`. Throws `TypeError` on anything else: a slip of the programmer. */
export function hex(strings: TemplateStringsArray, ...values: readonly Uint8Array[]): Bytes {
  const text = String.raw({ raw: strings.raw }, ...values.map(toHex)).replace(/\s+/g, '');
  const out = parseHex(text);
  if (out === undefined) throw new TypeError('not hexadecimal');
  return out;
}

// By code unit: slicing and parsing texts would cost more than the messages that are made of them.
function digitAt(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
  const letter = unit | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : Number.NaN;
}
