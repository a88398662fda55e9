// Every page of the office, where it is, and the states in which a person can meet it.
import type { ErrorCode } from '../../../lib/phrases/index.ts';
import { stepNames } from '../applications/check.ts';
import { actNames } from '../window/acts.ts';

export type PageRow = { readonly id: string; readonly path: string; readonly states: readonly string[] };

/** How a visit can end. */
const failures: readonly ErrorCode[] = [
  'request.not-allowed',
  'register.changed-meanwhile',
  'application.numbers-of-another',
  'application.has-card',
  'production.code-card-missing',
  'card.unknown-to-office',
  'card.none',
  'can.wrong',
  'card.another-card',
];

export const officePages: readonly PageRow[] = [
  { id: 'office.start', path: '/', states: ['default'] },
  { id: 'office.window', path: '/window', states: ['default', 'found', 'nothing', 'refused'] },
  {
    id: 'office.application',
    path: '/applications/:id/:step',
    states: [...stepNames, 'refused', 'check', 'submitted', 'submitted-no-chip'],
  },
  { id: 'office.making', path: '/cards/:id/making', states: ['codes', 'ready', 'ready-no-chip', 'unconfirmed', 'handed', 'void'] },
  { id: 'office.card', path: '/cards/:id', states: ['in-use'] },
  { id: 'office.act', path: '/cards/:id/acts/:act', states: [...actNames, 'refused', 'done'] },
  { id: 'office.content', path: '/pad', states: ['default'] },
  { id: 'office.pad', path: '/pad', states: ['free', 'pin', 'pin-refused'] },
  { id: 'office.own', path: '/own', states: ['default'] },
  { id: 'office.signed-out', path: '/signed-out', states: ['default'] },
  { id: 'office.failure', path: '/sign-in/failed', states: failures },
];
