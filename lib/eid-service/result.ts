// Results of the eID interface: TR-03130-1 3.6.
import type { Result } from '../xml/index.ts';

const prefix = 'http://www.bsi.bund.de/eid/server/2.0/resultminor/';

/** The minors, by short name. */
export const serviceMinor = {
  schemaViolation: `${prefix}common#schemaViolation`,
  internalError: `${prefix}common#internalError`,
  missingTerminalRights: `${prefix}useID#missingTerminalRights`,
  missingArgument: `${prefix}useID#missingArgument`,
  invalidPsk: `${prefix}useID#invalidPSK`,
  tooManyOpenSessions: `${prefix}useID#tooManyOpenSessions`,
  noResultYet: `${prefix}getResult#noResultYet`,
  invalidCounter: `${prefix}getResult#invalidCounter`,
  invalidSession: `${prefix}getResult#invalidSession`,
  invalidDocument: `${prefix}getResult#invalidDocument`,
} as const;
export type ServiceMinor = keyof typeof serviceMinor;

/** A Result that says no. The message is for the operator of the relying party, in English. */
export function refused(minor: ServiceMinor, message?: string): Result {
  return { major: 'error', minor: serviceMinor[minor], ...(message !== undefined && { message }) };
}

/** The short name of a Result's minor; `undefined` when it is ok or speaks another language. */
export function minorOf(result: Result): ServiceMinor | undefined {
  return (Object.keys(serviceMinor) as ServiceMinor[]).find((name) => serviceMinor[name] === result.minor);
}
