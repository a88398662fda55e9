// Who may put what into the entitlement matrix (VMÁTRIX): what an institution may grant, to whom, on which terms, and what needs a second pair of eyes.
import { EidError } from '../error/index.ts';
import type { Profession, Registration, RoleId } from './roles.ts';

/** A grant or a taking away that the rules refuse. */
export type MatrixErrorCode =
  /** The one who asks is no administrator of this institution now. */
  | 'matrix.not-administrator'
  | 'matrix.worker-unknown'
  | 'matrix.unit-unknown'
  /** An institution of this kind has no such role to give. */
  | 'matrix.role-not-grantable'
  /** The role belongs to another profession. */
  | 'matrix.other-profession'
  | 'matrix.supervisor-needed'
  /** The supervisor is not an independent physician or dentist of this institution. */
  | 'matrix.supervisor-unfit'
  | 'matrix.end-needed'
  | 'matrix.start-needed'
  | 'matrix.dates-reversed'
  | 'matrix.held-already'
  | 'matrix.not-held'
  | 'matrix.last-administrator'
  /** Whoever asked, or whom it concerns, cannot be the second pair of eyes. */
  | 'matrix.own-decision'
  | 'matrix.not-pending';

/** What an institution may grant, by its kind. A kind that is not here grants nothing. */
export const grantableRoles: Readonly<Record<string, readonly RoleId[]>> = {
  hospital: ['physician', 'dentist', 'pharmacist', 'nurse', 'assistant', 'resident', 'institution-admin'],
  'gp-practice': ['physician', 'nurse', 'assistant', 'resident', 'institution-admin'],
  'dental-practice': ['dentist', 'nurse', 'assistant', 'resident', 'institution-admin'],
  pharmacy: ['pharmacist', 'assistant', 'institution-admin'],
  'government-window': ['clerk', 'institution-admin'],
  operator: ['desk-agent', 'institution-admin'],
};

/** Which professions may hold a role; office roles are open to all. */
const professionsOf: Readonly<Partial<Record<RoleId, readonly Profession[]>>> = {
  physician: ['physician'],
  dentist: ['dentist'],
  pharmacist: ['pharmacist'],
  nurse: ['nurse'],
  assistant: ['assistant', 'nurse', 'physician', 'dentist', 'pharmacist'],
  resident: ['physician', 'dentist', 'pharmacist'],
};

/** Roles whose holder can supervise a resident. */
export const supervisingRoles: readonly RoleId[] = ['physician', 'dentist', 'pharmacist'];

/** The terms of a role: `YYYY-MM-DD` dates of Budapest, both included; `null` has no limit. */
export type GrantTerms = {
  readonly role: RoleId;
  /** Stands in for somebody, from a day to a day. */
  readonly substitute: boolean;
  readonly from: string | null;
  readonly until: string | null;
  /** For a resident: a worker's id. */
  readonly supervisor: string | null;
};

/** What the rules want to know of those concerned. */
export type GrantFacts = {
  readonly institutionKind: string;
  readonly profession: Profession;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** Whether the supervisor named practises independently at this institution today. */
  readonly supervisorFit: boolean;
};

/** Checks what is asked against the rules. Errors: those of `MatrixErrorCode` that concern role, profession, supervisor and dates. */
export function checkGrant(terms: GrantTerms, facts: GrantFacts): void {
  const { role, substitute, from, until, supervisor } = terms;
  const refuse = (code: MatrixErrorCode): never => {
    throw new EidError<MatrixErrorCode>(code);
  };
  if (!(grantableRoles[facts.institutionKind] ?? []).includes(role)) refuse('matrix.role-not-grantable');
  if (!(professionsOf[role]?.includes(facts.profession) ?? true)) refuse('matrix.other-profession');
  if (role === 'resident' && supervisor === null) refuse('matrix.supervisor-needed');
  if (role === 'resident' && !facts.supervisorFit) refuse('matrix.supervisor-unfit');
  if (substitute && from === null) refuse('matrix.start-needed');
  if ((substitute || role === 'resident') && until === null) refuse('matrix.end-needed');
  if (until !== null && (until < facts.today || (from !== null && until < from))) refuse('matrix.dates-reversed');
}

/** What becomes of a grant that the rules allow: one for oneself waits for a second administrator. */
export function decideGrant(actor: string, worker: string): 'in-force' | 'pending' {
  return actor === worker ? 'pending' : 'in-force';
}

/** Whether this administrator may be the second pair of eyes. Errors: `matrix.own-decision`. */
export function checkSecondEyes(actor: string, { worker, askedBy }: { readonly worker: string; readonly askedBy: string }): void {
  if (actor === askedBy || actor === worker) throw new EidError<MatrixErrorCode>('matrix.own-decision');
}

/** One who holds the administrator's role at a unit. */
export type Administrator = Pick<GrantTerms, 'from' | 'until'> & {
  readonly worker: string;
  readonly unit: string;
  /** Whether they can sign in at all. */
  readonly linked: boolean;
};

/**
 * Checks that somebody is left who can administer the institution when one entry ends: linked, in force today, without an end.
 * Errors: `matrix.last-administrator`.
 */
export function checkAdministratorLeft(
  entries: readonly Administrator[],
  leaving: Pick<Administrator, 'worker' | 'unit'>,
  today: string,
): void {
  const stays = (entry: Administrator) => entry.worker !== leaving.worker || entry.unit !== leaving.unit;
  const lasting = (entry: Administrator) => entry.linked && entry.until === null && countsOn(today, entry);
  if (!entries.some((entry) => stays(entry) && lasting(entry))) throw new EidError<MatrixErrorCode>('matrix.last-administrator');
}

/** Whether an entry counts on a day; both of its days are included. */
export function countsOn(today: string, { from, until }: Pick<GrantTerms, 'from' | 'until'>): boolean {
  return (from === null || from <= today) && (until === null || today <= until);
}

/** Whether a worker may supervise at all: in both registers, in force. */
export function practisesAlone(registration: Registration): boolean {
  return registration.status === 'in-force' && registration.basic && registration.operational;
}
