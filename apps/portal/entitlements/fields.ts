// The fields of the forms about roles, and where on them a refusal of the rules is shown.
import { type MatrixErrorCode, professions, roleIds } from '../../../lib/entitlement/index.ts';
import { parseRegisterNumber } from '../../../lib/person/index.ts';
import type { entitlements } from '../../../lib/phrases/hu/entitlements.ts';
import { choice, day, parsed, text, tick } from '../forms/index.ts';

/** What is told at a field: a phrase of our own, or a refusal of the rules. */
export type Message = keyof typeof entitlements | MatrixErrorCode;

type Field<Value> = (typed: readonly string[]) => { readonly value: Value } | { readonly problem: Message };

/** A field at which a refusal of the rules may be told as well. */
const field = <Value>(own: Field<Value>): Field<Value> => own;

/** A field that may stay empty, and is then `null`. */
const orNone =
  <Value>(own: Field<Value>): Field<Value | null> =>
  (typed) =>
    (typed[0] ?? '').trim() === '' ? { value: null } : own(typed);

const reason = field(text({ missing: 'grant.reason.missing', wrong: 'grant.reason.wrong', longest: 500 }));
const someDay = orNone(day({ missing: 'grant.day.wrong', wrong: 'grant.day.wrong' }));

export const findFields = {
  number: field(parsed(parseRegisterNumber, { missing: 'find.number.missing', wrong: 'find.number.wrong' })),
};

export const grantFields = {
  role: field(choice(roleIds, 'grant.role.missing')),
  unit: field(text({ missing: 'grant.unit.missing', wrong: 'grant.unit.missing', pattern: /^\d{9}$/ })),
  substitute: tick(),
  from: someDay,
  until: someDay,
  supervisor: orNone(parsed(parseRegisterNumber, { missing: 'grant.supervisor.wrong', wrong: 'grant.supervisor.wrong' })),
  reason,
};

/** `role@unit` of what is taken away. */
export const takeAwayFields = {
  entry: field(text({ missing: 'take-away.entry.missing', wrong: 'take-away.entry.missing', pattern: /^[a-z-]+@\d{9}$/ })),
  reason,
};

export const decideFields = { decision: field(choice(['approve', 'refuse'], 'decide.choice.missing')), reason };

export const staffFields = {
  name: text({ missing: 'staff.name.missing', wrong: 'staff.name.wrong', longest: 120 }),
  profession: choice(professions, 'staff.profession.missing'),
};

/** The field of a form at which a refusal is told. */
export const fieldOf = {
  'matrix.not-administrator': 'reason',
  'matrix.worker-unknown': 'reason',
  'matrix.unit-unknown': 'unit',
  'matrix.role-not-grantable': 'role',
  'matrix.other-profession': 'role',
  'matrix.supervisor-needed': 'supervisor',
  'matrix.supervisor-unfit': 'supervisor',
  'matrix.end-needed': 'until',
  'matrix.start-needed': 'from',
  'matrix.dates-reversed': 'until',
  'matrix.held-already': 'role',
  'matrix.not-held': 'entry',
  'matrix.last-administrator': 'entry',
  'matrix.own-decision': 'decision',
  'matrix.not-pending': 'decision',
} as const satisfies Readonly<Record<MatrixErrorCode, string>>;
