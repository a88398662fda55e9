// Every page of the portal, where it is, and the states in which a person can meet it.
import type { ErrorCode } from '../../../lib/phrases/index.ts';
import { homePaths } from '../homes.ts';

export type PageRow = { readonly id: string; readonly path: string; readonly states: readonly string[] };

/** How a sign-in can end at the portal: by its own checks, or with what the identity provider says. */
const failures: readonly ErrorCode[] = [
  'signin.other-browser',
  'signin.expired',
  'request.not-allowed',
  'user.cancelled',
  'client.stopped',
  'account.not-linked',
  'account.no-role',
  'account.suspended',
  'document.revoked',
  'document.expired',
  'document.not-authentic',
  'token.unreachable',
  'eid-server.down',
  'idp.down',
  'directory.down',
  'database.unreachable',
  'internal',
];

/** What a form can lead to that belongs to no area. */
export const formPages: readonly PageRow[] = [{ id: 'portal.session-ended', path: '/sign-in/again', states: ['default'] }];

export const pages: readonly PageRow[] = [
  { id: 'portal.start', path: '/', states: ['default'] },
  { id: 'portal.patient', path: homePaths.patient, states: ['default'] },
  { id: 'portal.physician', path: homePaths.physician, states: ['default'] },
  { id: 'portal.health-worker', path: homePaths['health-worker'], states: ['default'] },
  { id: 'portal.pharmacist', path: homePaths.pharmacist, states: ['default'] },
  { id: 'portal.staff', path: homePaths.staff, states: ['default', 'institution-admin'] },
  { id: 'portal.who-you-are', path: '/who-you-are', states: ['patient', 'worker'] },
  { id: 'portal.signed-out', path: '/signed-out', states: ['default'] },
  { id: 'portal.failure', path: '/sign-in/failed', states: failures },
];
