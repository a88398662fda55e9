// Results of the eID interface: TR-03130-1 3.6.
import type { Result } from '../xml/index.ts';

const prefix = 'http://www.bsi.bund.de/eid/server/2.0/resultminor/';

/** The minors, by short name. */
const serviceMinor = {
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
  deniedDocument: `${prefix}getResult#deniedDocument`,
} as const;
export type ServiceMinor = keyof typeof serviceMinor;

/**
 * Why there is no result, as the code of the page that the person will see. The standard has no words for it, so it travels as the
 * ResultMessage: `document.*` with invalidDocument, the others with internalError.
 */
export type RefusalCode =
  | 'document.revoked'
  | 'document.expired'
  | 'document.not-authentic'
  | 'user.cancelled'
  | 'database.unreachable'
  | 'internal';

const refusalCodes: readonly string[] = [
  'document.revoked',
  'document.expired',
  'document.not-authentic',
  'user.cancelled',
  'database.unreachable',
  'internal',
] satisfies readonly RefusalCode[];

/** The code in a Result's message, if its server says one. */
export function refusalCode({ message }: Result): RefusalCode | undefined {
  return message !== undefined && refusalCodes.includes(message) ? (message as RefusalCode) : undefined;
}

/** A Result that says no; `message` is a code, or for other minors a hint to whoever runs the relying party. */
export function refused(minor: ServiceMinor, message?: RefusalCode | (string & {})): Result {
  return { major: 'error', minor: serviceMinor[minor], ...(message !== undefined && { message }) };
}

/** The short name of a Result's minor; `undefined` when it is ok or speaks another language. */
export function minorOf(result: Result): ServiceMinor | undefined {
  return (Object.keys(serviceMinor) as ServiceMinor[]).find((name) => serviceMinor[name] === result.minor);
}
