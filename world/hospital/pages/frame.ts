// What the hospital system's pages share.
import type { html } from 'hono/html';
import { page } from '../../../io/http/index.ts';
import { hospital as en } from '../../../lib/phrases/en/hospital.ts';
import { hospital as hu } from '../../../lib/phrases/hu/hospital.ts';
import { type Language, speaker } from '../../../lib/phrases/index.ts';

export type Html = ReturnType<typeof html>;
export type View = { readonly language: Language; readonly url: string };

export const sayIn = (language: Language) => speaker(hu, en, language);

export function hospitalPage(
  { language, url }: View,
  content: { readonly id: string; readonly state?: string; readonly title: string; readonly main: Html; readonly aside?: Html },
): Html {
  const { id, ...rest } = content;
  return page({ page: id, language, url, brand: sayIn(language)('hospital.brand'), ...rest });
}
