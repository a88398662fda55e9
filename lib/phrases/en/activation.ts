// The page that leaves for eSzig Kliens, in whichever app a sign-in begins.
import type { activation as hu } from '../hu/activation.ts';

export const activation: Readonly<Record<keyof typeof hu, string>> = {
  'activation.title': 'Go on in the window of eSzig Kliens',
  'activation.text': 'We have opened eSzig Kliens. When you have finished there, this page goes on by itself.',
  'activation.link': 'Open eSzig Kliens',
  'activation.by-hand': 'To go on, open eSzig Kliens by the link below.',
  'activation.help': 'Nothing happened?',
};
