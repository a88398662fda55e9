// The clerk's landing page.
import { html } from 'hono/html';
import type { Html } from '../../../io/http/index.ts';
import type { Clerk } from '../account.ts';
import type { View } from '../area.ts';
import { facts, officePage, sayIn, section } from './frame.ts';

export function windowPage(view: View & { readonly account: Clerk }): Html {
  const say = sayIn(view.language);
  const { account } = view;
  const main = html`<h1 class="ds-heading" data-size="lg">${say('office.window.title')}</h1>
${section(
  say('office.window.now'),
  facts([
    [say('office.facts.clerk'), account.name],
    [say('office.facts.institution'), account.institution],
  ]),
)}`;
  return officePage(view, { id: 'office.window', title: say('office.window.title'), main });
}
