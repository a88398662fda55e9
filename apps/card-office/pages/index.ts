// Every page of the office, where it is, and the states in which a person can meet it.
import type { ErrorCode } from '../../../lib/phrases/index.ts';

export type PageRow = { readonly id: string; readonly path: string; readonly states: readonly string[] };

/** How a visit can end. */
const failures: readonly ErrorCode[] = ['request.not-allowed'];

export const officePages: readonly PageRow[] = [
  { id: 'office.start', path: '/', states: ['default'] },
  { id: 'office.window', path: '/window', states: ['default'] },
  { id: 'office.own', path: '/own', states: ['default'] },
  { id: 'office.signed-out', path: '/signed-out', states: ['default'] },
  { id: 'office.failure', path: '/sign-in/failed', states: failures },
];
