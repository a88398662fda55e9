// Every page of an institution's readiness, where it is, and the states in which a person can meet it.
import type { PageRow } from '../../pages/index.ts';
import { kindNames } from '../kinds.ts';

export const readinessPages: readonly PageRow[] = [
  { id: 'portal.readiness', path: '/readiness', states: ['default'] },
  ...kindNames.map((kind) => ({ id: `portal.readiness-${kind}`, path: `/readiness/${kind}/new`, states: ['default', 'faulty'] })),
  { id: 'portal.readiness-import', path: '/readiness/import', states: ['default', 'faulty'] },
  { id: 'portal.import', path: '/readiness/imports/:job', states: ['done', 'refused'] },
  { id: 'portal.workstation-key', path: '/readiness/key', states: ['default'] },
  { id: 'portal.ready', path: '/ready/:token', states: ['asked', 'done', 'gone'] },
];
