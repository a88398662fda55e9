// The frame that the EAC messages share: DIDAuthenticate and its response with protocol data of one type. TR-03112-4 3.6.3.
import { type Bytes, toHex } from '../bytes/index.ts';
import { EidError } from '../error/index.ts';
import {
  attribute,
  child,
  childText,
  encodeResult,
  expectElement,
  type Markup,
  optionalChild,
  optionalHex,
  parseResult,
  type Result,
  schemaType,
  type XmlElement,
  xml,
} from '../xml/index.ts';
import { type EacProtocol, eacProtocols, eidApplication, iso } from './namespaces.ts';
import { isoElement } from './paos.ts';
import type { EcardErrorCode } from './result.ts';

/** To whom a DIDAuthenticate speaks: the card's handle, and the name of the EAC protocol that answers repeat. */
export interface DidAddress {
  readonly slotHandle?: Bytes;
  readonly didName: string;
  readonly protocol: EacProtocol;
}

/** A response: with protocol data, or an error Result alone. */
export interface DidResponse<Output> {
  readonly protocol: EacProtocol;
  readonly result: Result;
  readonly output?: Output;
}

/** The frame of a request with data of this schema type, and the data. */
export function parseDidRequest(body: XmlElement, type: string): { readonly address: DidAddress; readonly data: XmlElement } {
  expectElement(body, 'DIDAuthenticate', iso);
  const connection = optionalChild(body, 'ConnectionHandle');
  const slotHandle = connection && optionalHex(connection, 'SlotHandle');
  const data = child(body, 'AuthenticationProtocolData');
  if (schemaType(data) !== type) throw new EidError<EcardErrorCode>('ecard.unexpected-message', { expected: type });
  return { address: { ...(slotHandle && { slotHandle }), didName: childText(body, 'DIDName'), protocol: protocolOf(data) }, data };
}

export function encodeDidRequest({ slotHandle, didName, protocol }: DidAddress, type: string, data: Markup): Markup {
  const handle = slotHandle && xml`<SlotHandle>${toHex(slotHandle)}</SlotHandle>`;
  return isoElement(
    'DIDAuthenticate',
    xml`<ConnectionHandle xsi:type="iso:ConnectionHandleType"><CardApplication>${toHex(eidApplication)}</CardApplication>${handle}</ConnectionHandle><DIDName>${didName}</DIDName><AuthenticationProtocolData Protocol="${protocol}" xsi:type="iso:${type}">${data}</AuthenticationProtocolData>`,
  );
}

/** A response whose data are of this type; `read` decodes them. An error Result needs none, and what comes with it is not read. */
export function parseDidResponse<Output>(body: XmlElement, type: string, read: (data: XmlElement) => Output): DidResponse<Output> {
  expectElement(body, 'DIDAuthenticateResponse', iso);
  const result = parseResult(body);
  const data = optionalChild(body, 'AuthenticationProtocolData');
  if (result.major === 'error') return { protocol: data ? protocolOf(data) : eacProtocols[0], result };
  if (data === undefined) throw new EidError('xml.missing', { name: 'AuthenticationProtocolData' });
  if (schemaType(data) !== type) throw new EidError<EcardErrorCode>('ecard.unexpected-message', { expected: type });
  return { protocol: protocolOf(data), result, output: read(data) };
}

export function encodeDidResponse({ protocol, result }: DidResponse<unknown>, type: string, data: Markup | undefined): Markup {
  const output =
    data && xml`<AuthenticationProtocolData Protocol="${protocol}" xsi:type="iso:${type}">${data}</AuthenticationProtocolData>`;
  return isoElement('DIDAuthenticateResponse', xml`${encodeResult(result)}${output}`);
}

function protocolOf(data: XmlElement): EacProtocol {
  const name = attribute(data, 'Protocol');
  const protocol = eacProtocols.find((known) => known === name);
  if (protocol === undefined) throw new EidError<EcardErrorCode>('ecard.value', { name: 'Protocol' });
  return protocol;
}
