// What a person is told about a failure, and who can help.
import type { Language } from '../phrase.ts';

export type ErrorPhrase = {
  readonly title: string;
  readonly cause: string;
  readonly nextStep: string;
  readonly whoHelps: string;
};

/** Failures of one area, by code. */
export type ErrorTable = Readonly<Record<string, Readonly<Record<Language, ErrorPhrase>>>>;

/** Who can help, in the words of both languages. */
export const helpers = {
  self: { hu: 'Ezt Ön is meg tudja oldani, segítség nélkül.', en: 'You can solve this yourself, without help.' },
  window: { hu: 'Bármelyik kormányablak vagy okmányiroda.', en: 'Any government window or document office.' },
  administrator: {
    hu: 'Az intézmény jogosultsági adminisztrátora.',
    en: 'The entitlement administrator of your institution.',
  },
  desk: { hu: 'Az EESZT ügyfélszolgálata.', en: 'The EESZT service desk.' },
  computer: { hu: 'Az intézmény informatikusa.', en: 'The computer support of your institution.' },
} as const;
