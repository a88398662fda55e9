// What the portal and the identity provider say to the directory about the matrix. Plain JSON, read strictly at the directory's door.
import { type Profession, professions, type RoleId, roleIds } from './roles.ts';
import { listOf, object, oneOf, orNull, type Reader, text, truth } from './shape.ts';

const workerId = text(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const institution = text(/^\d{6}$/);
const unit = text(/^\d{9}$/);
const day = text(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);
const reason = text(/^[^\p{Cc}]{1,500}$/u);
const name = text(/^[^\p{Cc}]{1,120}$/u);
const entryId = text(/^[A-Za-z0-9_-]{20,64}$/);

/** `grant`: an administrator gives a worker a role at a unit. */
export type Grant = {
  /** The administrator who is signed in. */
  readonly actor: string;
  readonly institution: string;
  readonly unit: string;
  readonly worker: string;
  readonly role: RoleId;
  readonly substitute: boolean;
  readonly from: string | null;
  readonly until: string | null;
  readonly supervisor: string | null;
  readonly reason: string;
};

/** `take-away`: an administrator ends a role. */
export type TakeAway = Pick<Grant, 'actor' | 'institution' | 'unit' | 'worker' | 'role' | 'reason'>;

/** `decide`: the second administrator approves or refuses what waits. */
export type Decide = {
  readonly actor: string;
  readonly institution: string;
  readonly id: string;
  readonly approve: boolean;
  readonly reason: string;
};

/** `staff`: the institution enters somebody who stands in no register. */
export type NewStaff = { readonly actor: string; readonly institution: string; readonly name: string; readonly profession: Profession };

/** `invite`: a new one-use code for somebody whom the institution entered. */
export type Invite = { readonly actor: string; readonly institution: string; readonly worker: string };

/** `signed-in`, identity provider → directory: this worker has signed in for this institution. The directory keeps the day. */
export type SignedIn = { readonly worker: string; readonly institution: string };

/** `addresses`: the registered mail addresses of an institution's own people, for letters of the portal to them. */
export type AskAddresses = { readonly institution: string; readonly workers: readonly string[] };

/** `workers-by-numbers`: who has these register numbers? */
export type AskNumbers = { readonly numbers: readonly string[] };

const grant = object<Grant>({
  actor: workerId,
  institution,
  unit,
  worker: workerId,
  role: oneOf(roleIds),
  substitute: truth,
  from: orNull(day),
  until: orNull(day),
  supervisor: orNull(workerId),
  reason,
});
const takeAway = object<TakeAway>({ actor: workerId, institution, unit, worker: workerId, role: oneOf(roleIds), reason });
const decide = object<Decide>({ actor: workerId, institution, id: entryId, approve: truth, reason });
const newStaff = object<NewStaff>({ actor: workerId, institution, name, profession: oneOf(professions) });
const invite = object<Invite>({ actor: workerId, institution, worker: workerId });
const signedIn = object<SignedIn>({ worker: workerId, institution });

const askAddresses = object<AskAddresses>({ institution, workers: listOf(workerId) });

const askNumbers = object<AskNumbers>({ numbers: listOf(text(/^\d{5}$/)) });

const at =
  <T>(read: Reader<T>) =>
  (value: unknown): T =>
    read(value, '');

/** Each throws `EidError<EntitlementErrorCode>` for anything that is not exactly its message. */
export const parseGrant = at(grant);
export const parseTakeAway = at(takeAway);
export const parseDecide = at(decide);
export const parseNewStaff = at(newStaff);
export const parseInvite = at(invite);
export const parseAskNumbers = at(askNumbers);
export const parseAskAddresses = at(askAddresses);
export const parseSignedIn = at(signedIn);
