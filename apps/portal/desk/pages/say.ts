// The words of the service desk.
import { desk as en } from '../../../../lib/phrases/en/desk.ts';
import { desk as hu } from '../../../../lib/phrases/hu/desk.ts';
import { type Language, type Speaker, speaker } from '../../../../lib/phrases/index.ts';

export const sayDesk = (language: Language): Speaker<typeof hu> => speaker(hu, en, language);
