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
} from './cryptography.ts';
