// The identity provider's part of the road, in the order of its messages. `activation` (3) is the page that leaves for the client, and
// `token-request` (14) is the engine's, by the policy of its file.

export { activationAddress } from './activation.ts'; // 3, the browser to the client
export { authorizationRequest } from './authorization-request.ts'; // 1, from the relying party
export { answerWithCode, answerWithError, citizenClaims, workerClaims } from './authorization-response.ts'; // 13, to the relying party
export { hadToken, type Returned, refresh, spoil } from './refresh.ts'; // 10, the browser from the client; 11 within: get-result
export { resolveLink } from './resolve-link.ts'; // 12, to the directory
export { tcToken } from './tc-token.ts'; // 4, from the client
export { useId } from './use-id.ts'; // 2, to the eID server
