// The client's part of the road, in order: activation, tc-token, start-paos, did-authenticate-eac1, pace, did-authenticate-eac2, transmit,
// start-paos-response, refresh. Each is the file of its message, which has the same name at the other end.
export { activation, isNavigation, type Reception } from './activation.ts';
export { type Destination, signIn } from './authentication.ts';
export { awaitCard } from './card.ts';
export { readCardAccess, readFile } from './read-file.ts';
export { mapAddress } from './refresh.ts';
export type { Means, PaosConnection, Trace } from './state.ts';
