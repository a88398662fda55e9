// The English of `lib/phrases/hu/office-endings.ts`.
import type { officeEndings as hu } from '../hu/office-endings.ts';

export const officeEndings: Readonly<Record<keyof typeof hu, string>> = {
  'report.start': 'My card is lost or was stolen',
  'report.start.text': 'Report it without signing in, by the document number and the registration code of the code card.',

  'report.title': 'Report a lost, stolen or destroyed card',
  'report.lead':
    'If your card is no longer with you, you can block it here at once, without signing in. Beside the document number, the registration code of the code card proves that you are its holder.',
  'report.document': 'Document number',
  'report.document.hint': 'Six digits and two letters, for example 123456AA. It stands on the front of the card and on the code card.',
  'report.code': 'Registration code',
  'report.code.hint': '11 letters and digits on the code card in the green envelope. Neither the PIN nor the PUK: give those to nobody.',
  'report.what': 'What happened?',
  'report.what.reported-lost': 'Lost',
  'report.what.reported-lost.text':
    'If it turns up, you can have it back at a government window, as long as no new one was issued in its place.',
  'report.what.reported-stolen': 'Stolen',
  'report.what.reported-stolen.text': 'This does not replace reporting it to the police.',
  'report.what.reported-destroyed': 'Destroyed or damaged',
  'report.what.reported-destroyed.text': 'It will be invalid for good.',
  'report.what.found': 'Found',
  'report.what.found.text': 'It can be given back only if no new one was issued in its place.',
  'report.what.holder-died': 'Its holder has died',
  'report.what.holder-died.text': 'All cards of the holder become invalid.',
  'report.final': 'The report takes effect at once, and cannot be taken back online.',
  'report.submit': 'Report',
  'report.otherwise':
    'If you do not have your code card, report it at any government window, or sign in with another valid card of yours and do it among your own cards.',
  'report.fault.document': 'A document number has six digits and two letters.',
  'report.fault.code': 'A registration code has 11 letters and digits.',
  'report.fault.what': 'Choose what happened.',
  'report.fault.reason': 'Give the reason in a sentence.',
  'report.fault.no-match':
    'Document number and registration code do not match. Look at both on the code card, or go to a government window.',
  'report.fault.too-often': 'There were too many tries. Try again in an hour, or go to a government window.',

  'report.done.title': 'Your report is recorded',
  'report.done.text': 'The card is invalid from this minute on.',
  'report.done.next': 'What happens now?',
  'report.done.refused': 'Within a minute nobody can sign in with it anywhere.',
  'report.done.signed-out': 'Wherever somebody is signed in by it, they are signed out.',
  'report.done.found': 'If it turns up, do not use it: take it to a government window.',
  'report.done.new':
    'You can apply for a new card at any government window. The EESZT and the other services will know you by the new card too.',

  'own.life': 'What happened to the card',
  'own.report': 'Report it lost, stolen or destroyed',

  'window.title': 'Enter a report',
  'window.lead': 'The report takes effect at once: the card goes onto the block list, and sign-ins by it end.',
  'window.reason': 'Reason',
  'window.reason.hint': 'Who reported it, and how they proved who they are. It goes into the log of the register.',
  'window.submit': 'Enter',
  'window.done.title': 'Entered',
  'window.done.ended': 'Within a minute the card is accepted nowhere.',
  'window.done.back': 'The card goes off the block list and can be used again within a minute. Earlier sign-ins do not come back.',
  'window.done.another': 'Another report',
};
