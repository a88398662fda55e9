export type {
  AesKey,
  Clock,
  CryptoErrorCode,
  Cryptography,
  Curve,
  CurveName,
  DomainParameters,
  HashName,
  KeyPair,
  Random,
  RsaKey,
  RsaPadding,
} from './cryptography.ts';
export { curveOfOid, curveOfParameterId, curveOfParameters, namedCurves } from './domain-parameters.ts';
export { createSigner, type Signer } from './signer.ts';
