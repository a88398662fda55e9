// What can stop a sign-in at the client, and how the two other sides are told: the eID server by the Result of the answer that was due
// (TR-03112-1 4.2), the relying party by ResultMinor (TR-03124-1 2.5.4).
import type { RedirectMinor, ResultMinor } from '../../lib/ecard/index.ts';
import { isEidError } from '../../lib/error/index.ts';

/** The codes of `lib/phrases/errors.ts` that stop a sign-in at the client. */
export type ClientErrorCode = keyof typeof failures;

interface Failure {
  readonly redirect: RedirectMinor;
  readonly result: ResultMinor;
}

const card = { redirect: 'clientError', result: 'noCard' } as const;
const pin = { redirect: 'clientError', result: 'securityConditionNotSatisfied' } as const;
const channel = { redirect: 'trustedChannelEstablishmentFailed', result: 'trustedChannelEstablishmentFailed' } as const;
const request = { redirect: 'clientError', result: 'parameterError' } as const;

const failures = {
  'reader.none': card,
  'card.none': card,
  'card.not-eid': card,
  'card.removed': card,
  'card.in-use': card,
  'pin.not-activated': pin,
  'pin.blocked': pin,
  'pin.wrong': pin,
  'pin.length': pin,
  'pin.suspended': pin,
  'can.wrong': pin,
  'pin.in-order': pin,
  'pin.deactivated': pin,
  'puk.wrong': pin,
  'puk.used-up': pin,
  'card.unknown': card,
  'reader.timeout': card,
  'reader.refused': card,
  'user.cancelled': { redirect: 'cancellationByUser', result: 'cancellationByUser' },
  'token.address-not-allowed': request,
  'token.unreachable': channel,
  'eid-server.down': channel,
  'certificate.not-in-description': channel,
  'request.not-allowed': request,
  'client.too-old': { redirect: 'clientError', result: 'unknownError' },
  internal: { redirect: 'clientError', result: 'internalError' },
} as const satisfies Record<string, Failure>;

/** A failure with its code and how both sides are told. */
export interface ClientFailure extends Failure {
  readonly code: ClientErrorCode;
  /** The version of this program that the server wants at least, when this one is too old for it. */
  readonly neededVersion?: string;
}

/** Errors of the packages below that mean something to a person; any other is `internal`. */
const meanings: Readonly<Record<string, ClientFailure>> = {
  'cvc.invalid-certificate-path': { ...request, code: 'request.not-allowed', result: 'invalidCertificatePath' },
  'ecard.channel': { ...channel, code: 'request.not-allowed' },
  'ta.certificate-refused': { ...request, code: 'request.not-allowed', result: 'invalidCertificatePath' },
  'ta.signature-refused': { ...request, code: 'request.not-allowed', result: 'securityConditionNotSatisfied' },
};

/** The server speaks with newer versions of this program only. */
export function tooOld(neededVersion: string): ClientFailure {
  return { code: 'client.too-old', ...failures['client.too-old'], neededVersion };
}

/** What a thrown value means: its own code when it is one of ours, `internal` for everything that should not have happened. */
export function failureOf(thrown: unknown): ClientFailure {
  if (!isEidError(thrown)) return { code: 'internal', ...failures.internal };
  const known = Object.hasOwn(meanings, thrown.code) ? meanings[thrown.code] : undefined;
  if (known !== undefined) return known;
  const code = Object.hasOwn(failures, thrown.code) ? (thrown.code as ClientErrorCode) : 'internal';
  return { code, ...failures[code] };
}
