// The TC token: where the client finds the eID server, with which key, and where the browser goes afterwards. TR-03124-1 2.4.
import { type Bytes, parseHex, toHex } from '../bytes/index.ts';
import { EidError } from '../error/index.ts';
import { expectElement, type Markup, optional, optionalChild, optionalText, type XmlElement, xml, xmlDocument } from '../xml/index.ts';
import { paosBinding } from './namespaces.ts';
import type { EcardErrorCode } from './result.ts';

/**
 * A token as its server wrote it. Only its form is certain: what each address or key is worth is for the client to judge one by one,
 * because each fault ends at another place (TR-03124-1 2.5.4).
 */
export interface TcToken {
  readonly serverAddress: string;
  readonly sessionIdentifier: string;
  readonly refreshAddress: string;
  readonly communicationErrorAddress?: string;
  readonly binding: string;
  readonly pathSecurityProtocol?: string;
  /** Hexadecimal text; absent for an attached server. */
  readonly psk?: string;
}

/** The error form: the service could not make a session. */
export interface TcTokenError {
  readonly communicationErrorAddress: string;
}

/** Of an attached eID server: PAOS goes over the TLS session over which the token came. */
export type AttachedChannel = Pick<TrustedChannel, 'serverAddress' | 'sessionIdentifier'>;

/** What the PAOS connection needs of a token. */
export interface TrustedChannel {
  readonly serverAddress: string;
  readonly sessionIdentifier: string;
  readonly psk: Bytes;
}

export const tcTokenContentType = 'text/xml; charset=utf-8';
const pathSecurity = 'urn:ietf:rfc:4279';

/** A token or its error form; an `xml.*` error when elements are missing or doubled. Elements that are empty count as absent. */
export function parseTcToken(root: XmlElement): TcToken | TcTokenError {
  expectElement(root, 'TCTokenType', '');
  const text = (name: string) => optionalText(root, name) || undefined;
  const serverAddress = text('ServerAddress');
  const sessionIdentifier = text('SessionIdentifier');
  const refreshAddress = text('RefreshAddress');
  const communicationErrorAddress = text('CommunicationErrorAddress');
  if (refreshAddress === undefined && sessionIdentifier === undefined && communicationErrorAddress !== undefined) {
    return { communicationErrorAddress };
  }
  if (refreshAddress === undefined) throw new EidError('xml.missing', { name: 'RefreshAddress' });
  const pathSecurityProtocol = text('PathSecurity-Protocol');
  const parameters = optionalChild(root, 'PathSecurity-Parameters');
  const psk = (parameters && optionalText(parameters, 'PSK')) || undefined;
  return {
    serverAddress: serverAddress ?? '',
    sessionIdentifier: sessionIdentifier ?? '',
    refreshAddress,
    binding: text('Binding') ?? '',
    ...(communicationErrorAddress !== undefined && { communicationErrorAddress }),
    ...(pathSecurityProtocol !== undefined && { pathSecurityProtocol }),
    ...(psk !== undefined && { psk }),
  };
}

/**
 * The channel of a detached token, or `ecard.channel` with the name of the element at fault: an https address, an identifier, the PAOS
 * binding, RFC 4279, and a key of 16 octets or more in whole hexadecimal octets. The client ends then with trustedChannelEstablishmentFailed.
 */
export function trustedChannel(token: TcToken): TrustedChannel {
  const { serverAddress, sessionIdentifier } = checkedChannel(token);
  if (token.pathSecurityProtocol !== pathSecurity) throw unusable('PathSecurity-Protocol');
  const psk = token.psk === undefined ? undefined : parseHex(token.psk);
  if (psk === undefined || psk.length < 16) throw unusable('PSK');
  return { serverAddress, sessionIdentifier, psk };
}

/**
 * The channel of an attached token, which has no PSK; `undefined` for a token that has one. Throws `ecard.channel` as `trustedChannel` does. That the
 * server is the one of the token, the client sees at its TLS session.
 */
export function attachedChannel(token: TcToken): AttachedChannel | undefined {
  if (token.psk !== undefined) return undefined;
  if (token.pathSecurityProtocol !== undefined && token.pathSecurityProtocol !== pathSecurity) throw unusable('PathSecurity-Protocol');
  return checkedChannel(token);
}

function checkedChannel({ serverAddress, sessionIdentifier, binding }: TcToken): AttachedChannel {
  if (!/^https:\/\/[^\s/]+/.test(serverAddress)) throw unusable('ServerAddress');
  if (sessionIdentifier === '' || sessionIdentifier.length > 256) throw unusable('SessionIdentifier');
  if (binding !== paosBinding) throw unusable('Binding');
  return { serverAddress, sessionIdentifier };
}

/** The document of a token: a detached one with the key, an attached one without. */
export function encodeTcToken(
  token: (TrustedChannel | AttachedChannel) & { readonly refreshAddress: string; readonly communicationErrorAddress?: string },
): string {
  const path =
    'psk' in token &&
    xml`<PathSecurity-Protocol>${pathSecurity}</PathSecurity-Protocol><PathSecurity-Parameters><PSK>${toHex(token.psk).toUpperCase()}</PSK></PathSecurity-Parameters>`;
  return xmlDocument(
    xml`<TCTokenType><ServerAddress>${token.serverAddress}</ServerAddress><SessionIdentifier>${token.sessionIdentifier}</SessionIdentifier><RefreshAddress>${token.refreshAddress}</RefreshAddress>${optional('CommunicationErrorAddress', token.communicationErrorAddress)}<Binding>${paosBinding}</Binding>${path || undefined}</TCTokenType>`,
  );
}

/** The document of the error form. */
export function encodeTcTokenError({ communicationErrorAddress }: TcTokenError): string {
  const address: Markup = xml`<CommunicationErrorAddress>${communicationErrorAddress}</CommunicationErrorAddress>`;
  return xmlDocument(xml`<TCTokenType>${address}</TCTokenType>`);
}

function unusable(element: string): EidError<EcardErrorCode> {
  return new EidError<EcardErrorCode>('ecard.channel', { element });
}
