// The envelope of every message between client and eID server: reverse HTTP binding for SOAP, TR-03112-7 2.6.
import { EidError } from '../error/index.ts';
import { encodeSoap, type Markup, optionalChild, parseSoap, textOf, type XmlElement, xml } from '../xml/index.ts';
import { ecard, iso, paosBinding, schemaInstance } from './namespaces.ts';

/** A message on its way: its own identifier (urn:uuid:…), the one it answers, and the one element of its body. */
export interface PaosEnvelope<Body> {
  readonly messageId?: string;
  readonly relatesTo?: string;
  readonly body: Body;
}

const addressing = 'http://www.w3.org/2005/03/addressing';
const replyTo = 'http://www.projectliberty.org/2006/02/role/paos';
const next = 'http://schemas.xmlsoap.org/soap/actor/next';

/** Headers of the client's POST; the answer has the same content type. */
export const paosContentType = 'application/vnd.paos+xml; charset=UTF-8';
export const paosHeaders = {
  'content-type': paosContentType,
  accept: 'text/html; application/vnd.paos+xml',
  paos: `ver="${paosBinding}"`,
} as const;

/** Takes an envelope apart. Header blocks are found by local name, so that any edition of WS-Addressing does. */
export function parsePaos(root: XmlElement): PaosEnvelope<XmlElement> {
  const { header, body } = parseSoap(root);
  const messageId = header && addressingText(header, 'MessageID');
  const relatesTo = header && addressingText(header, 'RelatesTo');
  return { ...(messageId !== undefined && { messageId }), ...(relatesTo !== undefined && { relatesTo }), body };
}

/** The document that a client posts. */
export function encodeClientPaos({ messageId, relatesTo, body }: PaosEnvelope<Markup>): string {
  return encodeSoap(
    body,
    xml`<paos:PAOS xmlns:paos="${paosBinding}" soap:mustUnderstand="1" soap:actor="${next}"><paos:Version>${paosBinding}</paos:Version><paos:EndpointReference><paos:Address>http://www.projectliberty.org/2006/01/role/paos</paos:Address><paos:MetaData><paos:ServiceType>http://www.bsi.bund.de/ecard/api/1.1/PAOS/GetNextCommand</paos:ServiceType></paos:MetaData></paos:EndpointReference></paos:PAOS>${addressingHeader(undefined, relatesTo, messageId)}`,
  );
}

/** The document that the server answers with. */
export function encodeServerPaos({ messageId, relatesTo, body }: PaosEnvelope<Markup>): string {
  return encodeSoap(body, addressingHeader('http://www.bsi.bund.de/ecard/api/1.0/PAOS/GetNextCommand', relatesTo, messageId));
}

/** A body element of ISO/IEC 24727 with the namespaces that its content needs. */
export function isoElement(name: string, content: Markup): Markup {
  return { markup: `<iso:${name} xmlns:iso="${iso}" xmlns="${iso}" xmlns:xsi="${schemaInstance}">${content.markup}</iso:${name}>` };
}

/** A body element of the eCard API. */
export function ecardElement(name: string, content: Markup): Markup {
  return { markup: `<ec:${name} xmlns:ec="${ecard}">${content.markup}</ec:${name}>` };
}

function addressingHeader(action: string | undefined, relatesTo: string | undefined, messageId: string | undefined): Markup {
  return xml`<wsa:ReplyTo xmlns:wsa="${addressing}"><wsa:Address>${replyTo}</wsa:Address></wsa:ReplyTo>${block('Action', action)}${block('RelatesTo', relatesTo)}${block('MessageID', messageId)}`;
}

function block(name: string, value: string | undefined): Markup | undefined {
  return value === undefined ? undefined : xml`<wsa:${name} xmlns:wsa="${addressing}">${value}</wsa:${name}>`;
}

function addressingText(header: XmlElement, name: string): string | undefined {
  const element = optionalChild(header, name);
  if (element === undefined) return undefined;
  const text = textOf(element).trim();
  if (text === '' || text.length > 200) throw new EidError('xml.value', { name });
  return text;
}
