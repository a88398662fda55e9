// The phrases of the readiness pages, and a table that can be scrolled.
import { html } from 'hono/html';
import type { Html } from '../../../../io/http/index.ts';
import { readiness as en } from '../../../../lib/phrases/en/readiness.ts';
import { readiness as hu } from '../../../../lib/phrases/hu/readiness.ts';
import { type Language, speaker } from '../../../../lib/phrases/index.ts';

export const sayReadiness = (language: Language) => speaker(hu, en, language);

export const table = (
  label: string,
  heads: readonly string[],
  rows: readonly Html[],
): Html => html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">
<table class="ds-table"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`;
