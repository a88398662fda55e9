// What a relying party may learn: scope → claim → mode of identification → what is read from the card for it.
// In worker mode everything comes from the directory, and the card is asked for no data group at all.

/**
 * A worker is named by the directory, a citizen by the card; with a pseudonym nobody is named. Linking reads the natural identity data once, for
 * the directory to compare, and names the worker that the directory found: the relying party is told none of what was read.
 */
export type Mode = 'worker' | 'citizen' | 'linking' | 'pseudonym';

/** What the card is asked for: names of operations of the eID interface (lib/eid-service). */
export type CardDatum = 'givenNames' | 'familyNames' | 'birthName' | 'motherName' | 'dateOfBirth' | 'placeOfBirth' | 'taj';

interface ClaimRow {
  readonly claim: string;
  /** The scope that asks for it, OpenID Connect Core 5.4. */
  readonly scope: string;
  readonly mode: Exclude<Mode, 'pseudonym'>;
  readonly reads: readonly CardDatum[];
}

/** The claim of the social security number, and the scope that asks for it. */
export const tajClaim = 'urn:eeszt:taj';

/** The scope of a sign-in in a role. */
export const roleScope = 'eeszt_role';

/** The scope of who somebody is in the EESZT, for its own portal: granted also to a worker who may act in no role. */
export const userScope = 'eeszt_user';

/** The scope of binding a card to an account, and of the sign-in that follows at once. */
export const linkingScope = 'eeszt_linking';

export const claimRows = [
  { claim: 'given_name', scope: 'profile', mode: 'citizen', reads: ['givenNames'] },
  { claim: 'family_name', scope: 'profile', mode: 'citizen', reads: ['familyNames'] },
  { claim: 'name', scope: 'profile', mode: 'citizen', reads: ['givenNames', 'familyNames'] },
  { claim: 'birthdate', scope: 'profile', mode: 'citizen', reads: ['dateOfBirth'] },
  { claim: tajClaim, scope: tajClaim, mode: 'citizen', reads: ['taj'] },
  { claim: 'name', scope: roleScope, mode: 'worker', reads: [] },
  { claim: 'eeszt_role', scope: roleScope, mode: 'worker', reads: [] },
  { claim: 'eeszt_org', scope: roleScope, mode: 'worker', reads: [] },
  { claim: 'eeszt_unit', scope: roleScope, mode: 'worker', reads: [] },
  { claim: 'professional_id', scope: roleScope, mode: 'worker', reads: [] },
  { claim: 'register_status', scope: roleScope, mode: 'worker', reads: [] },
  { claim: 'register_asof', scope: roleScope, mode: 'worker', reads: [] },
  { claim: 'eeszt_user', scope: userScope, mode: 'worker', reads: [] },
  {
    claim: 'linking_user',
    scope: linkingScope,
    mode: 'linking',
    reads: ['givenNames', 'familyNames', 'birthName', 'motherName', 'dateOfBirth', 'placeOfBirth'],
  },
  { claim: 'linking_outcome', scope: linkingScope, mode: 'linking', reads: [] },
  { claim: 'linking_stop', scope: linkingScope, mode: 'linking', reads: [] },
  { claim: 'name', scope: linkingScope, mode: 'linking', reads: [] },
  { claim: 'eeszt_role', scope: linkingScope, mode: 'linking', reads: [] },
  { claim: 'eeszt_org', scope: linkingScope, mode: 'linking', reads: [] },
  { claim: 'eeszt_unit', scope: linkingScope, mode: 'linking', reads: [] },
  { claim: 'professional_id', scope: linkingScope, mode: 'linking', reads: [] },
  { claim: 'register_status', scope: linkingScope, mode: 'linking', reads: [] },
  { claim: 'register_asof', scope: linkingScope, mode: 'linking', reads: [] },
  { claim: 'eeszt_user', scope: linkingScope, mode: 'linking', reads: [] },
] as const satisfies readonly ClaimRow[];

export type ClaimName = (typeof claimRows)[number]['claim'];
export type ScopeName = (typeof claimRows)[number]['scope'];

export const scopeNames = ['profile', tajClaim, roleScope, userScope, linkingScope] as const satisfies readonly ScopeName[];

/** The claims that a scope asks for, by scope. */
export const scopeClaims: Readonly<Record<ScopeName, readonly ClaimName[]>> = group();

export function isClaimName(name: string): name is ClaimName {
  return claimRows.some((row) => row.claim === name);
}

function group(): Record<ScopeName, ClaimName[]> {
  const scopes: Record<ScopeName, ClaimName[]> = { profile: [], [tajClaim]: [], [roleScope]: [], [userScope]: [], [linkingScope]: [] };
  for (const { scope, claim } of claimRows) scopes[scope].push(claim);
  return scopes;
}
