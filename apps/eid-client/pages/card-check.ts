// The card check: group by group what was found, one result at the head, one next step.
import { html } from 'hono/html';
import type { Html } from '../../../io/http/index.ts';
import { explain } from '../../../lib/phrases/index.ts';
import type { CardCheck } from '../pin/check.ts';
import { careIn, choices, type SayCare } from './card-frame.ts';
import { ways } from './card-result.ts';
import { clientPage, type Frame } from './frame.ts';

export function cardCheckPage(check: CardCheck, version: number, next: string | undefined, frame: Frame): Html {
  const say = careIn(frame.language);
  const error = check.finding && explain(check.finding, frame.language);
  const title = error?.title ?? say('check.ready');
  const row = (name: string, ...values: readonly string[]) =>
    html`<div><dt>${name}</dt><dd>${values.filter(Boolean).join(' · ')}</dd></div>`;
  const main = html`<h1 class="ds-heading" data-size="lg">${say('check.title')}</h1>
<p class="ds-alert" data-color="${error === undefined ? 'success' : 'warning'}">${error === undefined ? title : `${error.title}. ${error.cause}`}</p>
<dl class="who">
${row(say('check.reader'), ...readerWords(check, say, frame.language))}
${row(say('check.card'), cardWords(check, say))}
${row(say('check.identification'), ...pinWords(check, say))}
${row(say('check.signature'), applicationWords(check.signature, say), say('check.not-needed'))}
${row(say('check.passport'), applicationWords(check.passport, say), say('check.not-needed'))}
</dl>
<h2 class="ds-heading" data-size="2xs">${say('check.next')}</h2>
<p class="ds-paragraph">${error?.nextStep ?? say('check.nothing')}</p>
${error === undefined ? '' : html`<p class="ds-paragraph failure-code"><code>${error.code}</code></p>`}
${next === undefined ? '' : html`<p class="actions"><a class="ds-button" href="${next}">${say('result.to-service')}</a></p>`}
${choices(version, ways(say, next === undefined))}`;
  return clientPage({ id: 'eid-client.card-check', state: check.finding ?? 'ready', title, main }, frame);
}

function readerWords({ reader }: CardCheck, say: SayCare, language: Frame['language']): string[] {
  if (reader === undefined) return [explain('reader.none', language).title];
  return [
    reader.name,
    say(reader.pinPad ? 'check.reader.pin-pad' : 'check.reader.plain'),
    say(reader.known ? 'check.reader.known' : 'check.reader.unknown'),
  ];
}

function cardWords({ card }: CardCheck, say: SayCare): string {
  if (card === undefined) return say('check.card.none');
  if (card.kind === 'other') return say('check.card.other');
  return card.generation === undefined ? say('check.card.unknown') : say('check.card.eid', { generation: card.generation });
}

function pinWords({ card }: CardCheck, say: SayCare): string[] {
  const { pin } = card ?? {};
  if (pin === undefined) return [say('check.not-told')];
  return [say(`state.${pin.state}`), pin.triesLeft === undefined ? '' : say('code.left', { left: pin.triesLeft })];
}

function applicationWords(present: boolean | undefined, say: SayCare): string {
  return say(present === undefined ? 'check.not-told' : present ? 'check.present' : 'check.absent');
}
