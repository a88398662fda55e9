// Octets as base64 and back: RFC 4648 4, since the pure ring has neither Buffer nor btoa.
import type { Bytes } from './bytes.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** On one line, padded. */
export function toBase64(octets: Uint8Array): string {
  let text = '';
  for (let i = 0; i < octets.length; i += 3) {
    const [first = 0, second = 0, third = 0] = octets.subarray(i, i + 3);
    const group = (first << 16) | (second << 8) | third;
    for (const shift of [18, 12, 6, 0]) text += alphabet[(group >> shift) & 63];
  }
  const missing = (3 - (octets.length % 3)) % 3;
  return text.slice(0, text.length - missing) + '='.repeat(missing);
}

/** Octets of padded base64, white space between the letters aside; `undefined` for anything else. */
export function parseBase64(text: string): Bytes | undefined {
  const letters = text.replace(/[ \t\r\n]/g, '');
  if (letters.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(letters)) return undefined;
  const digits = letters.replace(/=+$/, '');
  const octets = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let bits = 0;
  let group = 0;
  let length = 0;
  for (const digit of digits) {
    group = ((group << 6) | alphabet.indexOf(digit)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    octets[length++] = (group >> bits) & 0xff;
  }
  // One spelling per value: what is left over of the last letter is nothing.
  return (group & ((1 << bits) - 1)) === 0 ? octets : undefined;
}
