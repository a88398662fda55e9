export { authenticationToken, type CipherSuite, cipherSuites, compress, deriveKey } from './derivation.ts';
export { generalAuthenticate, parseDynamicData, wrapDynamicData } from './general-authenticate.ts';
export { encodeKeySelection, type KeySelection, parseKeySelection } from './key-selection.ts';
