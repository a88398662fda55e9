// The metadata of a service provider: who it is, where answers may go, and with which keys it signs and reads. SAML Metadata 2.3 and 2.4.
import { type Bytes, parseBase64, toBase64 } from '../bytes/index.ts';
import { attribute, attributesOf, child, children, expectElement, type Markup, textOf, type XmlElement, xml } from '../xml/index.ts';
import type { AuthnRequest } from './authn-request.ts';
import { samlError } from './error.ts';
import { type Binding, bindingOf, bindings, namespaces } from './names.ts';
import { flag, instant, instantText, required } from './values.ts';

export interface ConsumerService {
  readonly binding: Binding;
  readonly location: string;
  readonly index: number;
  readonly isDefault: boolean;
}

/** How an encryption key may be used: the URIs of a method, its digest and its mask generation function. XML Encryption 1.1 5.5. */
export interface EncryptionMethod {
  readonly algorithm: string;
  readonly digest?: string;
  readonly mask?: string;
}

export interface ServiceProvider {
  readonly entityId: string;
  /** Milliseconds since 1970. */
  readonly validUntil: number;
  readonly consumers: readonly ConsumerService[];
  /** DER of the certificates whose keys may sign requests; one at least. */
  readonly signing: readonly Bytes[];
  /** URIs of the algorithms that it can verify, when it says so. Algorithm Support for SAML Metadata 1.0. */
  readonly signatures?: readonly string[];
  /** DER of the certificate for whose key assertions are encrypted, and what its holder can read; none means that nothing is said. */
  readonly encryption?: { readonly certificate: Bytes; readonly methods: readonly EncryptionMethod[] };
}

/**
 * The metadata of one service provider, out of the element that was signed (`io/saml` has verified that). `now`: milliseconds since 1970.
 * Throws `saml.metadata` (`expired`, `role`, `consumers`, `signing`, `certificate`) or `XmlErrorCode`.
 */
export function parseServiceProvider(root: XmlElement, now: number): ServiceProvider {
  expectElement(root, 'EntityDescriptor', namespaces.md);
  const validUntil = instant(root, 'validUntil');
  if (validUntil <= now) throw samlError('saml.metadata', 'expired');
  const role = child(root, 'SPSSODescriptor');
  if (!(attribute(role, 'protocolSupportEnumeration') ?? '').split(/\s+/).includes(namespaces.samlp))
    throw samlError('saml.metadata', 'role');
  const keys = children(role, 'KeyDescriptor');
  const serves = (use: string) => keys.filter((key) => [undefined, use].includes(attribute(key, 'use')));
  const signing = serves('signing').map(certificateOf);
  if (signing.length === 0) throw samlError('saml.metadata', 'signing');
  const [encryption] = serves('encryption');
  const consumers = children(role, 'AssertionConsumerService').flatMap(consumerOf);
  const indexes = new Set(consumers.map(({ index }) => index));
  if (consumers.length === 0 || indexes.size !== consumers.length) throw samlError('saml.metadata', 'consumers');
  const signatures = [root, role].flatMap(signaturesIn);
  return {
    entityId: required(root, 'entityID'),
    validUntil,
    consumers,
    signing,
    ...(signatures.length > 0 && { signatures }),
    ...(encryption && {
      encryption: { certificate: certificateOf(encryption), methods: children(encryption, 'EncryptionMethod').map(methodOf) },
    }),
  };
}

/** The element of a service provider's metadata, in canonical form, ready to be signed. `id` is what the signature refers to. */
export function encodeServiceProvider(provider: ServiceProvider, id: string): Markup {
  const start = attributesOf({
    'xmlns:md': namespaces.md,
    ID: id,
    entityID: provider.entityId,
    validUntil: instantText(provider.validUntil),
  });
  const role = attributesOf({ AuthnRequestsSigned: true, protocolSupportEnumeration: namespaces.samlp });
  const keys = provider.signing.map((certificate) => encodeKey('signing', certificate));
  const consumers = provider.consumers.map(({ binding, location, index, isDefault }) => {
    const service = attributesOf({ Binding: bindings[binding], Location: location, index, isDefault });
    return xml`<md:AssertionConsumerService${service}></md:AssertionConsumerService>`;
  });
  const { encryption, signatures = [] } = provider;
  const methods = signatures.map((uri) => xml`<alg:SigningMethod xmlns:alg="${namespaces.alg}" Algorithm="${uri}"></alg:SigningMethod>`);
  return xml`<md:EntityDescriptor${start}>${methods.length > 0 ? xml`<md:Extensions>${methods}</md:Extensions>` : undefined}<md:SPSSODescriptor${role}>${keys}${encryption && encodeKey('encryption', encryption.certificate, encryption.methods)}${consumers}</md:SPSSODescriptor></md:EntityDescriptor>`;
}

