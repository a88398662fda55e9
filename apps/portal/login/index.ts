// The portal's part of the road, in order: authorization-request, authorization-response, token-request; and the addresses where it is walked.
export { pushRequest } from './authorization-request.ts';
export { acceptResponse } from './authorization-response.ts';
export { nameAccount, sessionCookie, signInRoutes, standingCookie } from './routes.ts';
export { requestClaims } from './token-request.ts';
