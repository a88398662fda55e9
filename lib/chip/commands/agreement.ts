// GENERAL AUTHENTICATE: one command, several protocols; MSE:Set AT has said which one comes. ISO 7816-4 11.5.5, TR-03110-3 B.1, B.3, B.4.
import type { CommandApdu } from '../../apdu/index.ts';
import type { Cryptography } from '../../crypto/index.ts';
import { isEidError } from '../../error/index.ts';
import { parseTlv } from '../../tlv/index.ts';
import { statusWord } from '../status-words.ts';
import { type ChipKeyAgreement, chipAuthenticationStep, type IdentityKeyAgreement, restrictedIdentificationStep } from './chip-keys.ts';
import type { Chip, Handler, Keeping, Outcome } from './handler.ts';
import { refuse } from './handler.ts';
import { type PaceAgreement, paceStep } from './pace.ts';

/** A protocol that MSE:Set AT has chosen, and how far it has come. */
export type Agreement = PaceAgreement | ChipKeyAgreement | IdentityKeyAgreement;

/** One step: `chip.session` is already without the agreement, so only a step that goes on puts it back. */
export type AgreementStep<A> = (chip: Chip, agreement: A, command: CommandApdu, cryptography: Cryptography) => Outcome | Keeping;

const steps: { readonly [P in Agreement['protocol']]: AgreementStep<Extract<Agreement, { protocol: P }>> } = {
  pace: paceStep,
  'chip-authentication': chipAuthenticationStep,
  'restricted-identification': restrictedIdentificationStep,
};

export const generalAuthenticate: Handler = (chip, command, cryptography) => {
  const { agreement, ...session } = chip.session;
  if (agreement === undefined) return refuse(chip, statusWord.conditionsNotSatisfied);
  const step = steps[agreement.protocol] as AgreementStep<Agreement>;
  return step({ ...chip, session }, agreement, command, cryptography);
};

/** Whether chained data are a template 7C already: PACE chains its steps, each a whole one; a long key comes in pieces. */
export function isWholeTemplate(data: Uint8Array): boolean {
  try {
    parseTlv(data, 0x7c);
    return true;
  } catch (thrown) {
    if (isEidError(thrown)) return false;
    throw thrown;
  }
}
