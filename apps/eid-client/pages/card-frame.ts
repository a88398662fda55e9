// What the pages about the card and its codes share: their phrases, the form that answers them, the way out.
import { html } from 'hono/html';
import type { Html } from '../../../io/http/index.ts';
import { cardCare as en } from '../../../lib/phrases/en/card-care.ts';
import { cardCare as hu } from '../../../lib/phrases/hu/card-care.ts';
import { type Language, type Speaker, speaker } from '../../../lib/phrases/index.ts';

export type SayCare = Speaker<typeof hu>;

export function careIn(language: Language): SayCare {
  return speaker(hu, en, language);
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly variant?: 'primary' | 'secondary' | 'tertiary';
}

/** Buttons that answer the page, one below the other. */
export function choices(version: number, rows: readonly Choice[]): Html {
  return html`<form method="post" action="/window/answer" class="stack">
<input type="hidden" name="form" value="${version}">
${rows.map(({ value, label, variant = 'secondary' }) => html`<button class="ds-button" data-variant="${variant}" type="submit" name="choice" value="${value}">${label}</button>`)}
</form>`;
}
