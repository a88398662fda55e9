// What can end a sign-in at the identity provider, and how the other sides' words for it become codes of ours.
import { isEidError } from '../../../lib/error/index.ts';
import type { ErrorCode } from '../../../lib/phrases/index.ts';

/** The failures after which the person is back at our page, with a way to try again and a way back to the relying party. */
export const failureCodes = [
  'user.cancelled',
  'client.stopped',
  'eid-server.down',
  'token.unreachable',
  'document.revoked',
  'document.expired',
  'document.not-authentic',
  'account.not-linked',
  'account.suspended',
  'account.no-role',
  'directory.down',
  'database.unreachable',
  'signin.other-browser',
  'internal',
] as const satisfies readonly ErrorCode[];
export type FailureCode = (typeof failureCodes)[number];

/** ResultMinor of the return address (TR-03124-1 2.5.4). What stopped the client itself was said in its own window. */
const redirectMinors: Readonly<Record<string, FailureCode>> = {
  cancellationByUser: 'user.cancelled',
  clientError: 'client.stopped',
  trustedChannelEstablishmentFailed: 'eid-server.down',
  serverError: 'eid-server.down',
  communicationError: 'token.unreachable',
};

export function failureOfRedirect(minor: string | undefined): FailureCode {
  return minor !== undefined && Object.hasOwn(redirectMinors, minor) ? (redirectMinors[minor] as FailureCode) : 'client.stopped';
}

/** A thrown value as a failure of the sign-in; `undefined` when it is not one of ours to tell, and should pass on. */
export function failureOf(thrown: unknown): FailureCode | undefined {
  return isEidError(thrown) ? failureCodes.find((code) => code === thrown.code) : undefined;
}
