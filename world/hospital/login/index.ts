// The hospital system's part of the road, in order.
export { type Asked, requestAuthorization } from './authorization-request.ts'; // 1, to the identity provider
export { awaitResponse } from './authorization-response.ts'; // 13, from the identity provider
export { type Patient, requestTokens, type Staff } from './token-request.ts'; // 14, to the identity provider
