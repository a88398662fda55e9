export {
  type CertificateBody,
  type CvCertificate,
  encodeCertificate,
  parseCertificate,
  parseCertificates,
  signCertificate,
  verificationKey,
  verifyCertificate,
} from './certificate.ts';
export { buildChain, checkRoles, mayIssue, terminalCertificate, verifyChain } from './chain.ts';
export {
  type AuthenticationRight,
  authenticationRights,
  type Chat,
  createChat,
  encodeChat,
  type Holder,
  hasRight,
  holderOf,
  intersect,
  isSubset,
  parseChat,
  parseChatValue,
  type Role,
  rightsOf,
  union,
} from './chat.ts';
export { type CalendarDate, dayOf } from './date.ts';
export { type CertificateDescription, encodeDescription, isDescriptionOf, parseDescription, type Terms } from './description.ts';
export type { CvcErrorCode } from './error.ts';
export { type Extensions, noExtensions } from './extensions.ts';
export { followLinks, isLink } from './link.ts';
export { createPublicKey, encodePublicKey, type PublicKey, type VerificationKey } from './public-key.ts';
export { type HolderReference, holderReference, nextReference, parseReference } from './reference.ts';
export {
  authenticateRequest,
  type CertificateRequest,
  createRequest,
  parseRequest,
  type RequestBody,
  verifyInnerSignature,
  verifyOuterSignature,
} from './request.ts';
