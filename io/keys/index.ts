export type { KeysErrorCode } from './error.ts';
export { readPrivate, readPublic, writePrivate, writePublic } from './files.ts';
export { generateKey, type KeyKind, type PrivateKey, readKey, readSigner, scalarOf, signerOf, writeKey } from './key.ts';
export { certificateOctets, certificatePem, certificatesOctets } from './pem.ts';
export { type Reloading, reloading } from './reloading.ts';
export { readTls, type TlsFiles, type TlsMaterial } from './tls.ts';
