// Failures of fault reports.
import { type ErrorTable, helpers } from './phrase.ts';

const { self, desk } = helpers;

export const faults = {
  'fault.link-ended': {
    hu: {
      title: 'Ez a cím már nem használható',
      cause: 'A bejelentés nem található, vagy a megnyitott cím csak egyszer volt használható.',
      nextStep: 'Lépjen be a portálra, és keresse meg a bejelentést az intézmény bejelentései között.',
      whoHelps: desk.hu,
    },
    en: {
      title: 'This address cannot be used any more',
      cause: 'There is no such report, or the address that you opened could be used only once.',
      nextStep: 'Sign in to the portal, and look for the report among those of your institution.',
      whoHelps: desk.en,
    },
  },
  'fault.move-not-allowed': {
    hu: {
      title: 'Ezt most nem lehet megtenni a bejelentéssel',
      cause: 'A bejelentés állapota időközben megváltozott, vagy ebben az állapotban ez a lépés nem következhet.',
      nextStep: 'Nyissa meg újra a bejelentést, és válasszon a felkínált teendők közül.',
      whoHelps: self.hu,
    },
    en: {
      title: 'This cannot be done with the report now',
      cause: 'The report has moved on meanwhile, or this step cannot follow in its present state.',
      nextStep: 'Open the report again, and choose among what is offered there.',
      whoHelps: self.en,
    },
  },
  'fault.open-already': {
    hu: {
      title: 'Erre a kártyaolvasóra már van nyitott bejelentés',
      cause: 'Egy kártyaolvasóról egyszerre csak egy bejelentés lehet folyamatban.',
      nextStep: 'Keresse meg a folyamatban lévő bejelentést az intézmény bejelentései között.',
      whoHelps: desk.hu,
    },
    en: {
      title: 'There is an open report for this card reader already',
      cause: 'A card reader has one report under way at a time.',
      nextStep: 'Look for the report under way among those of your institution.',
      whoHelps: desk.en,
    },
  },
  'diagnosis.malformed': {
    hu: {
      title: 'Ez nem diagnózisfájl',
      cause: 'A feltöltött fájl nem az eSzig Kliens diagnózisa, megsérült, vagy túl nagy.',
      nextStep: 'Mentse el újra a diagnózist az eSzig Kliensben, vagy válaszoljon a kérdésekre.',
      whoHelps: self.hu,
    },
    en: {
      title: 'This is no diagnosis file',
      cause: 'The file is not a diagnosis of eSzig Kliens, it is damaged, or it is too large.',
      nextStep: 'Save the diagnosis in eSzig Kliens once more, or answer the questions.',
      whoHelps: self.en,
    },
  },
  'diagnosis.newer': {
    hu: {
      title: 'A diagnózis újabb, mint amit el tudunk olvasni',
      cause: 'A fájlt az eSzig Kliens egy olyan változata írta, amelyet ez a portál még nem ismer.',
      nextStep: 'Válaszoljon a kérdésekre, vagy küldje el a bejelentést diagnózis nélkül.',
      whoHelps: desk.hu,
    },
    en: {
      title: 'The diagnosis is newer than what we can read',
      cause: 'The file was written by a version of eSzig Kliens that this portal does not know yet.',
      nextStep: 'Answer the questions, or send the report without a diagnosis.',
      whoHelps: desk.en,
    },
  },
  'picture.refused': {
    hu: {
      title: 'Ezt a képet nem tudjuk elfogadni',
      cause: 'A fájl nem JPEG-, PNG- vagy WebP-kép, megsérült, vagy nagyobb 8 MB-nál. A bejelentés kép nélkül is érvényes.',
      nextStep: 'Készítsen új fényképet, vagy mentse el a képet JPEG formátumban, és töltse fel azt.',
      whoHelps: self.hu,
    },
    en: {
      title: 'We cannot take this picture',
      cause:
        'The file is no JPEG, PNG or WebP picture, it is damaged, or it is larger than 8 MB. The report is good without a picture too.',
      nextStep: 'Take a new picture, or save it as JPEG, and upload that.',
      whoHelps: self.en,
    },
  },
} as const satisfies ErrorTable;
