export { measurePace, type PaceMeasurement } from './bench.ts';
export { createCryptography } from './cryptography.ts';
