// The forms of linking: which account is yours, and two people's word on a case.
import { professions } from '../../../lib/entitlement/index.ts';
import { parseRegisterNumber } from '../../../lib/person/index.ts';
import { choice, parsed, text, tick } from '../forms/index.ts';
import type { WordFault } from './accounts.ts';

/** What can be wrong with a word on a case. */
export type WordMessage = 'linking.fault.word' | 'linking.fault.present' | 'linking.fault.papers' | Exclude<WordFault, 'linking.not-open'>;

/** The professions that have a register number. */
export const registered = professions.filter((profession) => profession !== 'administration');

export const accountFields = {
  profession: choice(registered, 'linking.fault.profession'),
  number: parsed(parseRegisterNumber, { missing: 'linking.fault.number-missing', wrong: 'linking.fault.number' }),
} as const;

export const invitationFields = {
  code: text({
    missing: 'linking.fault.code-missing',
    wrong: 'linking.fault.code',
    pattern: /^([2-9A-HJ-NP-Za-hj-np-z][ -]*){16}$/,
  }),
} as const;

export const wordFields = {
  word: choice<'confirm' | 'refuse', WordMessage>(['confirm', 'refuse'], 'linking.fault.word'),
  present: tick(),
  papers: tick(),
} as const;
