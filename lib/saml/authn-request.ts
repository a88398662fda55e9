// AuthnRequest: a service provider sends somebody who is to be signed in. SAML Core 3.4.1, TR-03130-1 4.7.1; with the extensions of the eIDAS profile.

import type { LevelOfAssurance } from '../eid-service/index.ts';
import { levelsOfAssurance, reaches } from '../eid-service/index.ts';
import { EidError } from '../error/index.ts';
import {
  attribute,
  attributesOf,
  child,
  children,
  childText,
  expectElement,
  type Markup,
  optionalChild,
  textOf,
  type XmlElement,
  xml,
} from '../xml/index.ts';
import { type SamlErrorCode, samlError } from './error.ts';
import { type Binding, bindingOf, bindings, namespaces, transientNameId } from './names.ts';
import { flag, identifier, instant, instantText, required } from './values.ts';

/** What is asked beside the sign-in itself: in the national profile encrypted for us, in the eIDAS profile in the open. */
export type Extensions =
  | { readonly kind: 'national'; readonly encrypted: XmlElement }
  | { readonly kind: 'eidas'; readonly attributes: XmlElement; readonly serviceProviderType?: 'public' | 'private' };

export interface RequestedContext {
  readonly comparison: 'exact' | 'minimum';
  readonly classes: readonly string[];
}

/** Times in milliseconds since 1970. */
export interface AuthnRequest {
  readonly id: string;
  readonly issueInstant: number;
  /** Where it was sent to: an address of ours. */
  readonly destination: string;
  /** The entity identifier of the service provider. */
  readonly issuer: string;
  /** Where the answer is to go: one of those in the metadata, or it is none. */
  readonly consumerUrl?: string;
  readonly consumerIndex?: number;
  readonly protocolBinding?: Binding;
  readonly providerName?: string;
  readonly forceAuthn: boolean;
  readonly isPassive: boolean;
  readonly context?: RequestedContext;
}

/**
 * A request with its extensions, everything that must be there being there. Throws `saml.request` (`version`, `context`, `binding`, `consumer`, `name-id`,
 * `extensions`) or `XmlErrorCode`: such a request is answered with status 400 and no message. TR-03130-1 4.8.1.
 */
export function parseAuthnRequest(root: XmlElement): AuthnRequest & { readonly extensions: Extensions } {
  expectElement(root, 'AuthnRequest', namespaces.samlp);
  if (attribute(root, 'Version') !== '2.0') throw samlError('saml.request', 'version');
  const binding = attribute(root, 'ProtocolBinding');
  const protocolBinding = bindingOf(binding);
  if (binding !== undefined && protocolBinding === undefined) throw samlError('saml.request', 'binding');
  const index = attribute(root, 'AssertionConsumerServiceIndex');
  const consumerUrl = attribute(root, 'AssertionConsumerServiceURL');
  const isIndex = index === undefined || /^\d{1,5}$/.test(index);
  if (!isIndex || (index !== undefined && consumerUrl !== undefined)) throw samlError('saml.request', 'consumer');
  const issuer = child(root, 'Issuer');
  expectElement(issuer, 'Issuer', namespaces.saml2);
  const entity = textOf(issuer).trim();
  if (entity === '' || entity.length > 1024) throw samlError('saml.request', 'issuer');
  // Who answers about one person only cannot be asked for somebody by name.
  if (optionalChild(root, 'Subject') || optionalChild(root, 'Conditions')) throw samlError('saml.request', 'subject');
  const providerName = attribute(root, 'ProviderName');
  const context = optionalChild(root, 'RequestedAuthnContext');
  return {
    id: identifier(root, 'ID'),
    issueInstant: instant(root, 'IssueInstant'),
    destination: required(root, 'Destination'),
    issuer: entity,
    ...(consumerUrl !== undefined && { consumerUrl }),
    ...(index !== undefined && { consumerIndex: Number(index) }),
    ...(protocolBinding && { protocolBinding }),
    ...(providerName !== undefined && { providerName }),
    forceAuthn: flag(attribute(root, 'ForceAuthn'), 'ForceAuthn', false),
    isPassive: flag(attribute(root, 'IsPassive'), 'IsPassive', false),
    ...(context && { context: parseContext(context) }),
    extensions: parseExtensions(optionalChild(root, 'Extensions')),
  };
}

