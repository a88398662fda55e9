// Response: what a service provider is told, with the encrypted assertion when the sign-in succeeded. SAML Core 3.3.3, TR-03130-1 4.7.3.
import {
  attribute,
  attributesOf,
  child,
  expectElement,
  type Markup,
  onlyChild,
  optionalChild,
  textOf,
  type XmlElement,
  xml,
} from '../xml/index.ts';
import { samlError } from './error.ts';
import { namespaces } from './names.ts';
import { encodeStatus, parseStatus, type SamlStatus } from './status.ts';
import { identifier, instant, instantText, required } from './values.ts';

/** Times in milliseconds since 1970. */
export interface SamlResponse {
  readonly id: string;
  readonly inResponseTo: string;
  readonly issueInstant: number;
  /** Where it goes: an address of the service provider. */
  readonly destination: string;
  readonly issuer: string;
  readonly status: SamlStatus;
}

/** The element of a response in canonical form; `encrypted` is the EncryptedData of the assertion (`io/saml`). */
export function encodeResponse(response: SamlResponse, encrypted?: Markup): Markup {
  const start = attributesOf({
    'xmlns:samlp': namespaces.samlp,
    Destination: response.destination,
    ID: response.id,
    InResponseTo: response.inResponseTo,
    IssueInstant: instantText(response.issueInstant),
    Version: '2.0',
  });
  const assertion = encrypted && xml`<saml2:EncryptedAssertion xmlns:saml2="${namespaces.saml2}">${encrypted}</saml2:EncryptedAssertion>`;
  return xml`<samlp:Response${start}><saml2:Issuer xmlns:saml2="${namespaces.saml2}">${response.issuer}</saml2:Issuer>${encodeStatus(response.status)}${assertion}</samlp:Response>`;
}

/** A response with the element that holds its encrypted assertion, if there is one. Throws `saml.response` or `XmlErrorCode`. */
export function parseResponse(root: XmlElement): SamlResponse & { readonly encrypted?: XmlElement } {
  expectElement(root, 'Response', namespaces.samlp);
  if (attribute(root, 'Version') !== '2.0') throw samlError('saml.response', 'version');
  const encrypted = optionalChild(root, 'EncryptedAssertion');
  if (encrypted !== undefined) expectElement(encrypted, 'EncryptedAssertion', namespaces.saml2);
  const data = encrypted && child(encrypted, 'EncryptedData');
  if (encrypted && data) onlyChild(encrypted);
  return {
    id: identifier(root, 'ID'),
    inResponseTo: identifier(root, 'InResponseTo'),
    issueInstant: instant(root, 'IssueInstant'),
    destination: required(root, 'Destination'),
    issuer: textOf(child(root, 'Issuer')).trim(),
    status: parseStatus(root),
    ...(encrypted && { encrypted }),
  };
}
