// Signatures inside a message: made over the octets of our own canonical markup, and verified so that nothing is read but what was signed. SAML Core 5.4.
import { createHash, type KeyObject } from 'node:crypto';
import { samlError } from '../../lib/saml/index.ts';
import { attribute, child, children, expectElement, type Markup, onlyChild, type XmlElement, xml } from '../../lib/xml/index.ts';
import {
  algorithmFor,
  digest,
  ds,
  enveloped,
  exclusive,
  isDigest,
  isSignature,
  type SignatureName,
  type SigningKey,
  signatureAlgorithms,
  signedParts,
  signOctets,
} from '../xml-signature/index.ts';
import { everyElement, parseMessageText } from './document.ts';

/** How to sign: with which key, and with the algorithm that was agreed; by the kind of key without one. */
export interface Signing {
  readonly privateKey: SigningKey;
  readonly algorithm?: SignatureName;
}

/**
 * The element with a signature inside, after its Issuer or as its first child. It must be in canonical form, as the encoders of `lib/saml` write it, and
 * have an `ID`. `prefixes` stand in values only, and are covered by name. No KeyInfo comes along: who verifies has the key. TR-03130-1 4.9.2.
 */
export function signEnveloped({ markup }: Markup, { privateKey, algorithm }: Signing, prefixes?: string): Markup {
  const start = startTag.exec(markup);
  const id = start && / ID="([^"]+)"/.exec(start[0])?.[1];
  if (!start || id === undefined || id === null) throw new TypeError('nothing to sign');
  const uri = signatureAlgorithms[algorithm ?? algorithmFor(privateKey)];
  const inclusive = prefixes && xml`<ec:InclusiveNamespaces xmlns:ec="${exclusive}" PrefixList="${prefixes}"></ec:InclusiveNamespaces>`;
  const transforms = xml`<ds:Transforms><ds:Transform Algorithm="${enveloped}"></ds:Transform><ds:Transform Algorithm="${exclusive}">${inclusive || undefined}</ds:Transform></ds:Transforms>`;
  const hash = createHash('sha256').update(markup).digest('base64');
  const reference = xml`<ds:Reference URI="${`#${id}`}">${transforms}<ds:DigestMethod Algorithm="${digest}"></ds:DigestMethod><ds:DigestValue>${hash}</ds:DigestValue></ds:Reference>`;
  const info = xml`<ds:SignedInfo xmlns:ds="${ds}"><ds:CanonicalizationMethod Algorithm="${exclusive}"></ds:CanonicalizationMethod><ds:SignatureMethod Algorithm="${uri}"></ds:SignatureMethod>${reference}</ds:SignedInfo>`;
  const value = signOctets(privateKey, uri, Buffer.from(info.markup)).toString('base64');
  const signature = xml`<ds:Signature xmlns:ds="${ds}">${info}<ds:SignatureValue>${value}</ds:SignatureValue></ds:Signature>`;
  const place = start[0].length + (issuer.exec(markup.slice(start[0].length))?.[0].length ?? 0);
  return { markup: markup.slice(0, place) + signature.markup + markup.slice(place) };
}

/** In canonical form an attribute may hold `>`, but never `"`. */
const startTag = /^<(?:[^>"]|"[^"]*")*>/;
const issuer = /^<saml2:Issuer(?:[^>"]|"[^"]*")*>[^<]*<\/saml2:Issuer>/;

/**
 * What was signed in a message: the root as the signature covers it, read from the very octets that were verified, without the signature. One of the keys
 * must have signed. Throws `saml.signature`: `none`, `form`, `identifiers`, `canonicalisation`, `algorithm`, `reference`, `transforms`, `key`.
 */
export function verifyEnveloped(text: string, root: XmlElement, keys: readonly KeyObject[]): XmlElement {
  const id = checkForm(root);
  for (const key of keys) {
    const [part, ...others] = signedParts(text, key) ?? [];
    if (part === undefined) continue;
    const signed = parseMessageText(part);
    if (others.length > 0 || attribute(signed, 'ID') !== id) throw samlError('saml.signature', 'reference');
    expectElement(signed, root.name, root.namespace);
    return signed;
  }
  throw samlError('saml.signature', 'key');
}

/** That there is one signature, child of the root, over the root alone, by nothing but what we take; gives the root's identifier. */
function checkForm(root: XmlElement): string {
  const all = everyElement(root);
  const [signature, ...others] = all.filter(({ name }) => name === 'Signature');
  if (signature === undefined) throw samlError('saml.signature', 'none');
  if (others.length > 0 || signature.namespace !== ds || !root.children.includes(signature)) throw samlError('saml.signature', 'form');
  if (signature.children.some(({ name, namespace }) => namespace !== ds || !parts.includes(name)))
    throw samlError('saml.signature', 'form');
  const info = one(signature, 'SignedInfo');
  const [canonicalisation, method, reference] = ['CanonicalizationMethod', 'SignatureMethod', 'Reference'].map((name) =>
    one(info, name),
  ) as [XmlElement, XmlElement, XmlElement];
  if (info.children.length !== 3) throw samlError('saml.signature', 'form');
  if (attribute(canonicalisation, 'Algorithm') !== exclusive || canonicalisation.children.length > 0) {
    throw samlError('saml.signature', 'canonicalisation');
  }
  if (!isSignature(attribute(method, 'Algorithm')) || method.children.length > 0) throw samlError('saml.signature', 'algorithm');
  if (!isDigest(attribute(one(reference, 'DigestMethod'), 'Algorithm'))) throw samlError('saml.signature', 'algorithm');
  checkTransforms(one(reference, 'Transforms'));
  const id = attribute(root, 'ID');
  if (id === undefined || !/^[\w.-]+$/.test(id) || attribute(reference, 'URI') !== `#${id}`) throw samlError('saml.signature', 'reference');
  const identifiers = all.flatMap(({ attributes }) =>
    attributes.filter(({ name }) => name.toLowerCase() === 'id').map(({ value }) => value),
  );
  if (new Set(identifiers).size !== identifiers.length) throw samlError('saml.signature', 'identifiers');
  return id;
}

const parts = ['SignedInfo', 'SignatureValue', 'KeyInfo'];

/** The signature taken out, then exclusive canonical form, which may name prefixes of values. */
function checkTransforms(element: XmlElement): void {
  const transforms = children(element, 'Transform');
  const [first, second] = transforms;
  const isRight =
    transforms.length === 2 &&
    element.children.length === 2 &&
    attribute(first as XmlElement, 'Algorithm') === enveloped &&
    first?.children.length === 0;
  if (!isRight || second === undefined || attribute(second, 'Algorithm') !== exclusive) throw samlError('saml.signature', 'transforms');
  if (second.children.length > 0) expectElement(onlyChild(second), 'InclusiveNamespaces', exclusive);
}

/** The one element of this name in a signature. */
function one(element: XmlElement, name: string): XmlElement {
  if (children(element, name).length !== 1) throw samlError('saml.signature', 'form');
  const found = child(element, name);
  expectElement(found, name, ds);
  return found;
}
