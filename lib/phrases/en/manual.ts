// The user manual of the fault pages.
import type { manual as hu } from '../hu/manual.ts';

export const manual: Readonly<Record<keyof typeof hu, string>> = {
  'manual.title': 'User manual: reporting a broken card reader',
  'manual.lead': 'We lead you through the report step by step. This page can be printed. The pictures show the words of the real pages.',
  'manual.picture': 'What the page looks like: {step}',
  'manual.begin': 'Start',
  'manual.begin.text':
    'Open the “Broken reader” page of the portal. You need not sign in. When you do, you also see the earlier reports of your institution.',
  'manual.check': 'What is wrong?',
  'manual.check.text': 'Upload the diagnosis file of eSzig Kliens, or answer the questions. Leave open what you do not know.',
  'manual.result': 'The result',
  'manual.result.text':
    'We say where the trouble probably is, and what the next step is. If it is not the reader, that step helps without a courier.',
  'manual.report': 'Filling in the report',
  'manual.report.text':
    'The serial number is on the label below the reader. Tick the symptoms, and say whom we can call, and where and when the courier may collect the parcel.',
  'manual.offline': 'Without a network',
  'manual.offline.text':
    'You can fill in and finish the report without a network. The browser keeps it, and sends it when there is a connection again. At a shared computer you can delete what was kept.',
  'manual.answers': 'Checking and sending',
  'manual.answers.text': 'Look at your answers once more. Sent twice, it is still one report.',
  'manual.sent': 'What happens next?',
  'manual.sent.text':
    'Note the number of the report, print the letter, and put it into the parcel with the card reader, its stand and the USB cable. You can add a picture too.',
  'manual.confirm': 'Confirming, when you had not signed in',
  'manual.confirm.text':
    'A report sent without signing in is told to the registered mail address of the institution. Confirm it at the address in that letter.',
  'manual.courier': 'The courier',
  'manual.courier.text':
    'At an address of their own the courier scans the QR code of the letter, types the serial number of the reader, and asks for the hand-over code. Say it only when you hand the parcel over.',
  'manual.follow': 'Following the report',
  'manual.follow.text':
    "After signing in you see on the report's page its state, the hand-over code and every step so far; you answer the questions of the service desk here.",
};
