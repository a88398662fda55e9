// The words of the fault pages.
import { faults as en } from '../../../../lib/phrases/en/faults.ts';
import { faults as hu } from '../../../../lib/phrases/hu/faults.ts';
import { type Language, type Speaker, speaker } from '../../../../lib/phrases/index.ts';

export type SayFaults = Speaker<typeof hu>;
/** A phrase without placeholders that says what is wrong with a field. */
export type FaultsPhrase = Exclude<keyof typeof hu, 'faults.courier.note'>;

export const sayFaults = (language: Language): SayFaults => speaker(hu, en, language);
