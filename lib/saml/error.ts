// What may be wrong with a SAML message.
import { EidError } from '../error/index.ts';

/**
 * - `saml.request`: no AuthnRequest of ours; fact `reason`
 * - `saml.binding`: it did not travel as the bindings say, or is too large; fact `reason`
 * - `saml.signature`: not signed, not in the form that we take, or not with a key of the metadata; fact `reason`
 * - `saml.encryption`: not encrypted with what we take, or not for us; fact `reason`
 * - `saml.attribute`: an attribute is required that we do not have; fact `name`
 * - `saml.context`: a level of assurance is asked for that we do not know
 * - `saml.response`: no Response or Assertion; fact `reason`
 * - `saml.metadata`: the metadata of a service provider are incomplete, or no longer valid; fact `reason`
 *
 * Besides, whoever walks a tree may throw `XmlErrorCode`.
 */
export type SamlErrorCode =
  | 'saml.request'
  | 'saml.binding'
  | 'saml.signature'
  | 'saml.encryption'
  | 'saml.attribute'
  | 'saml.context'
  | 'saml.response'
  | 'saml.metadata';

/** An error of this package; `reason` is a word of ours, never one of the message. */
export function samlError(code: SamlErrorCode, reason: string): EidError<SamlErrorCode> {
  return new EidError<SamlErrorCode>(code, { reason });
}
