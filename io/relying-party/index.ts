export { type Leaving, type Pending, pushRequest } from './authorization-request.ts';
export { acceptResponse } from './authorization-response.ts';
export { origin, relyingPartyFields } from './config.ts';
export { openProvider, type Provider } from './provider.ts';
export { type Records, sealedRecords } from './records.ts';
export { newSecret, opener } from './seal.ts';
export { createSessions, endOf, lifetimes, type Sessions } from './sessions.ts';
export { endAtProvider } from './sign-out.ts';
export { requestClaims } from './token-request.ts';