/**
 * Where the answer to a request goes: always an address of the metadata. What the request names must be one of them, or it is refused; without a word it
 * is the default one, or the first. Throws `saml.request` (`consumer`).
 */
export function consumerService({ consumers }: ServiceProvider, request: AuthnRequest): ConsumerService {
  const { consumerUrl, consumerIndex, protocolBinding } = request;
  const fitting = consumers.filter(({ binding }) => protocolBinding === undefined || binding === protocolBinding);
  const chosen =
    consumerUrl !== undefined
      ? fitting.find(({ location }) => location === consumerUrl)
      : consumerIndex !== undefined
        ? fitting.find(({ index }) => index === consumerIndex)
        : (fitting.find(({ isDefault }) => isDefault) ?? fitting[0]);
  if (chosen === undefined) throw samlError('saml.request', 'consumer');
  return chosen;
}

/** A KeyDescriptor with a certificate. */
export function encodeKey(use: 'signing' | 'encryption', certificate: Bytes, methods: readonly EncryptionMethod[] = []): Markup {
  const written = methods.map(({ algorithm, digest, mask }) => {
    const function_ =
      mask === undefined ? undefined : xml`<xenc11:MGF xmlns:xenc11="http://www.w3.org/2009/xmlenc11#" Algorithm="${mask}"></xenc11:MGF>`;
    const hash =
      digest === undefined ? undefined : xml`<ds:DigestMethod xmlns:ds="${namespaces.ds}" Algorithm="${digest}"></ds:DigestMethod>`;
    return xml`<md:EncryptionMethod Algorithm="${algorithm}">${hash}${function_}</md:EncryptionMethod>`;
  });
  return xml`<md:KeyDescriptor use="${use}"><ds:KeyInfo xmlns:ds="${namespaces.ds}"><ds:X509Data><ds:X509Certificate>${toBase64(certificate)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>${written}</md:KeyDescriptor>`;
}

function certificateOf(key: XmlElement): Bytes {
  const info = child(key, 'KeyInfo');
  expectElement(info, 'KeyInfo', namespaces.ds);
  const certificate = parseBase64(textOf(child(child(info, 'X509Data'), 'X509Certificate')));
  if (certificate === undefined || certificate.length === 0) throw samlError('saml.metadata', 'certificate');
  return certificate;
}

function signaturesIn(element: XmlElement): readonly string[] {
  const extensions = element.children.find(({ name, namespace }) => name === 'Extensions' && namespace === namespaces.md);
  const methods = extensions?.children.filter(({ name, namespace }) => name === 'SigningMethod' && namespace === namespaces.alg) ?? [];
  return methods.map((method) => required(method, 'Algorithm'));
}

function consumerOf(element: XmlElement): readonly ConsumerService[] {
  const binding = bindingOf(attribute(element, 'Binding'));
  // A service of a binding that we do not speak is none for us.
  if (binding === undefined) return [];
  const index = required(element, 'index');
  if (!/^\d{1,5}$/.test(index)) throw samlError('saml.metadata', 'consumers');
  const isDefault = flag(attribute(element, 'isDefault'), 'isDefault', false);
  return [{ binding, location: required(element, 'Location'), index: Number(index), isDefault }];
}

function methodOf(element: XmlElement): EncryptionMethod {
  const [digest, mask] = ['DigestMethod', 'MGF'].map((name) => element.children.find((one) => one.name === name));
  return {
    algorithm: required(element, 'Algorithm'),
    ...(digest && { digest: required(digest, 'Algorithm') }),
    ...(mask && { mask: required(mask, 'Algorithm') }),
  };
}
