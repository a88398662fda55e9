export type { X509ErrorCode } from './error.ts';
export {
  encodeStandardizedCurve,
  encodeSubjectPublicKey,
  parseEcAlgorithm,
  parseSubjectPublicKey,
  type SubjectPublicKey,
} from './subject-public-key.ts';
