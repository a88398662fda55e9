export {
  agreedSignature,
  algorithmFor,
  digest,
  enveloped,
  exclusive,
  hashClasses,
  isDigest,
  isSignature,
  isSignedBy,
  isStrong,
  type SignatureName,
  type SigningKey,
  signatureAlgorithms,
  signatureClasses,
  signOctets,
} from './algorithms.ts';
export { ds, signedParts } from './signed-parts.ts';
