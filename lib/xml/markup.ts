// Writing XML: a template whose values are always escaped, so that no text can become markup.
import { type Bytes, toHex } from '../bytes/index.ts';
import { EidError } from '../error/index.ts';
import type { XmlErrorCode } from './element.ts';

/** Well-formed markup. Only `xml` makes one. */
export interface Markup {
  readonly markup: string;
}

type Value = string | number | Markup | readonly Markup[] | undefined;

/**
 * Markup of a template: texts and numbers are escaped, markup goes in as it is, `undefined` is nothing.
 * Throws `xml.character` for a text with a character that XML 1.0 cannot carry.
 */
export function xml(strings: TemplateStringsArray, ...values: readonly Value[]): Markup {
  let markup = strings[0] as string;
  for (let i = 0; i < values.length; i++) markup += written(values[i]) + strings[i + 1];
  return { markup };
}

/** An element of this (prefixed) name with a text or markup inside; nothing at all when there is no value. */
export function optional(name: string, value: Value | Bytes): Markup | undefined {
  if (value === undefined) return undefined;
  return { markup: `<${name}>${value instanceof Uint8Array ? toHex(value) : written(value)}</${name}>` };
}

/** A document: the XML declaration and the root. */
export function xmlDocument(root: Markup): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root.markup}`;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' };

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML 1.0 (2.2) does not allow.
const forbidden = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

function written(value: Value): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'object') return 'markup' in value ? value.markup : value.map((part) => part.markup).join('');
  if (forbidden.test(value)) throw new EidError<XmlErrorCode>('xml.character');
  return value.replace(/[&<>"\r]/g, (character) => escapes[character] as string);
}
