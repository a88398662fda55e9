export { parseBase64, toBase64 } from './base64.ts';
export { type Bytes, bytes, concat, equal, fromUnsigned, toUnsigned, unmoved, xor } from './bytes.ts';
export { hex, parseHex, toHex } from './hex.ts';
export { latin1, parseLatin1, parseUtf8, utf8 } from './text.ts';
