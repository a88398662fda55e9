// The pages of the identity provider: where each is, and in which states a person may see it.
import { failureCodes } from '../login/failure.ts';

export const pages = [
  { id: 'idp.sign-in', path: '/interaction/{uid}', states: ['worker', 'citizen', 'pseudonym'] },
  { id: 'idp.activation', path: '/interaction/{uid}/activation', states: ['leaving', 'no-answer'] },
  { id: 'idp.role', path: '/interaction/{uid}', states: ['few', 'many'] },
  { id: 'idp.failed', path: '/interaction/{uid}', states: failureCodes },
  { id: 'idp.refused', path: '/auth', states: ['request.not-allowed', 'signin.other-browser', 'signin.expired', 'database.unreachable'] },
  { id: 'idp.leaving', path: '/interaction/{uid}/leaving', states: ['default'] },
  { id: 'idp.signed-out', path: '/session/end', states: ['default'] },
] as const;

/** What only somebody meets whose card is being linked. */
export const linkingPages = [{ id: 'idp.sign-in', path: '/interaction/{uid}', states: ['linking'] }] as const;

export type PageId = (typeof pages)[number]['id'];

export { activationPage } from './activation.ts';
export { failedPage, refusedPage } from './failed.ts';
export type { Frame } from './frame.ts';
export { leavingPage } from './leaving.ts';
export { rolePage } from './role.ts';
export { signInPage } from './sign-in.ts';
export { signedOutPage } from './signed-out.ts';
