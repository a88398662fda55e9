// The phrases of the making of cards.
import { officeIssue as en } from '../../../lib/phrases/en/office-issue.ts';
import { officeIssue as hu } from '../../../lib/phrases/hu/office-issue.ts';
import { type Language, speaker } from '../../../lib/phrases/index.ts';

export const sayIssue = (language: Language) => speaker(hu, en, language);
