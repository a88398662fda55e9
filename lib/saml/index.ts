export { expectAddressed } from './addressed.ts';
export { type Assertion, assertionLifetime, encodeAssertion, parseAssertion, prefixesInValues } from './assertion.ts';
export { parseAttributes, type ReceivedAttribute, type SamlAttribute, type ValueForm } from './attribute.ts';
export {
  type AuthnRequest,
  type Extensions,
  encodeAuthnRequest,
  encodeEidasExtensions,
  encodeEncryptedExtension,
  parseAuthnRequest,
  type RequestedContext,
  requestedLevel,
} from './authn-request.ts';
export { encodeAuthnRequestExtension, parseAuthnRequestExtension } from './authn-request-extension.ts';
export { type Countries, type EidasName, eidasAnswer } from './eidas-attributes.ts';
export { type SamlErrorCode, samlError } from './error.ts';
export { encodeIdentityProvider, type IdentityProvider } from './identity-provider.ts';
export { type Binding, namespaces } from './names.ts';
export { type DocumentStatus, documentStatus, nationalAnswer, parseNationalAnswer } from './national-attributes.ts';
export { encodeRequestedAttributes, parseRequestedAttributes } from './requested-attributes.ts';
export { encodeResponse, parseResponse, type SamlResponse } from './response.ts';
export {
  type ConsumerService,
  consumerService,
  type EncryptionMethod,
  encodeServiceProvider,
  parseServiceProvider,
  type ServiceProvider,
} from './service-provider.ts';
export { attributeStatus, denied, failed, noContext, noPassive, type SamlStatus, success } from './status.ts';
