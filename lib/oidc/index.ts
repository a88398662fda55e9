export { cardAmr, eidasLevels, policyAcr } from './acr.ts';
export { type CardDatum, type ClaimName, isClaimName, type Mode, roleScope, scopeClaims, tajClaim } from './claims.ts';
export {
  type ClaimRequests,
  meetsEssentialAcr,
  type OidcErrorCode,
  parseClaimRequests,
  planSignIn,
  type SignInPlan,
} from './request.ts';
