// XML from outside into the tree of lib/xml: strict, with namespaces, and without everything that makes XML dangerous.
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { EidError } from '../../lib/error/index.ts';
import type { XmlAttribute, XmlElement } from '../../lib/xml/index.ts';

/**
 * Why a document is refused: not well-formed (`xml.malformed`), a document type, processing instruction or XInclude
 * (`xml.forbidden`), or beyond a limit (`xml.too-large`).
 */
export type XmlDocumentErrorCode = 'xml.malformed' | 'xml.forbidden' | 'xml.too-large';

export interface XmlLimits {
  /** Octets of the document. */
  readonly size: number;
  /** Elements inside each other. */
  readonly depth: number;
  /** Attributes and namespace declarations of one element. */
  readonly attributes: number;
  /** Elements in all. */
  readonly elements: number;
}

/** Enough for any message of TR-03112 and TR-03130 with all data groups of a card. */
const messageLimits: XmlLimits = { size: 128 * 1024, depth: 24, attributes: 16, elements: 2000 };

interface Open {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: XmlElement[];
  text: string;
}

const xinclude = 'http://www.w3.org/2001/XInclude';
const namespaceDeclaration = 'http://www.w3.org/2000/xmlns/';
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The root element of a UTF-8 document. Throws `EidError` of `XmlDocumentErrorCode`; refuses at the first bad octet, without reading on. */
export function parseXml(document: Uint8Array, limits: XmlLimits = messageLimits): XmlElement {
  if (document.length > limits.size) throw refused('xml.too-large');
  const text = decode(document);
  const parser = new SaxesParser({ xmlns: true, fragment: false });
  const open: Open[] = [];
  let root: XmlElement | undefined;
  let elements = 0;
  let attributes = 0;

  parser.on('doctype', () => {
    throw refused('xml.forbidden');
  });
  parser.on('processinginstruction', () => {
    throw refused('xml.forbidden');
  });
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8') throw refused('xml.forbidden');
  });
  parser.on('error', () => {
    throw refused('xml.malformed');
  });
  parser.on('opentagstart', () => {
    attributes = 0;
    if (++elements > limits.elements || open.length >= limits.depth) throw refused('xml.too-large');
  });
  parser.on('attribute', () => {
    if (++attributes > limits.attributes) throw refused('xml.too-large');
  });
  parser.on('opentag', (tag) => {
    if (tag.uri === xinclude) throw refused('xml.forbidden');
    open.push({ name: tag.local, namespace: tag.uri, attributes: attributesOf(tag), children: [], text: '' });
  });
  const characters = (data: string) => {
    const top = open.at(-1);
    if (top !== undefined) top.text += data;
  };
  parser.on('text', characters);
  parser.on('cdata', characters);
  parser.on('closetag', () => {
    const element = open.pop() as Open;
    const parent = open.at(-1);
    if (parent === undefined) root = element;
    else parent.children.push(element);
  });

  parser.write(text).close();
  if (root === undefined) throw refused('xml.malformed');
  return root;
}

function decode(document: Uint8Array): string {
  try {
    return utf8.decode(document);
  } catch {
    throw refused('xml.malformed');
  }
}

function attributesOf(tag: SaxesTagNS): readonly XmlAttribute[] {
  const found: XmlAttribute[] = [];
  for (const { local, uri, value } of Object.values(tag.attributes)) {
    if (uri !== namespaceDeclaration) found.push({ name: local, namespace: uri, value });
  }
  return found;
}

function refused(code: XmlDocumentErrorCode): EidError<XmlDocumentErrorCode> {
  return new EidError<XmlDocumentErrorCode>(code);
}
