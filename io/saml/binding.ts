// How messages travel through the browser: in the address, signed beside it (SAML Bindings 3.4), or in a form, signed inside (3.5).
import { X509Certificate } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { type Bytes, parseBase64 } from '../../lib/bytes/index.ts';
import { samlError } from '../../lib/saml/index.ts';
import { child, type Markup, textOf, type XmlElement } from '../../lib/xml/index.ts';
import { algorithmFor, isSignature, isSignedBy, signatureAlgorithms, signOctets } from '../xml-signature/index.ts';
import { everyElement, largest, parseMessage } from './document.ts';
import { type Signing, verifyEnveloped } from './enveloped.ts';

export type Parameter = 'SAMLRequest' | 'SAMLResponse';

/** A message that arrived. Nothing of it counts yet, but whose metadata to look for. */
export interface ReceivedMessage {
  /** Who says to have sent it. */
  readonly issuer: string;
  /** What the sender wants back with the answer, whatever it is. At most 80 octets. */
  readonly relayState?: string;
  /** What was signed by a key of these certificates (DER); `saml.signature` for anything else. */
  verified(certificates: readonly Bytes[]): XmlElement;
}

/** Octets of a query before anything is done with it. */
const longestQuery = 128 * 1024;
/** Octets of what senders may want back. SAML Bindings 3.4.3. */
const longestRelayState = 80;
const deflateEncoding = 'urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE';

/** A message in the query of an address, as it stands there (without `?`). Throws `saml.binding`, `XmlDocumentErrorCode` or `XmlErrorCode`. */
export function readRedirect(query: string, parameter: Parameter): ReceivedMessage {
  if (query.length > longestQuery) throw samlError('saml.binding', 'size');
  const raw = parametersOf(query);
  const message = raw.get(parameter);
  if (message === undefined) throw samlError('saml.binding', 'parameter');
  if (raw.has('SAMLEncoding') && decoded(raw.get('SAMLEncoding')) !== deflateEncoding) throw samlError('saml.binding', 'encoding');
  const root = parseMessage(inflated(octetsOf(decoded(message))));
  // 3.4.4.1: a signature inside is taken out before the message is sent, so that there is one way to be signed.
  if (everyElement(root).some(({ name }) => name === 'Signature')) throw samlError('saml.signature', 'form');
  const [relayState, algorithm, value] = ['RelayState', 'SigAlg', 'Signature'].map((name) => decoded(raw.get(name)));
  const signed = [parameter, 'RelayState', 'SigAlg'].filter((name) => raw.has(name)).map((name) => `${name}=${raw.get(name)}`);
  return {
    ...headOf(root, relayState),
    verified: (certificates) => {
      if (algorithm === undefined || value === undefined) throw samlError('saml.signature', 'none');
      if (!isSignature(algorithm)) throw samlError('saml.signature', 'algorithm');
      const signature = octetsOf(value);
      const octets = Buffer.from(signed.join('&'));
      if (!keysOf(certificates).some((key) => isSignedBy(key, algorithm, octets, signature))) throw samlError('saml.signature', 'key');
      return root;
    },
  };
}

/** The address that takes a message to this location. */
export function writeRedirect(location: string, parameter: Parameter, { markup }: Markup, signing: Signing, relayState?: string): string {
  const algorithm = signatureAlgorithms[signing.algorithm ?? algorithmFor(signing.privateKey)];
  const values: readonly (readonly [string, string | undefined])[] = [
    [parameter, deflateRawSync(markup).toString('base64')],
    ['RelayState', relayState],
    ['SigAlg', algorithm],
  ];
  const signed = values.flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`])).join('&');
  const signature = signOctets(signing.privateKey, algorithm, Buffer.from(signed)).toString('base64');
  return `${location}${location.includes('?') ? '&' : '?'}${signed}&Signature=${encodeURIComponent(signature)}`;
}

/** A message of a form's field, base64. Throws `saml.binding`, `XmlDocumentErrorCode` or `XmlErrorCode`. */
export function readPost(field: string, relayState?: string): ReceivedMessage {
  if (field.length > 2 * largest) throw samlError('saml.binding', 'size');
  const document = octetsOf(field);
  const root = parseMessage(document);
  const text = Buffer.from(document).toString('utf8');
  return { ...headOf(root, relayState), verified: (certificates) => verifyEnveloped(text, root, keysOf(certificates)) };
}

/** The field of a form for a message; what is to be signed is signed already. */
export function writePost({ markup }: Markup): string {
  return Buffer.from(markup).toString('base64');
}

/** The keys of certificates (DER); a certificate that is none is a fault of the caller. */
export function keysOf(certificates: readonly Bytes[]) {
  return certificates.map((certificate) => new X509Certificate(certificate).publicKey);
}

function headOf(root: XmlElement, relayState: string | undefined): Pick<ReceivedMessage, 'issuer' | 'relayState'> {
  if (relayState !== undefined && Buffer.byteLength(relayState) > longestRelayState) throw samlError('saml.binding', 'relay-state');
  return { issuer: textOf(child(root, 'Issuer')).trim(), ...(relayState !== undefined && { relayState }) };
}

/** The raw values by name, before they are decoded: those are what is signed. A name may stand once. */
function parametersOf(query: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const part of query.split('&')) {
    const [name = '', ...rest] = part.split('=');
    if (found.has(name)) throw samlError('saml.binding', 'parameter');
    found.set(name, rest.join('='));
  }
  return found;
}

function decoded(raw: string): string;
function decoded(raw: string | undefined): string | undefined;
function decoded(raw: string | undefined): string | undefined {
  try {
    return raw === undefined ? undefined : decodeURIComponent(raw.replaceAll('+', ' '));
  } catch {
    throw samlError('saml.binding', 'encoding');
  }
}

function octetsOf(text: string): Bytes {
  const octets = parseBase64(text);
  if (octets === undefined || octets.length === 0) throw samlError('saml.binding', 'encoding');
  return octets;
}

function inflated(octets: Bytes): Uint8Array {
  try {
    return inflateRawSync(octets, { maxOutputLength: largest });
  } catch (thrown) {
    const isTooLarge = (thrown as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw samlError('saml.binding', isTooLarge ? 'size' : 'encoding');
  }
}
