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

/** A patient; what they did not let us read is `undefined`. */
export type Patient = SignedIn & {
  readonly kind: 'patient';
  readonly name?: string;
  readonly birthDate?: CalendarDate;
  readonly taj?: Taj;
};

export type Worker = SignedIn & {
  readonly kind: 'worker';
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

export type AccountErrorCode = 'request.not-allowed' | 'internal';

type Claims = Readonly<Record<string, unknown>>;

/**
 * The account that tokens vouch for. Errors: `request.not-allowed` when the level is not the EESZT's, `internal` when claims of a worker
 * are missing or misspelt.
 */
export function accountOf(claims: Claims, idToken: string, now: number): Account {
  if (claims['acr'] !== policyAcr) throw new EidError<AccountErrorCode>('request.not-allowed', { at: 'acr' });
  const text = (name: string) => (typeof claims[name] === 'string' && claims[name] !== '' ? claims[name] : undefined);
  const amr = Array.isArray(claims['amr']) ? claims['amr'].filter((method) => typeof method === 'string') : [];
  const signedIn: SignedIn = { sub: text('sub') ?? '', acr: policyAcr, amr, signedInAt: now, idToken, claims };
  return claims['eeszt_role'] === undefined ? patient(signedIn, text) : worker(signedIn, text);
}

type Text = (name: string) => string | undefined;

function patient(signedIn: SignedIn, text: Text): Patient {
  const name = text('name');
  const birthDate = parseCalendarDate(text('birthdate') ?? '');
  const taj = parseTaj(text(tajClaim) ?? '');
  return {
    kind: 'patient',
    ...signedIn,
    ...(name === undefined ? {} : { name }),
    ...(birthDate === undefined ? {} : { birthDate }),
    ...(taj === undefined ? {} : { taj }),
  };
}

function worker(signedIn: SignedIn, text: Text): Worker {
  const needed = (name: string) => {
    const value = text(name);
    if (value === undefined) throw new EidError<AccountErrorCode>('internal', { at: name });
    return value;
  };
  const oneOf = <T extends string>(words: readonly T[], name: string): T => {
    const word = words.find((known) => known === text(name));
    if (word === undefined) throw new EidError<AccountErrorCode>('internal', { at: name });
    return word;
  };
  const number = text('professional_id');
  return {
    kind: 'worker',
    ...signedIn,
    name: needed('name'),
    role: oneOf(roleIds, 'eeszt_role'),
    institution: { id: needed('eeszt_org') },
    unit: { id: needed('eeszt_unit') },
    ...(number === undefined ? {} : { registerNumber: number }),
    registerStatus: oneOf(registerStatuses, 'register_status'),
    registerAsOf: needed('register_asof'),
  };
}
