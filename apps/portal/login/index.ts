// The portal's part of the road, in order: authorization-request, authorization-response, token-request; and the addresses where it is walked.
export { sessionCookie, signInRoutes, standingCookie } from './routes.ts';
