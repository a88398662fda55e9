export { cardAmr, eidasLevels, policyAcr } from './acr.ts';
export {
  type CardDatum,
  type ClaimName,
  claimRows,
  isClaimName,
  linkingScope,
  type Mode,
  roleScope,
  type ScopeName,
  scopeClaims,
  scopeNames,
  tajClaim,
  userScope,
} from './claims.ts';
export {
  type ClaimRequests,
  meetsEssentialAcr,
  type OidcErrorCode,
  parseClaimRequests,
  planSignIn,
  type RegisteredClaims,
  type SignInPlan,
} from './request.ts';
