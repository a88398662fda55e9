// What one authorization request comes to: its mode, its claims, what the card is asked for. Claims are the registered ones that were
// asked for, by scope (voluntary) or one by one in the `claims` parameter (essential or with a value, OpenID Connect Core 5.5).
import { EidError } from '../error/index.ts';
import { meetsPolicy } from './acr.ts';
import { type CardDatum, type ClaimName, claimRows, type Mode, type ScopeName } from './claims.ts';

export type OidcErrorCode =
  /** The `claims` parameter is not what OpenID Connect Core 5.5 says. */
  | 'oidc.claims-malformed'
  /** Asks for a worker's role and a citizen's data at once. */
  | 'oidc.two-modes';

export interface ClaimRequest {
  readonly essential: boolean;
  /** The values that would do; empty when any would. */
  readonly values: readonly string[];
}

/** The `claims` parameter, both of its halves together, by claim name. */
export type ClaimRequests = Readonly<Record<string, ClaimRequest>>;

/** What a relying party may ask for at all: scopes, and of their claims only these when it names some. */
export interface RegisteredClaims {
  readonly scopes: readonly ScopeName[];
  readonly claims?: readonly ClaimName[];
}

export interface SignInPlan {
  readonly mode: Mode;
  readonly claims: readonly ClaimName[];
  /** What is read from the card; `required` when the relying party cannot do without it. */
  readonly reads: Readonly<Partial<Record<CardDatum, 'required' | 'optional'>>>;
  /** Which of several roles was asked for, by claim: `{ eeszt_org: ['100001'] }`. */
  readonly role: Readonly<Partial<Record<ClaimName, readonly string[]>>>;
}

/** Reads the `claims` parameter (already JSON). Errors: `oidc.claims-malformed`. */
export function parseClaimRequests(parameter: unknown): ClaimRequests {
  const requests: Record<string, ClaimRequest> = {};
  const halves = object(parameter);
  for (const half of [halves['userinfo'], halves['id_token']]) {
    for (const [claim, request] of Object.entries(half === undefined ? {} : object(half))) {
      const { essential = false, value, values = [] } = request === null ? {} : object(request);
      const asked = value === undefined ? values : [value];
      if (typeof essential !== 'boolean' || !isTexts(asked)) throw new EidError<OidcErrorCode>('oidc.claims-malformed');
      const before = Object.hasOwn(requests, claim) ? requests[claim] : undefined;
      requests[claim] = { essential: essential || before?.essential === true, values: [...(before?.values ?? []), ...asked] };
    }
  }
  return requests;
}

/**
 * Whether a session at the policy's level satisfies the `acr` asked for as essential. Compared with the parameter as it was sent:
 * `acr_values` never overrides it.
 */
export function meetsEssentialAcr(requests: ClaimRequests): boolean {
  const acr = Object.hasOwn(requests, 'acr') ? requests['acr'] : undefined;
  return acr === undefined || !acr.essential || acr.values.length === 0 || acr.values.some(meetsPolicy);
}

/** Plans a sign-in. Errors: `oidc.two-modes`. */
export function planSignIn(scopes: readonly string[], requests: ClaimRequests, registered: RegisteredClaims): SignInPlan {
  // A claim of several scopes that is asked for by itself is that of a scope asked for as well, or else of the first.
  const scopeOf = (name: ClaimName) => {
    const named = claimRows.filter(({ claim }) => claim === name);
    return (named.find(({ scope }) => scopes.includes(scope)) ?? named[0])?.scope;
  };
  const rows = claimRows.filter(({ claim, scope }) => {
    const one = Object.hasOwn(requests, claim) && scope === scopeOf(claim);
    const may = registered.scopes.includes(scope) && (registered.claims?.includes(claim) ?? true);
    return may && (scopes.includes(scope) || one);
  });
  const modes = new Set<Mode>(rows.map((row) => row.mode));
  if (modes.size > 1) throw new EidError<OidcErrorCode>('oidc.two-modes');
  const reads: Partial<Record<CardDatum, 'required' | 'optional'>> = {};
  const role: Partial<Record<ClaimName, readonly string[]>> = {};
  for (const { claim, mode, reads: data } of rows) {
    const request = Object.hasOwn(requests, claim) ? requests[claim] : undefined;
    for (const datum of data) if (reads[datum] !== 'required') reads[datum] = request?.essential === true ? 'required' : 'optional';
    if (mode !== 'citizen' && request !== undefined && request.values.length > 0) role[claim] = request.values;
  }
  return { mode: [...modes][0] ?? 'pseudonym', claims: rows.map((row) => row.claim), reads, role };
}

function object(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new EidError<OidcErrorCode>('oidc.claims-malformed');
  return value as Record<string, unknown>;
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
