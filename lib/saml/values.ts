// Values that every message has: identifiers, instants, yes and no. SAML Core 1.3.
import { EidError } from '../error/index.ts';
import { attribute, type XmlElement, type XmlErrorCode } from '../xml/index.ts';

/** An attribute that must be there; `xml.missing` otherwise. */
export function required(element: XmlElement, name: string): string {
  const value = attribute(element, name);
  if (value === undefined || value === '') throw new EidError<XmlErrorCode>('xml.missing', { name });
  return value;
}

/** An identifier: letters, digits, `_`, `-` and `.`, up to 256 of them. The guideline's own examples begin with a digit, as XML does not want it. */
export function identifier(element: XmlElement, name: string): string {
  const value = required(element, name);
  if (!/^[\w.-]{1,256}$/.test(value)) throw new EidError<XmlErrorCode>('xml.value', { name });
  return value;
}

const instantForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z?$/;

/** Milliseconds since 1970 of an xs:dateTime, which SAML wants in UTC. */
export function instant(element: XmlElement, name: string): number {
  const text = required(element, name);
  const milliseconds = instantForm.test(text) ? Date.parse(text.endsWith('Z') ? text : `${text}Z`) : Number.NaN;
  if (Number.isNaN(milliseconds)) throw new EidError<XmlErrorCode>('xml.value', { name });
  return milliseconds;
}

/** The same in whole seconds, as text. */
export function instantText(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}

const booleans: Readonly<Record<string, boolean>> = { true: true, '1': true, false: false, '0': false };

/** An xs:boolean; `fallback` when it is absent. */
export function flag(text: string | undefined, name: string, fallback: boolean): boolean {
  if (text === undefined) return fallback;
  const value = Object.hasOwn(booleans, text.trim()) ? booleans[text.trim()] : undefined;
  if (value === undefined) throw new EidError<XmlErrorCode>('xml.value', { name });
  return value;
}
