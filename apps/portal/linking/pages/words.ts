// The sentences of linking.
import { linking as en } from '../../../../lib/phrases/en/linking.ts';
import { linking as hu } from '../../../../lib/phrases/hu/linking.ts';
import { type Language, speaker } from '../../../../lib/phrases/index.ts';

export const sayLinking = (language: Language) => speaker(hu, en, language);
