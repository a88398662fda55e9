// The identity provider's part of the road, in the order of its messages. The page of `activation` leaves for the client; `token-request`, the
// last, is the engine's, by the policy of its file.

// 1, from the relying party:

export { authorizationRequest } from './authorization-request.ts';

// 2, to the eID server:

export { useId } from './use-id.ts';

// 3, the browser to the client:

export { activationAddress } from './activation.ts';

// 4, from the client:

export { tcToken } from './tc-token.ts';

// 10, the browser from the client; within it 11, get-result, to the eID server:

export { hadToken, type Returned, refresh, spoil } from './refresh.ts';

// 12, to the directory:

export { matchIdentity } from './match-identity.ts';
export { resolveLink } from './resolve-link.ts';

// 13, to the relying party:

export { answerWithCode, answerWithError, citizenClaims, userClaims, workerClaims } from './authorization-response.ts';
