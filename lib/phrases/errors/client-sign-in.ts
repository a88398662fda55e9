// Failures of eSzig Kliens itself in a sign-in.
import { type ErrorTable, helpers } from './phrase.ts';

const { computer } = helpers;

export const clientSignIn = {
  'client.too-old': {
    hu: {
      title: 'Az eSzig Kliens régebbi a szükségesnél',
      cause: 'A kiszolgáló csak az eSzig Kliens újabb változatával működik együtt. A kártyájával nincs baj, és a belépés nem kezdődött el.',
      nextStep:
        'Munkahelyi gépen kérje az eSzig Kliens frissítését az informatikustól, saját gépen telepítse a legújabb változatot onnan, ahonnan a mostani származik. Utána kezdje újra a belépést.',
      whoHelps: computer.hu,
    },
    en: {
      title: 'eSzig Kliens is older than needed',
      cause:
        'The server works with newer versions of eSzig Kliens only. There is nothing wrong with your card, and the sign-in has not begun.',
      nextStep:
        'At work, ask the computer support to update eSzig Kliens; on a computer of your own, install the newest version from where you had the present one. Then start signing in again.',
      whoHelps: computer.en,
    },
  },
  'client.other-user': {
    hu: {
      title: 'Az eSzig Kliens egy másik felhasználóé',
      cause:
        'Ezen a számítógépen jelenleg egy másik felhasználó eSzig Kliense fogadja a belépéseket. Az Ön belépését nem veszi át, és Ön sem láthatja az övét.',
      nextStep:
        'Kérje meg a másik felhasználót, hogy jelentkezzen ki a számítógépről, vagy kérjen saját portot az informatikustól, majd indítsa el a saját eSzig Kliensét.',
      whoHelps: computer.hu,
    },
    en: {
      title: 'eSzig Kliens belongs to another user',
      cause:
        'On this computer, the eSzig Kliens of another user takes the sign-ins at present. It does not take yours, and you cannot see theirs.',
      nextStep:
        'Ask the other user to log out of the computer, or the computer support for a port of your own, and start an eSzig Kliens of your own.',
      whoHelps: computer.en,
    },
  },
} as const satisfies ErrorTable;
