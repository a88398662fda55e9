// Writing XML: a template whose values are always escaped, so that no text can become markup, and as Canonical XML 1.0 (2.3) escapes them: a template
// that is in canonical form gives canonical octets, which can be signed as they are.
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
  for (let i = 0; i < values.length; i++) {
    const inAttribute = strings[i]?.endsWith('="') === true;
    markup += written(values[i], inAttribute) + strings[i + 1];
  }
  return { markup };
}

/** An element of this (prefixed) name with a text or markup inside; nothing at all when there is no value. */
export function optional(name: string, value: Value | Bytes): Markup | undefined {
  if (value === undefined) return undefined;
  return { markup: `<${name}>${value instanceof Uint8Array ? toHex(value) : written(value)}</${name}>` };
}

/** Attributes as they stand in a start tag, those without a value left out, in the order of canonical XML: declarations first, prefixed ones last. */
export function attributesOf(values: Readonly<Record<string, string | number | boolean | undefined>>): Markup {
  const place = (name: string) => `${name.startsWith('xmlns:') ? 0 : name.includes(':') ? 2 : 1}${name}`;
  const names = Object.keys(values).filter((name) => values[name] !== undefined);
  const sorted = names.toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
  return { markup: sorted.map((name) => ` ${name}="${written(String(values[name]), true)}"`).join('') };
}

/** A document: the XML declaration and the root. */
export function xmlDocument(root: Markup): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root.markup}`;
}

type Escapes = Readonly<Record<string, string>>;
const inText: Escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' };
const inAttributes: Escapes = { '&': '&amp;', '<': '&lt;', '"': '&quot;', '\t': '&#x9;', '\n': '&#xA;', '\r': '&#xD;' };

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML 1.0 (2.2) does not allow.
const forbidden = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

function written(value: Value, inAttribute = false): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'object') return 'markup' in value ? value.markup : value.map((part) => part.markup).join('');
  if (forbidden.test(value)) throw new EidError<XmlErrorCode>('xml.character');
  const escapes = inAttribute ? inAttributes : inText;
  return value.replace(/[&<>"\t\n\r]/g, (character) => escapes[character] ?? character);
}
