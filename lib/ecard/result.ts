// The minors of a Result (TR-03112-1 4.2), and how each ends at the browser (TR-03124-1 2.5.4).
import type { Result } from '../xml/index.ts';

/** A field of a message is well-formed XML but not what the standard allows (`ecard.value`), or the TC token's channel is not usable. */
export type EcardErrorCode = 'ecard.value' | 'ecard.unexpected-message' | 'ecard.channel';

const minorPrefix = 'http://www.bsi.bund.de/ecard/api/1.1/resultminor/';

/** The minors that eSzig speaks, by short name. @see TR-03112-1 4.2 */
export const resultMinor = {
  unknownError: `${minorPrefix}al/common#unknownError`,
  noPermission: `${minorPrefix}al/common#noPermission`,
  internalError: `${minorPrefix}al/common#internalError`,
  parameterError: `${minorPrefix}al/common#parameterError`,
  /** The name of the same in newer editions. */
  incorrectParameter: `${minorPrefix}al/common#incorrectParameter`,
  unknownApiFunction: `${minorPrefix}al/common#unknownAPIFunction`,
  sessionTerminated: `${minorPrefix}al/common#SessionTerminatedWarning`,
  communicationError: `${minorPrefix}al/common#communicationError`,
  timeout: `${minorPrefix}dp#timeout`,
  trustedChannelEstablishmentFailed: `${minorPrefix}dp#trustedChannelEstablishmentFailed`,
  nodeNotReachable: `${minorPrefix}dp#nodeNotReachable`,
  invalidCertificatePath: `${minorPrefix}il/signature#invalidCertificatePath`,
  cancellationByUser: `${minorPrefix}sal#cancellationByUser`,
  securityConditionNotSatisfied: `${minorPrefix}sal#securityConditionNotSatisfied`,
  invalidKey: `${minorPrefix}sal#invalidKey`,
  noCard: `${minorPrefix}ifdl/terminal#noCard`,
} as const;
export type ResultMinor = keyof typeof resultMinor;

/** The five words of a redirect. @see TR-03124-1 2.5.4.2 */
const redirectMinors = [
  'trustedChannelEstablishmentFailed',
  'cancellationByUser',
  'serverError',
  'clientError',
  'communicationError',
] as const;
export type RedirectMinor = (typeof redirectMinors)[number];

export function isRedirectMinor(word: string): word is RedirectMinor {
  return (redirectMinors as readonly string[]).includes(word);
}

export const ok: Result = { major: 'ok' };

/** A Result that says no, by short name. The message goes to people who debug: English, and nothing secret. */
export function failed(minor: ResultMinor, message?: string): Result {
  return { major: 'error', minor: resultMinor[minor], ...(message !== undefined && { message }) };
}

/** How an error ends at the browser: three kinds keep their names, all others are told by who is at fault. */
export function redirectMinor(minor: string | undefined, fault: 'server' | 'client'): RedirectMinor {
  const word = minor?.slice(minor.indexOf('#') + 1);
  if (word === 'trustedChannelEstablishmentFailed' || word === 'cancellationByUser' || word === 'communicationError') return word;
  return fault === 'server' ? 'serverError' : 'clientError';
}
