// PACE at the chip: which password may be used by whom, and the PIN's retry counter. TR-03110-3 B.1 and B.14.1, TR-03110-2 3.3.
import { parseSecurityInfos } from '../../card/index.ts';
import { hasRight, parseCertificate } from '../../cvc/index.ts';
import {
  beginPace,
  compareToken,
  digitsPassword,
  type PaceOffer,
  type PaceSelection,
  type PaceState,
  pace,
  selectPace,
} from '../../eac/pace/index.ts';
import { type Card, fullTries, type PasswordName, type Pin, withPin } from '../card.ts';
import { freshSession, isOpenedWith } from '../session.ts';
import { statusWord, triesLeft } from '../status-words.ts';
import type { AgreementStep } from './agreement.ts';
import { answer, type Handler, refuse } from './handler.ts';

/** PACE in progress. */
export interface PaceAgreement {
  readonly protocol: 'pace';
  readonly password: PasswordName;
  readonly chat: PaceSelection['chat'];
  readonly state: PaceState;
}

/** MSE:Set AT of PACE. With the PIN its status word tells the retry counter: 9000, 63C2, 63C1 (suspended), 63C0 (blocked), 6283. */
export const selectPassword: Handler = (chip, command) => {
  const { session, card } = chip;
  if (session.authentication.step === 'chip') return refuse(chip, statusWord.conditionsNotSatisfied);
  const selected = selectPace(command, offers(card));
  if (selected.kind === 'refused') return refuse(chip, selected.status);
  const { offer, selection } = selected;
  const { password, chat } = selection;
  if (password === 'mrz' || (chat !== undefined && chat.role !== 'AT')) return refuse(chip, statusWord.notFound);
  if (chat !== undefined && !mayAuthenticate[password](card, chat)) return refuse(chip, statusWord.wrongData);
  const state = beginPace(offer, digitsPassword(password, secret(card, password)));
  const agreement: PaceAgreement = { protocol: 'pace', password, chat, state };
  return answer({ ...session, agreement }, undefined, password === 'pin' ? counterWord(card.passwords.pin) : statusWord.ok);
};

/**
 * One GENERAL AUTHENTICATE of PACE. Before the token is compared, the PIN's counter is lowered and kept; after success it is set back. So a cut of
 * power at any moment gives no guess away.
 */
export const paceStep: AgreementStep<PaceAgreement> = function* (chip, agreement, command, cryptography) {
  const { session, card } = chip;
  const { password, chat } = agreement;
  const { pin } = card.passwords;
  if (password === 'pin' && pin.triesLeft === 0) return refuse(chip, statusWord.blocked);
  if (password === 'pin' && !pin.active) return refuse(chip, statusWord.notUsable);
  const step = pace(agreement.state, command, cryptography);
  if (step.kind === 'refused') return [session, step.response];
  if (step.kind === 'next') return [{ ...session, agreement: { ...agreement, state: step.state } }, step.response];

  if (password === 'pin') {
    if (pin.triesLeft === 1 && !isOpenedWith(session, 'can')) return refuse(chip, statusWord.conditionsNotSatisfied);
    yield withPin(card, { triesLeft: pin.triesLeft - 1 });
  }
  const verdict = compareToken(step.pending, chat === undefined ? [] : trustPoints(card));
  if (verdict.kind === 'wrong-token') return answer(freshSession, undefined, wrongWord(password, pin.triesLeft - 1));
  if (password === 'pin') yield withPin(card, { triesLeft: fullTries });
  const { application } = session;
  const authentication = { step: 'password', password, idPicc: verdict.idPicc, ...(chat && { chat }) } as const;
  return [{ application, channel: verdict.channel, authentication }, verdict.response];
};

/**
 * Which password opens the way for an authentication terminal: the PIN, or the CAN with its right. The activation PIN does not: it is there to
 * be replaced and for nothing else.
 */
const mayAuthenticate: Readonly<Record<PasswordName, (card: Card, chat: NonNullable<PaceSelection['chat']>) => boolean>> = {
  pin: ({ passwords }) => passwords.pin.kind === 'pin',
  can: (_, chat) => hasRight(chat, 'canAllowed'),
  puk: () => false,
};

function offers(card: Card): readonly PaceOffer[] {
  return parseSecurityInfos(card.masterFile.cardAccess).flatMap((info) =>
    info.kind === 'pace' && info.parameterId !== undefined ? [{ protocol: info.protocol, parameterId: info.parameterId }] : [],
  );
}

function secret({ passwords }: Card, password: PasswordName): string {
  return password === 'can' ? passwords.can : passwords[password].value;
}

function counterWord(pin: Pin): number {
  if (!pin.active) return statusWord.deactivated;
  return pin.triesLeft === fullTries ? statusWord.ok : triesLeft(pin.triesLeft);
}

function wrongWord(password: PasswordName, left: number): number {
  if (password !== 'pin') return statusWord.failed;
  return left === 0 ? statusWord.blocked : triesLeft(left);
}

function trustPoints(card: Card): readonly string[] {
  return card.trustPoints.map((certificate) => parseCertificate(certificate).chr.text);
}
