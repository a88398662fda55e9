// Assertion: that somebody was signed in, for one service provider, once, for a few minutes. SAML Core 2.3.3, TR-03130-1 4.7.4.
import { attributesOf, child, expectElement, type Markup, textOf, type XmlElement, xml } from '../xml/index.ts';
import { encodeAttributes, type SamlAttribute } from './attribute.ts';
import { samlError } from './error.ts';
import { bearer, namespaces, smartcardPki, transientNameId } from './names.ts';
import { identifier, instant, instantText, required } from './values.ts';

/** Milliseconds for which an assertion may be shown; the guideline allows no more. */
export const assertionLifetime = 300_000;

/** Times in milliseconds since 1970. */
export interface Assertion {
  readonly id: string;
  readonly issueInstant: number;
  readonly issuer: string;
  /** Random, for this assertion alone. */
  readonly nameId: string;
  /** The identifier of the request. */
  readonly inResponseTo: string;
  /** The address of the service provider that it may be shown at. */
  readonly recipient: string;
  /** The entity identifier of the service provider. */
  readonly audience: string;
  /** The IP address of the person's client. */
  readonly address?: string;
  readonly authnInstant: number;
  /** A level of assurance, in the eIDAS profile; without it the words of the national profile. */
  readonly context?: string;
}

/** Prefixes that only stand in values; signatures cover them by name. */
export const prefixesInValues = 'eid eidas xs xsi';

/** The element of an assertion in canonical form. It ends five minutes after it was issued. */
export function encodeAssertion(assertion: Assertion, attributes: readonly SamlAttribute[]): Markup {
  const start = attributesOf({
    'xmlns:eid': namespaces.eid,
    'xmlns:eidas': namespaces.person,
    'xmlns:saml2': namespaces.saml2,
    'xmlns:xs': namespaces.xs,
    'xmlns:xsi': namespaces.xsi,
    ID: assertion.id,
    IssueInstant: instantText(assertion.issueInstant),
    Version: '2.0',
  });
  const end = instantText(assertion.issueInstant + assertionLifetime);
  const confirmation = attributesOf({
    Address: assertion.address,
    InResponseTo: assertion.inResponseTo,
    NotOnOrAfter: end,
    Recipient: assertion.recipient,
  });
  const subject = xml`<saml2:Subject><saml2:NameID Format="${transientNameId}">${assertion.nameId}</saml2:NameID><saml2:SubjectConfirmation Method="${bearer}"><saml2:SubjectConfirmationData${confirmation}></saml2:SubjectConfirmationData></saml2:SubjectConfirmation></saml2:Subject>`;
  const period = attributesOf({ NotBefore: instantText(assertion.issueInstant), NotOnOrAfter: end });
  const conditions = xml`<saml2:Conditions${period}><saml2:AudienceRestriction><saml2:Audience>${assertion.audience}</saml2:Audience></saml2:AudienceRestriction><saml2:OneTimeUse></saml2:OneTimeUse></saml2:Conditions>`;
  const context =
    assertion.context === undefined
      ? xml`<saml2:AuthnContextDeclRef>${smartcardPki}</saml2:AuthnContextDeclRef>`
      : xml`<saml2:AuthnContextClassRef>${assertion.context}</saml2:AuthnContextClassRef>`;
  const authentication = xml`<saml2:AuthnStatement AuthnInstant="${instantText(assertion.authnInstant)}"><saml2:AuthnContext>${context}</saml2:AuthnContext></saml2:AuthnStatement>`;
  return xml`<saml2:Assertion${start}><saml2:Issuer>${assertion.issuer}</saml2:Issuer>${subject}${conditions}${authentication}${encodeAttributes(attributes)}</saml2:Assertion>`;
}

/** An assertion with the element of its attributes, for service providers and tests. Throws `saml.response` or `XmlErrorCode`. */
export function parseAssertion(root: XmlElement): Assertion & { readonly notOnOrAfter: number; readonly attributes: XmlElement } {
  expectElement(root, 'Assertion', namespaces.saml2);
  const subject = child(root, 'Subject');
  const nameId = child(subject, 'NameID');
  const confirmation = child(subject, 'SubjectConfirmation');
  const isOurs = required(nameId, 'Format') === transientNameId && required(confirmation, 'Method') === bearer;
  if (!isOurs || required(root, 'Version') !== '2.0') throw samlError('saml.response', 'subject');
  const data = child(confirmation, 'SubjectConfirmationData');
  const address = data.attributes.find(({ name }) => name === 'Address')?.value;
  const authentication = child(root, 'AuthnStatement');
  const context = child(authentication, 'AuthnContext').children.find(({ name }) => name === 'AuthnContextClassRef');
  return {
    id: identifier(root, 'ID'),
    issueInstant: instant(root, 'IssueInstant'),
    issuer: textOf(child(root, 'Issuer')).trim(),
    nameId: textOf(nameId).trim(),
    inResponseTo: identifier(data, 'InResponseTo'),
    recipient: required(data, 'Recipient'),
    audience: textOf(child(child(child(root, 'Conditions'), 'AudienceRestriction'), 'Audience')).trim(),
    ...(address !== undefined && { address }),
    authnInstant: instant(authentication, 'AuthnInstant'),
    ...(context && { context: textOf(context).trim() }),
    notOnOrAfter: instant(data, 'NotOnOrAfter'),
    attributes: child(root, 'AttributeStatement'),
  };
}
