// Every failure that a person can meet: its code, and in both languages what it is called, what happened, what to do, and who can help.

import { clientSignIn } from './errors/client-sign-in.ts';
import { diagnosis } from './errors/diagnosis.ts';
import { entitlementErrors } from './errors/entitlement.ts';
import { faults } from './errors/faults.ts';
import { officeErrors } from './errors/office.ts';
import { operation } from './errors/operation.ts';
import type { ErrorPhrase } from './errors/phrase.ts';
import { samlErrors } from './errors/saml.ts';
import { signIn } from './errors/sign-in.ts';
import type { Language } from './phrase.ts';

export type { ErrorPhrase };

export const errors = {
  ...signIn,
  ...diagnosis,
  ...entitlementErrors,
  ...officeErrors,
  ...clientSignIn,
  ...faults,
  ...operation,
  ...samlErrors,
} as const;

/** The codes that people can meet. */
export type ErrorCode = keyof typeof errors;

export const errorCodes = Object.keys(errors) as readonly ErrorCode[];

/** A text as a code that people can meet, `internal` for anything else: whatever a peer sends, the person is told something true. */
export function errorCode(text: string | undefined): ErrorCode {
  return text !== undefined && Object.hasOwn(errors, text) ? (text as ErrorCode) : 'internal';
}

/** Everything that is told about a failure, with its code. */
export function explain(code: ErrorCode, language: Language): ErrorPhrase & { readonly code: ErrorCode } {
  return { code, ...errors[code][language] };
}
