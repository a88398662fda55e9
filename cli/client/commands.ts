// The commands of eSzig Kliens: within `eszig`, and all that the single executable has.
import type { Commands } from '../command.ts';

export const clientCommands = {
  'client run': {
    summary: { hu: 'az eSzig Kliens, amelyet a böngésző keres', en: 'eSzig Kliens, as the browser looks for it' },
    load: async () => (await import('./run.ts')).command,
  },
  'client readers': {
    summary: { hu: 'a számítógép kártyaolvasói', en: 'the card readers of this computer' },
    load: async () => (await import('./list.ts')).command,
  },
  'client check': {
    summary: { hu: 'a kártya és a PIN-kód állapota, PIN-kód nélkül', en: 'the state of card and PIN, without a PIN' },
    load: async () => (await import('./check.ts')).command,
  },
  'client activate': {
    summary: {
      hu: 'a kártya aktiválása: az 5 számjegyű kód után saját PIN-kód',
      en: 'activate the card: from the 5-digit code to a PIN of your own',
    },
    load: async () => (await import('./pin.ts')).activate,
  },
  'client change-pin': {
    summary: { hu: 'a PIN-kód megváltoztatása', en: 'change the PIN' },
    load: async () => (await import('./pin.ts')).changePin,
  },
  'client resume': {
    summary: { hu: 'felfüggesztett PIN-kód: CAN-szám, majd PIN-kód', en: 'a suspended PIN: the CAN, then the PIN' },
    load: async () => (await import('./pin.ts')).resume,
  },
  'client unblock': {
    summary: { hu: 'blokkolt PIN-kód feloldása a PUK-kóddal', en: 'unblock a blocked PIN with the PUK' },
    load: async () => (await import('./pin.ts')).unblock,
  },
  'client authenticate': {
    summary: { hu: 'egy belépés a szabvány szerint, böngésző nélkül', en: 'one sign-in by the standard, without a browser' },
    load: async () => (await import('./authenticate.ts')).command,
  },
} as const satisfies Commands;
