// VERIFY and COMPARE of auxiliary data: the chip compares what the terminal signed with its own data and says only yes or no. TR-03110-3 B.11.4, A.6.5.
import { type AuxiliaryData, type AuxiliaryItem, auxiliaryItem, dataGroups, parseAuxiliaryData } from '../../card/index.ts';
import { type AuthenticationRight, type CalendarDate, hasRight } from '../../cvc/index.ts';
import { parseTlv } from '../../tlv/index.ts';
import type { Card } from '../card.ts';
import { statusWord } from '../status-words.ts';
import { answer, type Handler, refuse } from './handler.ts';

/**
 * The item's object identifier in 06; 9000 true, 6300 false, 6A88 when the terminal signed no such value or the card has no such datum.
 * COMPARE (instruction 33) is the newer form of it. The texts that we have name no more than its instruction, so class, parameters, data and
 * answers are those of VERIFY.
 */
export const verifyAuxiliary: Handler = (chip, command) => {
  const { authentication } = chip.session;
  if (authentication.step !== 'chip') return refuse(chip, statusWord.securityNotSatisfied);
  const item = auxiliaryItem(parseTlv(command.data ?? new Uint8Array(0), 0x06).value);
  const { auxiliaryData, chat } = authentication.terminal;
  if (item === undefined || auxiliaryData === undefined) return refuse(chip, statusWord.notFound);
  const { right, holds } = comparisons[item];
  if (right !== undefined && !hasRight(chat, right)) return refuse(chip, statusWord.securityNotSatisfied);
  const signed: AuxiliaryData = parseAuxiliaryData(auxiliaryData);
  const [own, reference] = [datum(chip.card, item), signed[item]];
  if (own === undefined || reference === undefined) return refuse(chip, statusWord.notFound);
  return answer(chip.session, undefined, holds(own, reference) ? statusWord.ok : statusWord.failed);
};

const comparisons: Readonly<
  Record<AuxiliaryItem, { readonly right?: AuthenticationRight; holds(own: string, reference: string): boolean }>
> = {
  dateOfBirth: { right: 'ageVerification', holds: (own, reference) => latest(own) <= reference },
  dateOfExpiry: { holds: (own, reference) => own >= reference },
  communityId: { right: 'communityIdVerification', holds: (own, reference) => own.startsWith(reference) },
};

function datum(card: Card, item: AuxiliaryItem): string | undefined {
  const file = card.dataGroups.get(dataGroups[item].number);
  return file === undefined ? undefined : dataGroups[item].decode(file);
}

/** The latest day that a partly unknown date can be. */
function latest(date: CalendarDate): CalendarDate {
  const [year = '', month = '', day = ''] = date.split('-');
  const known = (digits: string, last: number) => (/^\d+$/.test(digits) ? Number(digits) : last);
  const [y, m] = [known(year, 9999), known(month, 12)];
  const d = known(day, new Date(Date.UTC(y, m, 0)).getUTCDate());
  return `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
}
