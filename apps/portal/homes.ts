// Where each person lands after signing in: a page of their own by what they do.
import type { RoleId } from '../../lib/entitlement/index.ts';
import type { Account } from './account.ts';

export const homePaths = {
  patient: '/patient',
  physician: '/physician',
  pharmacist: '/pharmacist',
  'health-worker': '/health-worker',
  staff: '/staff',
} as const;

export type Home = keyof typeof homePaths;

const homes: Readonly<Record<RoleId, Home>> = {
  physician: 'physician',
  dentist: 'physician',
  resident: 'physician',
  pharmacist: 'pharmacist',
  nurse: 'health-worker',
  assistant: 'health-worker',
  'institution-admin': 'staff',
  'desk-agent': 'staff',
  clerk: 'staff',
};

/** A person's landing page. */
export function homeOf(account: Account): Home {
  return account.kind === 'patient' ? 'patient' : homes[account.role];
}
