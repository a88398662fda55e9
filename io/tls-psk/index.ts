export { connectPsk, type PskClientOptions, type PskConnection } from './client.ts';
export { type PskAnswer, type PskPeer, type PskServer, type PskServerOptions, servePsk } from './server.ts';
export { type PskErrorCode, smallestKey } from './suites.ts';
