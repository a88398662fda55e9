export { agreedSignature } from '../xml-signature/index.ts';
export { type Parameter, type ReceivedMessage, readPost, readRedirect, writePost, writeRedirect } from './binding.ts';
export { decryptElement, encryptElement, readableMethods } from './encryption.ts';
export { type Signing, signEnveloped } from './enveloped.ts';
export { readServiceProvider } from './metadata.ts';
