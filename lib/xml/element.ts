// An XML element as a plain value, and the strict questions that message decoders ask of it. `io/xml` makes the tree.
import { type Bytes, parseHex } from '../bytes/index.ts';
import { EidError } from '../error/index.ts';

/**
 * What a decoder over a tree may throw: an element is `xml.missing`, `xml.doubled` or `xml.unexpected`, or its text is no such
 * value (`xml.value`).
 */
export type XmlErrorCode = 'xml.missing' | 'xml.doubled' | 'xml.unexpected' | 'xml.value' | 'xml.character';

/** One element: local name, namespace URI ('' for none), attributes, child elements, and its own character data joined. */
export interface XmlElement {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  readonly text: string;
}

export interface XmlAttribute {
  readonly name: string;
  readonly namespace: string;
  readonly value: string;
}

const schemaInstance = 'http://www.w3.org/2001/XMLSchema-instance';

/** Throws `xml.unexpected` unless the element has this local name and one of these namespaces. */
export function expectElement(element: XmlElement, name: string, ...namespaces: readonly string[]): void {
  if (element.name !== name || !namespaces.includes(element.namespace)) throw new EidError<XmlErrorCode>('xml.unexpected', { name });
}

/** The only child of this local name; `xml.missing` or `xml.doubled` otherwise. Children are found by local name, as peers do. */
export function child(element: XmlElement, name: string): XmlElement {
  const found = optionalChild(element, name);
  if (found === undefined) throw new EidError<XmlErrorCode>('xml.missing', { name });
  return found;
}

/** The child of this local name, if there is one; two are `xml.doubled`. */
export function optionalChild(element: XmlElement, name: string): XmlElement | undefined {
  const [first, second] = children(element, name);
  if (second !== undefined) throw new EidError<XmlErrorCode>('xml.doubled', { name });
  return first;
}

/**
 * Throws `xml.unexpected` unless the children are of this namespace, with these names, in this order, as a sequence of a schema wants it; which of them
 * must be there, and how often, is asked by others.
 */
export function expectSequence(element: XmlElement, namespace: string, names: readonly string[]): void {
  let reached = 0;
  for (const { name, namespace: own } of element.children) {
    const place = own === namespace ? names.indexOf(name) : -1;
    if (place < reached) throw new EidError<XmlErrorCode>('xml.unexpected', { name });
    reached = place;
  }
}

/** All children of this local name, in order. */
export function children(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((candidate) => candidate.name === name);
}

/** The only child element, whatever its name. */
export function onlyChild(element: XmlElement): XmlElement {
  const [first, second] = element.children;
  if (first === undefined) throw new EidError<XmlErrorCode>('xml.missing', { name: element.name });
  if (second !== undefined) throw new EidError<XmlErrorCode>('xml.doubled', { name: second.name });
  return first;
}

/** The text of an element that holds nothing but text, exactly as written. */
export function textOf(element: XmlElement): string {
  if (element.children.length > 0) throw new EidError<XmlErrorCode>('xml.unexpected', { name: element.name });
  return element.text;
}

/** The text of the only child of this name, without white space around it. */
export function childText(element: XmlElement, name: string): string {
  return textOf(child(element, name)).trim();
}

/** The same of a child that may be absent. */
export function optionalText(element: XmlElement, name: string): string | undefined {
  const found = optionalChild(element, name);
  return found && textOf(found).trim();
}

/** Octets of an element's hexBinary text; `xml.value` when it is none. An empty text is no octets. */
function hexOf(element: XmlElement): Bytes {
  const octets = parseHex(textOf(element).trim());
  if (octets === undefined) throw new EidError<XmlErrorCode>('xml.value', { name: element.name });
  return octets;
}

/** Octets of the only child of this name, at least one of them. */
export function childHex(element: XmlElement, name: string): Bytes {
  return nonEmpty(child(element, name));
}

/** The same of a child that may be absent. */
export function optionalHex(element: XmlElement, name: string): Bytes | undefined {
  const found = optionalChild(element, name);
  return found && nonEmpty(found);
}

/** The octets of each child of this name. */
export function childrenHex(element: XmlElement, name: string): readonly Bytes[] {
  return children(element, name).map(nonEmpty);
}

/** A non-negative integer of at most nine digits in the only child of this name; else `xml.value`. */
export function childInteger(element: XmlElement, name: string): number {
  const text = childText(element, name);
  if (!/^\d{1,9}$/.test(text)) throw new EidError<XmlErrorCode>('xml.value', { name });
  return Number(text);
}

/** The local part of the element's `xsi:type`; `undefined` when it has none. */
export function schemaType(element: XmlElement): string | undefined {
  const type = element.attributes.find((attribute) => attribute.name === 'type' && attribute.namespace === schemaInstance);
  return type?.value.slice(type.value.indexOf(':') + 1).trim();
}

/** An attribute without namespace. */
export function attribute(element: XmlElement, name: string): string | undefined {
  return element.attributes.find((candidate) => candidate.name === name && candidate.namespace === '')?.value;
}

function nonEmpty(element: XmlElement): Bytes {
  const octets = hexOf(element);
  if (octets.length === 0) throw new EidError<XmlErrorCode>('xml.value', { name: element.name });
  return octets;
}
