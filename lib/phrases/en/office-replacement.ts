// The English of `lib/phrases/hu/office-replacement.ts`.
import type { officeReplacement as hu } from '../hu/office-replacement.ts';

export const officeReplacement: Readonly<Record<keyof typeof hu, string>> = {
  'replacement.title': 'A new card in place of the old one',
  'replacement.holder': 'Holder',
  'replacement.card': 'Document number of the old card',
  'replacement.reason': 'Why is a new card needed?',
  'replacement.reason.expiry': 'It expires or has expired (60 days before at the earliest)',
  'replacement.reason.data-change': 'Something on it has changed',
  'replacement.reason.manufacturing-fault': 'It was made wrongly',
  'replacement.reason.loss': 'It was lost',
  'replacement.reason.theft': 'It was stolen',
  'replacement.reason.damage': 'It is damaged',
  'replacement.reason.destruction': 'It was destroyed',
  'replacement.words': 'Reason',
  'replacement.words.hint': 'One sentence for the log of the register.',
  'replacement.submit': 'Begin to make the new card',
  'replacement.next': 'What happens next?',
  'replacement.next.make': 'The new card is made, with a document number, keys and a code card of its own.',
  'replacement.next.known': 'Every service knows the holder by the new card too: nothing has to be linked again.',
  'replacement.next.old': 'When the new card is handed over, the old one becomes invalid for good.',
  'replacement.fault.reason': 'Choose why a new card is needed.',
  'replacement.fault.words': 'Give the reason in a sentence.',
  'replacement.fault.already': 'A new card was made in its place already, or is being made.',
  'replacement.fault.state': 'This reason does not fit the present state of the card. If it was lost or stolen, enter the report first.',
  'replacement.fault.early':
    'Because it expires, a card can be exchanged 60 days before at the earliest; for this one that is from: {from}',
};
