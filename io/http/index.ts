export { createFetch, type Fetch, type HttpErrorCode, lookupLoopback, type OutgoingOptions } from './loopback.ts';
export { type App, type Listening, type ListenOptions, listen } from './server.ts';
