// PACE at the chip: which password may be used by whom, what a guess costs, and the PIN's retry counter. TR-03110-3 B.1 and B.14.1, TR-03110-2 3.3.
import { status } from '../../apdu/index.ts';
import { parseSecurityInfos } from '../../card/index.ts';
import type { Cryptography } from '../../crypto/index.ts';
import { hasRight, parseCertificate } from '../../cvc/index.ts';
import {
  beginPace,
  compareToken,
  digitsPassword,
  machineReadablePassword,
  type PaceOffer,
  type PacePassword,
  type PaceSelection,
  type PaceState,
  pace,
  selectPace,
} from '../../eac/pace/index.ts';
import {
  type Card,
  type DelayedPassword,
  fullTries,
  type PasswordName,
  type Pin,
  withPin,
  withWrongGuesses,
  wrongGuesses,
} from '../card.ts';
import { machineReadableData } from '../machine-readable-data.ts';
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

/**
 * MSE:Set AT of PACE. With the PIN its status word tells the retry counter: 9000, 63C2, 63C1 (suspended), 63C0 (blocked), 6283. An authorisation template
 * of inspection or signature terminals is one that this card does not know, 6A88 as for every unknown one: it has neither a travel document nor signing,
 * so that there is nothing to which such a terminal could have rights. 6A80 says that the password is not for a terminal of a kind that it does know.
 */
export const selectPassword: Handler = (chip, command, cryptography) => {
  const { session, card } = chip;
  if (session.authentication.step === 'chip') return refuse(chip, statusWord.conditionsNotSatisfied);
  const selected = selectPace(command, offers(card));
  if (selected.kind === 'refused') return refuse(chip, selected.status);
  const { offer, selection } = selected;
  const { password, chat } = selection;
  const secret = secretOf(card, password, cryptography);
  if (secret === undefined || (chat !== undefined && chat.role !== 'AT')) return refuse(chip, statusWord.notFound);
  if (chat !== undefined && !mayAuthenticate[password](card, chat)) return refuse(chip, statusWord.wrongData);
  const agreement: PaceAgreement = { protocol: 'pace', password, chat, state: beginPace(offer, secret) };
  return answer({ ...session, agreement }, undefined, password === 'pin' ? counterWord(card.passwords.pin) : statusWord.ok);
};

/**
 * One GENERAL AUTHENTICATE of PACE. Before the token is compared, the guess is charged and that is kept; after success it is paid back. So a cut
 * of power at any moment gives no guess away. A guess of CAN or machine-readable zone that follows wrong ones is answered late, right or wrong.
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

  if (password === 'pin' && pin.triesLeft === 1 && !isOpenedWith(session, 'can')) return refuse(chip, statusWord.conditionsNotSatisfied);
  const { charged, paidBack, delay } = guesses[password](card);
  if (charged !== card) yield charged;
  const verdict = compareToken(step.pending, chat === undefined ? [] : trustPoints(card));
  if (verdict.kind === 'wrong-token') return [freshSession, status(wrongWord(password, pin.triesLeft - 1)), delay];
  if (paidBack !== charged) yield paidBack;
  const { application } = session;
  const authentication = { step: 'password', password, idPicc: verdict.idPicc, ...(chat && { chat }) } as const;
  return [{ application, channel: verdict.channel, authentication }, verdict.response, delay];
};

/** What a guess costs until it turns out right, and how many milliseconds its answer is held back. */
interface Guess {
  readonly charged: Card;
  readonly paidBack: Card;
  readonly delay: number;
}

const guesses: Readonly<Record<PasswordName, (card: Card) => Guess>> = {
  mrz: (card) => delayedGuess(card, 'mrz'),
  can: (card) => delayedGuess(card, 'can'),
  pin: (card) => ({
    charged: withPin(card, { triesLeft: card.passwords.pin.triesLeft - 1 }),
    paidBack: withPin(card, { triesLeft: fullTries }),
    delay: 0,
  }),
  puk: (card) => ({ charged: card, paidBack: card, delay: 0 }),
};

function delayedGuess(card: Card, password: DelayedPassword): Guess {
  const wrong = wrongGuesses(card, password);
  return { charged: withWrongGuesses(card, password, wrong + 1), paidBack: withWrongGuesses(card, password, 0), delay: delayAfter(wrong) };
}

const firstDelay = 100;
const longestDelay = 5_000;

/** Doubles from one wrong guess to the next, up to a length that no reader takes for a broken card; all CANs then take two months. */
function delayAfter(wrong: number): number {
  return wrong === 0 ? 0 : Math.min(firstDelay * 2 ** (wrong - 1), longestDelay);
}

/**
 * Which password opens the way for an authentication terminal: the PIN, or the CAN with its right. The activation PIN does not: it is there to
 * be replaced and for nothing else.
 */
const mayAuthenticate: Readonly<Record<PasswordName, (card: Card, chat: NonNullable<PaceSelection['chat']>) => boolean>> = {
  mrz: () => false,
  pin: ({ passwords }) => passwords.pin.kind === 'pin',
  can: (_, chat) => hasRight(chat, 'canAllowed'),
  puk: () => false,
};

function offers(card: Card): readonly PaceOffer[] {
  return parseSecurityInfos(card.masterFile.cardAccess).flatMap((info) =>
    info.kind === 'pace' && info.parameterId !== undefined ? [{ protocol: info.protocol, parameterId: info.parameterId }] : [],
  );
}

/** The password as the card knows it; `undefined` for a machine-readable zone that its data do not give. */
function secretOf(card: Card, password: PasswordName, cryptography: Cryptography): PacePassword | undefined {
  if (password === 'mrz') {
    const printed = machineReadableData(card);
    return printed === undefined ? undefined : machineReadablePassword(cryptography, printed);
  }
  return digitsPassword(password, password === 'can' ? card.passwords.can : card.passwords[password].value);
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
