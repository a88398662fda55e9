// The portal's part of the road, in order: authorization-request, then (in io/relying-party) authorization-response, token-request; and the addresses where it is walked.
export { nameAccount, sessionCookie, signInRoutes, standingCookie } from './routes.ts';
