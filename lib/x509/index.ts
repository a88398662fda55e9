export { isIssuedBy, parseX509, signX509, type X509Body, type X509Certificate } from './certificate.ts';
export type { X509ErrorCode } from './error.ts';
export type { CertificateExtensions, ExtendedKeyUsage, KeyUsage } from './extensions.ts';
export { createName, type Name, type NameAttributes, parseName, sameName } from './name.ts';
export { isListOf, parseRevocationList, parseRevocationLists, type RevocationList, signRevocationList } from './revocation-list.ts';
export { type ContentSigner, isSignatureRight, parseSignedData, type SignedData, signContent } from './signed-data.ts';
export {
  encodeStandardizedCurve,
  encodeSubjectPublicKey,
  parseEcAlgorithm,
  parseSubjectPublicKey,
  type SubjectPublicKey,
} from './subject-public-key.ts';
