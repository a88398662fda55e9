// The phrases of desk and register.
import { officeRegister as en } from '../../../lib/phrases/en/office-register.ts';
import { officeRegister as hu } from '../../../lib/phrases/hu/office-register.ts';
import { type Language, speaker } from '../../../lib/phrases/index.ts';

export const sayRegister = (language: Language) => speaker(hu, en, language);
