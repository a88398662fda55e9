// What the card office says while a card is made and handed over, and what stands on the code card.
import type { officeIssue as hu } from '../hu/office-issue.ts';

export const officeIssue: Readonly<Record<keyof typeof hu, string>> = {
  'issue.paper.title': 'Code card of the e-Személyi card',
  'issue.paper.name': 'Name',
  'issue.paper.document': 'Document number',
  'issue.paper.issued': 'Issued on',
  'issue.paper.activation-pin': 'Activation PIN (5 digits)',
  'issue.paper.puk': 'PUK (10 digits)',
  'issue.paper.registration-code': 'Registration code',
  'issue.paper.activation':
    'The activation PIN works once: before your first sign-in change it to a 6-digit PIN of your own, at a government window or at home with eSzig Kliens. Within the validity of the card there is no deadline.',
  'issue.paper.unused':
    'While the activation PIN is untouched it proves that nobody used the electronic identification before you received the card.',
  'issue.paper.puk.text':
    'After three wrong PINs the PUK sets a new one. The CAN, the 6-digit card access number, is no secret: it stands on the front of the card.',
  'issue.paper.keep':
    'Keep this apart from the card. These codes are stored nowhere, so this sheet cannot be printed a second time. No office and no bank may ask you for it.',
  'issue.paper.demonstration': 'This is a demonstration: card and codes are worth nothing anywhere.',

  'issue.title': 'Making a card',
  'issue.facts.name': 'Name',
  'issue.facts.document': 'Document number',
  'issue.facts.expires': 'Valid until',
  'issue.facts.never': 'valid without an end',
  'issue.codes.lead':
    'The chip has made its keys, and the data are written. Now print the code card. The codes exist on paper only: every print makes new ones, and those before are void at once.',
  'issue.codes.print': 'Print the code card',
  'issue.codes.failed': 'If printing failed or the sheet cannot be read, destroy the sheet and print again.',
  'issue.codes.finish': 'The code card can be read: close the card',
  'issue.give-up': 'The card is not to be made after all',
  'issue.give-up.text': 'The blank is destroyed; throw the code card away too. Another card has to be begun from the start.',
  'issue.give-up.button': 'Destroy the blank',
  'issue.ready.lead': 'The card is ready. Identify the person before you hand it over.',
  'issue.ready.identified': 'I have identified the person: face and data agree, and the card is in their name.',
  'issue.ready.codes': 'I have handed over the code card in a closed envelope.',
  'issue.ready.no-chip': 'I have said that this card has no chip, so nobody can sign in to the EESZT with it.',
  'issue.ready.button': 'Hand over the card',
  'issue.ready.confirm': 'To hand the card over, confirm every statement.',
  'issue.void.lead': 'This blank became no card: it was destroyed. The keys made in it are never used again.',
  'issue.handed.lead': 'The card is handed over.',
  'issue.to-card': 'The card in the register',
  'issue.to-window': 'Back to the desk',
};
