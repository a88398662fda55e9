// Who is signed in, as the identity provider vouches: a patient by what was read from the card, a worker by what the registers say.
import type { RegisterStatus, RoleId } from '../../lib/entitlement/index.ts';
import { registerStatuses, roleIds } from '../../lib/entitlement/index.ts';
import { EidError } from '../../lib/error/index.ts';
import { policyAcr, tajClaim } from '../../lib/oidc/index.ts';
import { type CalendarDate, parseCalendarDate, parseTaj, type Taj } from '../../lib/person/index.ts';

/** How a person signed in, whoever they are. */
type SignedIn = {
  readonly sub: string;
  readonly acr: string;
  readonly amr: readonly string[];
  /** Milliseconds since 1970. */
  readonly signedInAt: number;
  /** For signing out at the identity provider. */
  readonly idToken: string;
  /** All claims as they came, for `/me.json`. */
  readonly claims: Readonly<Record<string, unknown>>;
};

/** A patient; a date of birth that they did not let us read is `undefined`. */
export type Patient = SignedIn & {
  readonly kind: 'patient';
  readonly name: string;
  readonly birthDate?: CalendarDate;
  readonly taj: Taj;
};

export type Worker = SignedIn & {
  readonly kind: 'worker';
  /** The worker's id in the directory. */
  readonly user: string;
  readonly name: string;
  readonly role: RoleId;
  readonly institution: Place;
  readonly unit: Place;
  readonly registerNumber?: string;
  readonly registerStatus: RegisterStatus;
  readonly registerAsOf: string;
};

/** An institution or a unit; the name is missing while the directory cannot be asked. */
export type Place = { readonly id: string; readonly name?: string };

export type Account = Patient | Worker;

/** A worker who only asked how they stand: who they are, in whatever role or none. Nobody is signed in by it. */
export type User = { readonly kind: 'user'; readonly user: string };

export type AccountErrorCode = 'request.not-allowed' | 'internal';

type Claims = Readonly<Record<string, unknown>>;

/**
 * The account that tokens vouch for. Errors: `request.not-allowed` when the level is not the EESZT's, `internal` when a claim that was
 * essential is missing or misspelt.
 */
export function accountOf(claims: Claims, idToken: string, now: number): Account | User {
  if (claims['acr'] !== policyAcr) throw new EidError<AccountErrorCode>('request.not-allowed', { at: 'acr' });
  const text = (name: string) => (typeof claims[name] === 'string' && claims[name] !== '' ? claims[name] : undefined);
  if (claims['eeszt_role'] === undefined && claims['eeszt_user'] !== undefined) return { kind: 'user', user: needed(text, 'eeszt_user') };
  const amr = Array.isArray(claims['amr']) ? claims['amr'].filter((method) => typeof method === 'string') : [];
  const signedIn: SignedIn = { sub: text('sub') ?? '', acr: policyAcr, amr, signedInAt: now, idToken, claims };
  return claims['eeszt_role'] === undefined ? patient(signedIn, text) : worker(signedIn, text);
}

type Text = (name: string) => string | undefined;

/** A claim that there must be, as it is or as it is read. */
function needed<T = string>(text: Text, name: string, read: (value: string) => T | undefined = (value) => value as T): T {
  const value = read(text(name) ?? '');
  if (value === undefined || value === '') throw new EidError<AccountErrorCode>('internal', { at: name });
  return value;
}

const oneOf =
  <T extends string>(words: readonly T[]) =>
  (text: string): T | undefined =>
    words.find((word) => word === text);

function patient(signedIn: SignedIn, text: Text): Patient {
  const birthDate = parseCalendarDate(text('birthdate') ?? '');
  return {
    kind: 'patient',
    ...signedIn,
    name: needed(text, 'name'),
    ...(birthDate === undefined ? {} : { birthDate }),
    taj: needed(text, tajClaim, parseTaj),
  };
}

function worker(signedIn: SignedIn, text: Text): Worker {
  const number = text('professional_id');
  return {
    kind: 'worker',
    ...signedIn,
    user: needed(text, 'eeszt_user'),
    name: needed(text, 'name'),
    role: needed(text, 'eeszt_role', oneOf(roleIds)),
    institution: { id: needed(text, 'eeszt_org') },
    unit: { id: needed(text, 'eeszt_unit') },
    ...(number === undefined ? {} : { registerNumber: number }),
    registerStatus: needed(text, 'register_status', oneOf(registerStatuses)),
    registerAsOf: needed(text, 'register_asof'),
  };
}
