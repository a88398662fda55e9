// What is said to the directory: whose card is this, this card is theirs, here are the registers. Plain JSON, read strictly at both ends.

import { type Identity, identity } from './identity.ts';
import { professions, type Registration, type RoleEntry, registerStatuses, roleIds, type WorkerRecord } from './roles.ts';
import { byKind, listOf, object, oneOf, orNull, type Reader, text, truth } from './shape.ts';

/** A card's sector pseudonym (Restricted Identification, TR-03110-2 3.5), 32 to 64 octets in lower-case hexadecimal. */
const pseudonym = text(/^([0-9a-f]{2}){32,64}$/);
const id = text(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const name = text(/^[^\p{Cc}]{1,120}$/u);
const institutionId = text(/^\d{6}$/);
const unitId = text(/^\d{9}$/);
const time = text(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
/** Where the register reaches somebody, if anywhere. */
const mail = orNull(text(/^[^\s@,;<>"]{1,64}@[^\s@,;<>"]{1,190}$/));
const standing = oneOf(['in-force', 'suspended']);

const registration: Reader<Registration> = object<Registration>({
  number: orNull(text(/^\d{5}$/)),
  basic: truth,
  operational: truth,
  status: oneOf(registerStatuses),
  asOf: time,
});

const roleEntry: Reader<RoleEntry> = object<RoleEntry>({
  role: oneOf(roleIds),
  institution: object({ id: institutionId, name }),
  unit: object({ id: unitId, name }),
  status: standing,
});

export const workerRecord: Reader<WorkerRecord> = object<WorkerRecord>({
  id,
  name,
  profession: oneOf(professions),
  registration,
  roles: listOf(roleEntry),
});

/** `resolve-link`, identity provider → directory: whose card has this pseudonym? */
export type ResolveLink = { readonly pseudonym: string };

/** The directory's answer, with everything that the sign-in of a worker needs. */
export type LinkResolved = { readonly kind: 'linked'; readonly worker: WorkerRecord } | { readonly kind: 'not-linked' };

/** `link`, office → directory: the card with this pseudonym is this worker's. A worker may have several. */
export type Link = { readonly pseudonym: string; readonly worker: string };

/** `registers`, office → directory: institutions, workers and the entitlement matrix as of a time; it replaces what was there, but no link. */
export type Registers = {
  /** `YYYY-MM-DDThh:mm:ssZ`. */
  readonly asOf: string;
  readonly institutions: readonly RegisteredInstitution[];
  readonly workers: readonly RegisteredWorker[];
};

export type RegisteredInstitution = {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  /** The address that the institution registered with. */
  readonly mail: string | null;
  readonly units: readonly { readonly id: string; readonly name: string }[];
};

export type RegisteredWorker = Omit<WorkerRecord, 'registration' | 'roles'> & {
  /** The address that the register has: for letters to this person, and in no answer of the directory. */
  readonly mail: string | null;
  /** What the register knows the person by; the directory keeps marks of it only. `null` where it has none: such a user is linked by people. */
  readonly identity: Identity | null;
  readonly registration: Omit<Registration, 'asOf'>;
  readonly roles: readonly (Pick<RoleEntry, 'role' | 'status'> & { readonly institution: string; readonly unit: string })[];
};

const registers: Reader<Registers> = object<Registers>({
  asOf: time,
  institutions: listOf(
    object<RegisteredInstitution>({ id: institutionId, name, kind: id, mail, units: listOf(object({ id: unitId, name })) }),
  ),
  workers: listOf(
    object<RegisteredWorker>({
      id,
      name,
      profession: oneOf(professions),
      mail,
      identity: orNull(identity),
      registration: object({ number: orNull(text(/^\d{5}$/)), basic: truth, operational: truth, status: oneOf(registerStatuses) }),
      roles: listOf(object({ role: oneOf(roleIds), institution: institutionId, unit: unitId, status: standing })),
    }),
  ),
});

const linkResolved: Reader<LinkResolved> = byKind<LinkResolved>({
  linked: object({ kind: oneOf(['linked']), worker: workerRecord }),
  'not-linked': object({ kind: oneOf(['not-linked']) }),
});

/** Each parser throws `EidError<EntitlementErrorCode>` for anything that is not exactly its message. */
export const parseResolveLink = (value: unknown): ResolveLink => object<ResolveLink>({ pseudonym })(value, '');
export const parseLinkResolved = (value: unknown): LinkResolved => linkResolved(value, '');
export const parseLink = (value: unknown): Link => object<Link>({ pseudonym, worker: id })(value, '');
export const parseRegisters = (value: unknown): Registers => registers(value, '');
