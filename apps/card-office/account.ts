// Who is signed in at the office, as the identity provider vouches: a clerk by the registers, a holder by what was read from the card.
import { EidError } from '../../lib/error/index.ts';
import { policyAcr, tajClaim } from '../../lib/oidc/index.ts';
import { parseTaj, type Taj } from '../../lib/person/index.ts';

type SignedIn = {
  readonly sub: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly signedInAt: number;
  /** For signing out at the identity provider. */
  readonly idToken: string;
  /** The sign-in, by which the identity provider ends it. */
  readonly sid: string;
};

/** Somebody who works at a window. */
export type Clerk = SignedIn & { readonly kind: 'clerk'; readonly institution: string; readonly unit: string };

/** Somebody who looks after the own cards; found in the register by the TAJ number. */
export type Holder = SignedIn & { readonly kind: 'holder'; readonly taj: Taj };

export type Account = Clerk | Holder;

/** Who a page is for. */
export type Who = Account['kind'];

/** Where each lands after signing in. */
export const homePaths: Readonly<Record<Who, string>> = { clerk: '/window', holder: '/own' };

export type AccountErrorCode = 'request.not-allowed' | 'account.no-role' | 'internal';

type Claims = Readonly<Record<string, unknown>>;

/** The account that tokens vouch for. Errors: `request.not-allowed` below the EESZT's level, `account.no-role` for a role that is no clerk's, `internal`. */
export function accountOf(claims: Claims, idToken: string, now: number): Account {
  if (claims['acr'] !== policyAcr) throw new EidError<AccountErrorCode>('request.not-allowed', { at: 'acr' });
  const signedIn = { sub: needed(claims, 'sub'), name: needed(claims, 'name'), signedInAt: now, idToken, sid: needed(claims, 'sid') };
  if (claims['eeszt_role'] === undefined) return { kind: 'holder', ...signedIn, taj: needed(claims, tajClaim, parseTaj) };
  if (claims['eeszt_role'] !== 'clerk') throw new EidError<AccountErrorCode>('account.no-role');
  return { kind: 'clerk', ...signedIn, institution: needed(claims, 'eeszt_org'), unit: needed(claims, 'eeszt_unit') };
}

/** A claim that there must be, as it is or as it is read. */
function needed<T = string>(claims: Claims, name: string, read: (value: string) => T | undefined = (value) => value as T): T {
  const claim = claims[name];
  const value = typeof claim === 'string' && claim !== '' ? read(claim) : undefined;
  if (value === undefined) throw new EidError<AccountErrorCode>('internal', { at: name });
  return value;
}
