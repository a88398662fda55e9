export { measurePace, type PaceMeasurement } from './bench.ts';
export { createCryptography } from './cryptography.ts';
export { curveNames, digestNames } from './openssl-names.ts';
