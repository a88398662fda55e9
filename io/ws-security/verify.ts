// Verifies the signature of a SOAP message and gives what was signed, read from the very octets that the signature covers: nothing of the document
// around it is believed, so that nothing can be wrapped. SOAP Message Security 1.1, XML Signature 1.1 8.
import { bytes } from '../../lib/bytes/index.ts';
import { EidError, isEidError } from '../../lib/error/index.ts';
import { attribute, child, children, childText, expectElement, onlyChild, optionalChild, type XmlElement } from '../../lib/xml/index.ts';
import { parseXml } from '../xml/index.ts';
import { exclusive, isDigest, isSignature, signedParts } from '../xml-signature/index.ts';
import { names } from './names.ts';
import { freshness } from './sign.ts';

/** `ws-security.refused`: no signature, not of the form that we take, or not by this certificate; fact `reason` says which. */
export type WsSecurityErrorCode = 'ws-security.refused';

/** Milliseconds that clocks may differ. */
const tolerance = 60_000;

/**
 * The element in the signed body of a message, when the holder of this certificate (PEM) signed it; a signed time has to be now (milliseconds since
 * 1970). Throws `WsSecurityErrorCode` or `XmlDocumentErrorCode`.
 */
export function verifySoap(document: Uint8Array, certificate: string, now: number): XmlElement {
  const { references } = wellFormed(parseXml(document));
  const text = Buffer.from(document).toString('utf8');
  const signed = signedParts(text, certificate, 'wssecurity');
  if (signed === undefined) throw refused('signature');
  const parts = signed.map((part) => parseXml(bytes(Buffer.from(part))));
  if (parts.length !== references) throw refused('references');
  const body = parts.find(({ name, namespace }) => name === 'Body' && namespace === names.soap);
  if (body === undefined) throw refused('body');
  const time = parts.find(({ name, namespace }) => name === 'Timestamp' && namespace === names.wsu);
  if (time !== undefined && !isNow(time, now)) throw refused('time');
  return onlyChild(body);
}

function wellFormed(root: XmlElement): ReturnType<typeof formOf> {
  try {
    return formOf(root);
  } catch (thrown) {
    if (isEidError(thrown) && thrown.code.startsWith('xml.')) throw refused('form');
    throw thrown;
  }
}

/** That there is one signature where it belongs, of the algorithms that we take, over the body and at most the time beside it. */
function formOf(root: XmlElement): { readonly references: number } {
  expectElement(root, 'Envelope', names.soap);
  const security = optionalChild(optionalChild(root, 'Header') ?? root, 'Security');
  if (security === undefined || security.namespace !== names.wsse) throw refused('no signature');
  const signature = optionalChild(security, 'Signature');
  const all = everyElement(root);
  if (signature === undefined || all.filter(({ name }) => name === 'Signature').length !== 1) throw refused('no signature');
  expectElement(signature, 'Signature', names.ds);
  const info = child(signature, 'SignedInfo');
  if (attribute(child(info, 'CanonicalizationMethod'), 'Algorithm') !== exclusive) throw refused('canonicalisation');
  if (!isSignature(attribute(child(info, 'SignatureMethod'), 'Algorithm'))) throw refused('algorithm');
  const references = children(info, 'Reference');
  const signed = references.map((reference) => {
    const transforms = children(child(reference, 'Transforms'), 'Transform').map((one) => attribute(one, 'Algorithm'));
    if (transforms.length !== 1 || transforms[0] !== exclusive) throw refused('transforms');
    if (!isDigest(attribute(child(reference, 'DigestMethod'), 'Algorithm'))) throw refused('algorithm');
    return attribute(reference, 'URI') ?? '';
  });
  const identified = (element: XmlElement | undefined) =>
    element?.attributes.find(({ name, namespace }) => name === 'Id' && namespace === names.wsu)?.value;
  const [body, time] = [child(root, 'Body'), optionalChild(security, 'Timestamp')].map(identified);
  const allowed = [body, time].filter((id) => id !== undefined).map((id) => `#${id}`);
  if (body === undefined || !signed.includes(`#${body}`) || new Set(signed).size !== signed.length) throw refused('references');
  if (signed.some((uri) => !allowed.includes(uri))) throw refused('references');
  const ids = all.flatMap(({ attributes }) => attributes.filter(({ name }) => name.toLowerCase() === 'id').map(({ value }) => value));
  if (new Set(ids).size !== ids.length) throw refused('identifiers');
  return { references: references.length };
}

function isNow(time: XmlElement, now: number): boolean {
  const [created, expires] = ['Created', 'Expires'].map((name) => Date.parse(childText(time, name))) as [number, number];
  return created - tolerance <= now && now <= Math.min(expires, created + freshness) + tolerance;
}

function everyElement(root: XmlElement): readonly XmlElement[] {
  return [root, ...root.children.flatMap(everyElement)];
}

function refused(reason: string): EidError<WsSecurityErrorCode> {
  return new EidError<WsSecurityErrorCode>('ws-security.refused', { reason });
}
