// How a request ended: SAML Core 3.2.2. A code for the whole, one below it for the reason, and a message for whoever runs the service provider.
import type { Result } from '../xml/index.ts';
import { attribute, attributesOf, child, type Markup, optional, optionalChild, optionalText, type XmlElement, xml } from '../xml/index.ts';
import { samlError } from './error.ts';
import { namespaces } from './names.ts';

const prefix = 'urn:oasis:names:tc:SAML:2.0:status:';
const codes = ['Success', 'Requester', 'Responder', 'VersionMismatch'] as const;
const reasons = [
  'AuthnFailed',
  'InvalidAttrNameOrValue',
  'NoAuthnContext',
  'NoPassive',
  'RequestDenied',
  'RequestUnsupported',
  'UnsupportedBinding',
] as const;

export type StatusCode = (typeof codes)[number];
export type StatusReason = (typeof reasons)[number];

export interface SamlStatus {
  readonly code: StatusCode;
  readonly reason?: StatusReason;
  readonly message?: string;
}

export const success: SamlStatus = { code: 'Success' };

/** An attribute is required that nobody here knows, or that this service provider may not have. */
export function attributeStatus(name: string): SamlStatus {
  return { code: 'Requester', reason: 'InvalidAttrNameOrValue', message: `attribute: ${name}` };
}

/** A required attribute was not permitted by the holder, or is not on the card. */
export const denied: SamlStatus = { code: 'Responder', reason: 'RequestDenied', message: 'a required attribute was not permitted' };
/** The level that was asked for cannot be reached. */
export const noContext: SamlStatus = { code: 'Responder', reason: 'NoAuthnContext' };
/** Nobody can be signed in without being asked. */
export const noPassive: SamlStatus = { code: 'Responder', reason: 'NoPassive' };

/** A sign-in that came to nothing, with the code of the page that the person saw. */
export function failed({ message }: Result): SamlStatus {
  return { code: 'Responder', reason: 'AuthnFailed', ...(message !== undefined && { message }) };
}

export function encodeStatus({ code, reason, message }: SamlStatus): Markup {
  const below = reason && xml`<samlp:StatusCode${attributesOf({ Value: prefix + reason })}></samlp:StatusCode>`;
  return xml`<samlp:Status><samlp:StatusCode${attributesOf({ Value: prefix + code })}>${below}</samlp:StatusCode>${optional('samlp:StatusMessage', message)}</samlp:Status>`;
}

export function parseStatus(response: XmlElement): SamlStatus {
  const element = child(response, 'Status');
  const first = child(element, 'StatusCode');
  const second = optionalChild(first, 'StatusCode');
  if (element.namespace !== namespaces.samlp) throw samlError('saml.response', 'status');
  const code = codes.find((name) => attribute(first, 'Value') === prefix + name);
  const reason = second && reasons.find((name) => attribute(second, 'Value') === prefix + name);
  const message = optionalText(element, 'StatusMessage');
  if (code === undefined) throw samlError('saml.response', 'status');
  return { code, ...(reason && { reason }), ...(message !== undefined && { message }) };
}
