// The start page of whoever looks after a card, the question which code there is, and the warning before a card that nobody has tried.
import { html } from 'hono/html';
import type { Html } from '../../../io/http/index.ts';
import { cancelForm } from './cancel.ts';
import { careIn, choices } from './card-frame.ts';
import { clientPage, type Frame, sayIn } from './frame.ts';
import { ownWays, ruleText } from './own-frame.ts';
import { codeCardPicture } from './pictures.ts';

/** `next`: the way back to a service from whose sign-in the person came. */
export function cardHomePage(version: number, next: string | undefined, frame: Frame): Html {
  const say = careIn(frame.language);
  const main = html`<h1 class="ds-heading" data-size="lg">${say('home.title')}</h1>
<p class="ds-paragraph">${say('home.lead')}</p>
${choices(version, [
  { value: 'first', label: say('home.activate'), variant: 'primary' },
  ...(['change', 'resume', 'unblock', 'check'] as const).map((value) => ({ value, label: say(`home.${value}`) })),
  ...(next === undefined ? [{ value: 'close', label: say('home.close'), variant: 'tertiary' as const }] : []),
])}
${next === undefined ? '' : html`<p class="actions"><a class="ds-button" href="${next}">${say('result.to-service')}</a></p>`}
${ownWays(frame.language)}
${ruleText(frame.language)}`;
  return clientPage({ id: 'eid-client.card-home', title: say('home.title'), main }, frame);
}

export function whichCodePage(version: number, frame: Frame): Html {
  const say = careIn(frame.language);
  const main = html`<h1 class="ds-heading" data-size="lg">${say('which.title')}</h1>
<p class="ds-paragraph">${say('which.lead')}</p>
${codeCardPicture('activation', say)}
${choices(version, [
  { value: 'activate', label: say('which.five'), variant: 'primary' },
  { value: 'change', label: say('which.six') },
  { value: 'home', label: say('home.back'), variant: 'tertiary' },
])}`;
  return clientPage({ id: 'eid-client.which-code', title: say('which.title'), main }, frame);
}

export function unknownCardPage(version: number, frame: Frame): Html {
  const say = careIn(frame.language);
  const main = html`<h1 class="ds-heading" data-size="lg">${say('unknown.title')}</h1>
<p class="ds-alert" data-color="warning">${say('unknown.warning')}</p>
<p class="ds-paragraph">${say('unknown.advice')}</p>
${cancelForm(sayIn(frame.language))}
${choices(version, [{ value: 'allow', label: say('unknown.allow') }])}`;
  return clientPage({ id: 'eid-client.unknown-card', title: say('unknown.title'), main }, frame);
}
