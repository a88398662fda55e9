// Failures at the card office.
import { type ErrorTable, helpers } from './phrase.ts';

const { self, window } = helpers;

export const officeErrors = {
  'register.changed-meanwhile': {
    hu: {
      title: 'Közben más is dolgozott rajta',
      cause: 'Amióta ezt az oldalt megnyitotta, valaki más módosította az ügyet vagy az igazolványt. Az Ön módosítását nem mentettük el.',
      nextStep: 'Nyissa meg újra az oldalt, nézze meg a mostani állapotot, és csak azután folytassa.',
      whoHelps: self.hu,
    },
    en: {
      title: 'Somebody else worked on it meanwhile',
      cause: 'Since you opened this page somebody else has changed the case or the card. Your change was not saved.',
      nextStep: 'Open the page again, look at how things stand now, and only then go on.',
      whoHelps: self.en,
    },
  },
  'register.reason-missing': {
    hu: {
      title: 'Hiányzik az indok',
      cause: 'Ehhez a művelethez az ügyintézőnek le kell írnia, miért végzi el. Az indok a nyilvántartás naplójába kerül.',
      nextStep: 'Menjen vissza, és írja be az indokot egy mondatban.',
      whoHelps: self.hu,
    },
    en: {
      title: 'The reason is missing',
      cause: 'For this act the clerk has to write down why it is done. The reason goes into the log of the register.',
      nextStep: 'Go back and give the reason in a sentence.',
      whoHelps: self.en,
    },
  },
  'card.unknown-to-office': {
    hu: {
      title: 'Nincs ilyen igazolvány a nyilvántartásban',
      cause: 'Ezzel az azonosítóval vagy okmányszámmal nem tartunk nyilván igazolványt.',
      nextStep: 'Ellenőrizze az okmányszámot: hat számjegy és két betű az igazolvány előlapján.',
      whoHelps: window.hu,
    },
    en: {
      title: 'The register has no such card',
      cause: 'No card of this id or document number is in the register.',
      nextStep: 'Check the document number: six digits and two letters on the front of the card.',
      whoHelps: window.en,
    },
  },
  'holder.unknown-to-office': {
    hu: {
      title: 'Nem találjuk Önt a nyilvántartásban',
      cause: 'A kártyáról beolvasott TAJ-számmal senkit sem tartunk nyilván.',
      nextStep: 'Vigye magával az igazolványát egy kormányablakba, ott megnézik, mi az eltérés oka.',
      whoHelps: window.hu,
    },
    en: {
      title: 'We do not find you in the register',
      cause: 'Nobody is registered with the TAJ number that was read from the card.',
      nextStep: 'Take your card to a government window, where they can find out why.',
      whoHelps: window.en,
    },
  },
  'card.move-not-allowed': {
    hu: {
      title: 'Ez az igazolvány ebben az állapotában ezt nem engedi',
      cause: 'Az igazolvány mostani állapotában ez a művelet nem végezhető el. Semmi sem változott.',
      nextStep: 'Nézze meg az igazolvány állapotát és eseményeit a nyilvántartásban.',
      whoHelps: window.hu,
    },
    en: {
      title: 'A card in this state does not allow this',
      cause: 'This cannot be done with the card as it stands now. Nothing has changed.',
      nextStep: 'Look at the state and the events of the card in the register.',
      whoHelps: window.en,
    },
  },
  'card.not-yours-to-do': {
    hu: {
      title: 'Ezt nem Ön végezheti el',
      cause: 'Ezt a műveletet más végezheti el: ügyintéző, az igazolvány birtokosa vagy maga a hivatal. Semmi sem változott.',
      nextStep: 'Ha Ön az igazolvány birtokosa, forduljon személyesen egy kormányablakhoz.',
      whoHelps: window.hu,
    },
    en: {
      title: 'This is not yours to do',
      cause: 'Somebody else does this: a clerk, the holder of the card, or the office itself. Nothing has changed.',
      nextStep: 'If you are the holder of the card, go to a government window in person.',
      whoHelps: window.en,
    },
  },
  'card.no-chip': {
    hu: {
      title: 'Ezen az igazolványon nincs tároló elem',
      cause: 'Az igazolványban nincs chip, ezért nincs PIN-kódja, és belépésre sem használható. Okmányként érvényes lehet.',
      nextStep: 'Ha be szeretne lépni vele az EESZT-be, igényeljen tároló elemet tartalmazó igazolványt.',
      whoHelps: window.hu,
    },
    en: {
      title: 'This card has no chip',
      cause: 'There is no chip in the card, so it has no PIN and nobody can sign in with it. As a document it may be valid.',
      nextStep: 'If you want to sign in to the EESZT with it, apply for a card with a chip.',
      whoHelps: window.en,
    },
  },
} as const satisfies ErrorTable;
