// Ready answers of the desk; each is a phrase, given in the language of the report.
import type { Language } from '../../../lib/phrases/index.ts';
import { sayDesk } from './pages/say.ts';

export const templateIds = ['ask-light', 'ask-diagnosis', 'ask-other-card', 'parcel', 'repaired', 'no-fault'] as const;
export type TemplateId = (typeof templateIds)[number];

/** The text of a template; `undefined` for what is none. */
export function templateText(id: string | undefined, language: Language): string | undefined {
  const known = templateIds.find((one) => one === id);
  return known === undefined ? undefined : sayDesk(language)(`desk.template.${known}.text`);
}
