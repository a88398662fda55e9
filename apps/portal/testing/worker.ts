// Somebody who works at an institution, signed in with nothing but what a test says of them.
import type { RoleId } from '../../../lib/entitlement/index.ts';
import { policyAcr } from '../../../lib/oidc/index.ts';
import type { Worker } from '../account.ts';

export function testWorker(role: RoleId, institution: string, change: Partial<Worker> = {}): Worker {
  return {
    kind: 'worker',
    user: `user-${institution}`,
    sub: `sub-${institution}`,
    name: 'Teszt Elek',
    acr: policyAcr,
    amr: [],
    signedInAt: 0,
    idToken: '',
    claims: {},
    role,
    institution: { id: institution },
    unit: { id: `${institution}001` },
    registerStatus: 'in-force',
    registerAsOf: '2026-11-23T03:00:00Z',
    ...change,
  };
}

/** What the portal asks of sessions, for one who is signed in all the time, or nobody. */
export const sessionsOf = (account: () => Worker | undefined, clock: () => number) => ({
  read: async () => account(),
  checkedAt: async () => clock(),
  noteCheck: async () => undefined,
  close: async () => undefined,
});

/** The directory's word that a role is in force. */
export const standingOf = async ({ role, institution, unit }: Pick<Worker, 'role' | 'institution' | 'unit'>) => ({
  entries: [{ role, institution, unit, standing: 'counts' }],
});
