// Text as octets: UTF-8 (RFC 3629) and ISO 8859-1, since the pure ring has no TextEncoder.
import type { Bytes } from './bytes.ts';

/** UTF-8 of a text. A lone surrogate becomes U+FFFD, as in the WHATWG encoder. */
export function utf8(text: string): Bytes {
  const out: number[] = [];
  for (const character of text) {
    let point = character.codePointAt(0) as number;
    if (point >= 0xd800 && point <= 0xdfff) point = 0xfffd;
    if (point < 0x80) out.push(point);
    else if (point < 0x800) out.push(0xc0 | (point >> 6), 0x80 | (point & 0x3f));
    else if (point < 0x10000) out.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f));
    else out.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 0x3f), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f));
  }
  return Uint8Array.from(out);
}

/** Text of UTF-8 octets; `undefined` for anything not well-formed (overlong, surrogate, beyond U+10FFFF, cut short). */
export function parseUtf8(octets: Uint8Array): string | undefined {
  let text = '';
  for (let i = 0; i < octets.length; ) {
    const lead = octets[i] as number;
    const more = lead < 0x80 ? 0 : lead >= 0xc2 && lead < 0xe0 ? 1 : lead >= 0xe0 && lead < 0xf0 ? 2 : lead >= 0xf0 && lead < 0xf5 ? 3 : -1;
    if (more < 0 || i + more >= octets.length) return undefined;
    let point = more === 0 ? lead : lead & (0x3f >> more);
    for (let k = 1; k <= more; k++) {
      const next = octets[i + k] as number;
      if ((next & 0xc0) !== 0x80) return undefined;
      point = (point << 6) | (next & 0x3f);
    }
    const shortest = [0, 0x80, 0x800, 0x10000][more] as number;
    if (point < shortest || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return undefined;
    text += String.fromCodePoint(point);
    i += more + 1;
  }
  return text;
}

/** ISO 8859-1 of a text; `undefined` when a character lies beyond U+00FF. */
export function latin1(text: string): Bytes | undefined {
  const out = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0xff) return undefined;
    out[i] = unit;
  }
  return out;
}

/** Text of ISO 8859-1 octets. */
export function parseLatin1(octets: Uint8Array): string {
  let text = '';
  for (const octet of octets) text += String.fromCharCode(octet);
  return text;
}
