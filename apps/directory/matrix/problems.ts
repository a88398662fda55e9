// What the rules of the matrix answer when they refuse.
import type { MatrixErrorCode } from '../../../lib/entitlement/index.ts';

export const matrixProblems = {
  'matrix.not-administrator': { status: 403, title: 'Not an administrator of this institution' },
  'matrix.worker-unknown': { status: 422, title: 'No such worker' },
  'matrix.unit-unknown': { status: 422, title: 'No such unit at this institution' },
  'matrix.role-not-grantable': { status: 422, title: 'An institution of this kind does not grant this role' },
  'matrix.other-profession': { status: 422, title: 'The role belongs to another profession' },
  'matrix.supervisor-needed': { status: 422, title: 'A resident needs a supervisor' },
  'matrix.supervisor-unfit': { status: 422, title: 'The supervisor does not practise independently here' },
  'matrix.end-needed': { status: 422, title: 'Such a role ends on a day' },
  'matrix.start-needed': { status: 422, title: 'Such a role begins on a day' },
  'matrix.dates-reversed': { status: 422, title: 'The last day is before the first, or over' },
  'matrix.held-already': { status: 409, title: 'The worker holds this role, or it waits for a decision' },
  'matrix.not-held': { status: 409, title: 'The worker does not hold this role' },
  'matrix.last-administrator': { status: 409, title: 'Nobody would be left who can administer the institution' },
  'matrix.own-decision': { status: 409, title: 'A second administrator decides' },
  'matrix.not-pending': { status: 409, title: 'Nothing waits for this decision' },
} as const satisfies Readonly<Record<MatrixErrorCode, { readonly status: number; readonly title: string }>>;
