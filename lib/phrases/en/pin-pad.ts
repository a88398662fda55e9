import type { pinPad as hu } from '../hu/pin-pad.ts';

export const pinPad: Readonly<Record<keyof typeof hu, string>> = {
  title: 'Card reader with keys (demonstration)',
  lead: 'This is a drawn card reader: codes are typed here, and the computer is not given them.',
  digits: 'Digits typed: {count}',
  'display.idle': 'eSzig reader',
  'display.pin': 'PIN?',
  'display.can': 'CAN on the card?',
  'display.puk': 'PUK?',
  'display.new-pin': 'New PIN?',
  'display.repeat': 'New PIN once more?',
  'display.short': 'Not enough digits. Again!',
  'key.clear': 'Clear',
  'key.ok': 'OK',
  'key.cancel': 'Cancel',
};
