// The office's part of the road, in order.
export { isWay, requestAuthorization } from './authorization-request.ts';
export { acceptResponse } from './authorization-response.ts';
export { requestTokens } from './token-request.ts';