/** The element of a request, in canonical form; `extensions` by `encodeEncryptedExtension` or `encodeEidasExtensions`. */
export function encodeAuthnRequest(request: AuthnRequest, extensions: Markup): Markup {
  const start = attributesOf({
    'xmlns:samlp': namespaces.samlp,
    AssertionConsumerServiceIndex: request.consumerIndex,
    AssertionConsumerServiceURL: request.consumerUrl,
    Destination: request.destination,
    ForceAuthn: request.forceAuthn || undefined,
    ID: request.id,
    IsPassive: request.isPassive || undefined,
    IssueInstant: instantText(request.issueInstant),
    ProtocolBinding: request.protocolBinding && bindings[request.protocolBinding],
    ProviderName: request.providerName,
    Version: '2.0',
  });
  return xml`<samlp:AuthnRequest${start}><saml2:Issuer xmlns:saml2="${namespaces.saml2}">${request.issuer}</saml2:Issuer><samlp:Extensions>${extensions}</samlp:Extensions><samlp:NameIDPolicy Format="${transientNameId}"></samlp:NameIDPolicy>${request.context && encodeContext(request.context)}</samlp:AuthnRequest>`;
}

/** What is asked in the national profile, encrypted for the server (`io/saml`). */
export function encodeEncryptedExtension(encrypted: Markup): Markup {
  return xml`<eid:EncryptedAuthnRequestExtension xmlns:eid="${namespaces.eid}">${encrypted}</eid:EncryptedAuthnRequestExtension>`;
}

/** What is asked in the eIDAS profile: `attributes` by `encodeRequestedAttributes`. */
export function encodeEidasExtensions(attributes: Markup, serviceProviderType?: 'public' | 'private'): Markup {
  const type = serviceProviderType && xml`<eidas:SPType xmlns:eidas="${namespaces.eidas}">${serviceProviderType}</eidas:SPType>`;
  return xml`${type}${attributes}`;
}

/** The lowest level that will do, of those that were asked for; `saml.context` when we know none of them. SAML Core 3.3.2.2.1. */
export function requestedLevel({ comparison, classes }: RequestedContext): LevelOfAssurance {
  const known = levelsOfAssurance.filter((level) => classes.includes(level));
  const [first, ...others] = known;
  if (first === undefined) throw new EidError<SamlErrorCode>('saml.context', { comparison });
  return others.reduce((lowest, level) => (reaches(lowest, level) ? level : lowest), first);
}

function parseContext(element: XmlElement): RequestedContext {
  const comparison = attribute(element, 'Comparison') ?? 'exact';
  if (comparison !== 'exact' && comparison !== 'minimum') throw samlError('saml.request', 'context');
  const classes = children(element, 'AuthnContextClassRef').map((one) => textOf(one).trim());
  if (classes.length === 0 || classes.length !== element.children.length) throw samlError('saml.request', 'context');
  return { comparison, classes };
}

function encodeContext({ comparison, classes }: RequestedContext): Markup {
  const references = classes.map(
    (uri) => xml`<saml2:AuthnContextClassRef xmlns:saml2="${namespaces.saml2}">${uri}</saml2:AuthnContextClassRef>`,
  );
  return xml`<samlp:RequestedAuthnContext Comparison="${comparison}">${references}</samlp:RequestedAuthnContext>`;
}

function parseExtensions(element: XmlElement | undefined): Extensions {
  if (element === undefined) throw samlError('saml.request', 'extensions');
  expectElement(element, 'Extensions', namespaces.samlp);
  const encrypted = optionalChild(element, 'EncryptedAuthnRequestExtension');
  const attributes = optionalChild(element, 'RequestedAttributes');
  if (encrypted !== undefined && attributes === undefined) {
    expectElement(encrypted, 'EncryptedAuthnRequestExtension', namespaces.eid);
    return { kind: 'national', encrypted };
  }
  if (attributes === undefined || encrypted !== undefined) throw samlError('saml.request', 'extensions');
  expectElement(attributes, 'RequestedAttributes', namespaces.eidas);
  const type = optionalChild(element, 'SPType') && childText(element, 'SPType');
  if (type !== undefined && type !== 'public' && type !== 'private') throw samlError('saml.request', 'extensions');
  return { kind: 'eidas', attributes, ...(type && { serviceProviderType: type }) };
}
