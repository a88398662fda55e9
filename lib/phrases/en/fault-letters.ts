// Letters about a fault report: by mail to the institution, and on paper into the parcel.
import type { faultLetters as hu } from '../hu/fault-letters.ts';

export const faultLetters: Readonly<Record<keyof typeof hu, string>> = {
  'letter.subject': 'Fault report of a card reader: {number}',
  'letter.subject.draft': 'Confirm the fault report: {number}',
  'letter.greeting': 'Dear {institution},',
  'letter.draft':
    'A fault report has come in for your institution from somebody who had not signed in. Reporter: {reporter}. Serial number of the card reader: {serial}. Number of the report: {number}. We work on it only when you confirm it at the address below. If you did not send it, you can delete it there.',
  'letter.submit':
    'We have received the fault report. Number: {number}. Serial number of the card reader: {serial}. Reporter: {reporter}. You will hear from us within two working days.',
  'letter.confirm': 'The fault report was confirmed, and the service desk has it. Number: {number}. Serial number: {serial}.',
  'letter.ask': 'The service desk has a question about the fault report. Number: {number}. Please answer it at the portal.',
  'letter.answer': 'Your answer has reached the service desk. Number: {number}.',
  'letter.order-courier': 'We have ordered a courier for the broken card reader. Number: {number}. Serial number: {serial}.',
  'letter.courier':
    'The courier comes on {day}, {hours} hours. Put the card reader, its stand, the USB cable and the printed letter into the parcel. The courier asks for a hand-over code, which is: {code}. Say it only when you have handed the parcel over.',
  'letter.hand-over': 'The courier has taken the parcel. Number: {number}. Serial number: {serial}.',
  'letter.receive': 'The parcel has arrived at the workshop. Number: {number}. Serial number: {serial}.',
  'letter.missing': 'Missing from the parcel: {items}. Please send it after.',
  'letter.complete-parcel': 'What was missing has arrived. Number: {number}.',
  'letter.start-repair': 'We have begun the repair. Number: {number}. Serial number: {serial}.',
  'letter.repair': 'The card reader is repaired. Number: {number}. Serial number: {serial}.',
  'letter.replace': 'You get another card reader for the broken one. Number: {number}. Serial number of the broken one: {serial}.',
  'letter.replacement':
    'Serial number of the new card reader: {serial}. Your inventory has been brought up to date; there is nothing for you to do.',
  'letter.reject': 'The report was rejected. Number: {number}. Serial number: {serial}. The reason:',
  'letter.send-back': 'We have sent the card reader to you. Number: {number}. Please tell us at the portal when it has arrived.',
  'letter.close': 'The report is closed. Number: {number}. If the fault comes back, you can reopen it at the portal.',
  'letter.withdraw': 'The report was withdrawn. Number: {number}.',
  'letter.reopen': 'The report was reopened. Number: {number}. Serial number: {serial}.',
  'letter.note': 'Note:',
  'letter.follow': 'Who works at the institution can follow the report at the portal:',
  'letter.signature': 'EESZT service desk (demonstration)',

  'paper.title': 'Letter to go with a broken card reader',
  'paper.number': 'Number of the report',
  'paper.institution': 'Institution',
  'paper.reader': 'Card reader',
  'paper.serial': 'Serial number',
  'paper.contact': 'Contact',
  'paper.pickup': 'Where the parcel is collected',
  'paper.day': 'When the courier comes',
  'paper.symptoms': 'Symptoms',
  'paper.lead':
    'Please print this letter and put it into the parcel. It tells the workshop which report the card reader belongs to, and what you have seen.',
  'paper.checklist': 'What is in the parcel – tick it at the hand-over',
  'paper.giver': 'Handed over by',
  'paper.courier': 'Courier',
  'paper.qr': 'The number of the report as a QR code: {number}',
};
