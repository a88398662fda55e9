// The post of the demonstration world.
import type { mailbox as hu } from '../hu/mailbox.ts';

export const mailbox: Readonly<Record<keyof typeof hu, string>> = {
  'mailbox.brand': 'eSzig demonstration world',
  'mailbox.title': 'Mailbox',
  'mailbox.lead':
    'Every letter that the demonstration world sends arrives here. The letters do not leave this computer, and are gone when the world stops.',
  'mailbox.none': 'No letter has arrived yet.',
  'mailbox.between': '{from} → {to},',
};
