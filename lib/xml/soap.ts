// SOAP 1.1 envelopes: section 4 of the W3C note of 2000-05-08.
import { child, expectElement, onlyChild, optionalChild, type XmlElement } from './element.ts';
import { type Markup, xml, xmlDocument } from './markup.ts';

const soap = 'http://schemas.xmlsoap.org/soap/envelope/';

/** The header (if any) and the one element of the body. */
export interface SoapEnvelope {
  readonly header?: XmlElement;
  readonly body: XmlElement;
}

/** Takes an envelope apart; an `xml.*` error when it is none, or its body does not hold exactly one element. */
export function parseSoap(root: XmlElement): SoapEnvelope {
  expectElement(root, 'Envelope', soap);
  const header = optionalChild(root, 'Header');
  if (header !== undefined) expectElement(header, 'Header', soap);
  const body = child(root, 'Body');
  expectElement(body, 'Body', soap);
  return { ...(header && { header }), body: onlyChild(body) };
}

/** The document of an envelope. */
export function encodeSoap(body: Markup, header?: Markup): string {
  const before = header && xml`<soap:Header>${header}</soap:Header>`;
  return xmlDocument(xml`<soap:Envelope xmlns:soap="${soap}">${before}<soap:Body>${body}</soap:Body></soap:Envelope>`);
}
