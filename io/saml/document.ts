// SAML messages as documents: what is read at all.
import { bytes } from '../../lib/bytes/index.ts';
import { samlError } from '../../lib/saml/index.ts';
import type { XmlElement } from '../../lib/xml/index.ts';
import { parseXml, type XmlLimits } from '../xml/index.ts';

/** Octets of a message once it is inflated or decoded. */
export const largest = 256 * 1024;

const limits: XmlLimits = { size: largest, depth: 24, attributes: 24, elements: 2000 };

/**
 * The root element of a message. Comments are refused wherever they stand: software that splits a text at one reads another value than was signed.
 * Throws `XmlDocumentErrorCode` or `saml.binding` (`comment`).
 */
export function parseMessage(document: Uint8Array): XmlElement {
  const root = parseXml(document, limits);
  if (Buffer.from(document).includes('<!--')) throw samlError('saml.binding', 'comment');
  return root;
}

/** The same of a text. */
export function parseMessageText(text: string): XmlElement {
  return parseMessage(bytes(Buffer.from(text)));
}

/** Every element of a tree. */
export function everyElement(root: XmlElement): readonly XmlElement[] {
  return [root, ...root.children.flatMap(everyElement)];
}
