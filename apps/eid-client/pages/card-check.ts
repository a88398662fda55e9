// The card check: one result and one next step at the head, then group by group what was found. What the EESZT does not need is named and left at that.
import { html } from 'hono/html';
import type { Html } from '../../../io/http/index.ts';
import { causes } from '../../../lib/diagnosis/index.ts';
import { clientTrust as en } from '../../../lib/phrases/en/client-trust.ts';
import { clientTrust as hu } from '../../../lib/phrases/hu/client-trust.ts';
import { explain, speaker } from '../../../lib/phrases/index.ts';
import type { CardCheck } from '../pin/check.ts';
import { securityInfosOf } from '../pin/technical-report.ts';
import { careIn, choices, type SayCare } from './card-frame.ts';
import { ways } from './card-result.ts';
import { clientPage, type Frame } from './frame.ts';

type Outcome = 'ok' | 'problem' | 'unneeded' | 'untold';

interface Group {
  readonly name: 'reader' | 'card' | 'identification' | 'certificates' | 'signature' | 'passport';
  readonly outcome: Outcome;
  readonly words: readonly string[];
}

export function cardCheckPage(check: CardCheck, version: number, next: string | undefined, frame: Frame): Html {
  const say = careIn(frame.language);
  const error = check.finding && explain(check.finding, frame.language);
  const title = error?.title ?? say('check.ready');
  const main = html`<h1 class="ds-heading" data-size="lg">${say('check.title')}</h1>
<p class="ds-alert" data-color="${error === undefined ? 'success' : 'warning'}">${error === undefined ? title : `${error.title}. ${error.cause}`}</p>
<h2 class="ds-heading" data-size="2xs">${say('check.next')}</h2>
<p class="ds-paragraph">${error?.nextStep ?? say('check.nothing')}</p>
${error === undefined ? '' : html`<p class="ds-paragraph failure-code"><code>${error.code}</code></p>`}
${next === undefined ? '' : html`<p class="actions"><a class="ds-button" href="${next}">${say('result.to-service')}</a></p>`}
<h2 class="ds-heading" data-size="2xs">${say('check.groups')}</h2>
<dl class="who groups">${groups(check, say, frame.language).map(
    ({ name, outcome, words }) => html`<div data-outcome="${outcome}"><dt>${say(`check.${name}`)}: ${say(`check.${outcome}`)}</dt>
<dd>${words.filter(Boolean).join(' · ')}</dd></div>`,
  )}</dl>
${check.finding === 'card.unknown' ? report(check, frame) : ''}
${choices(version, ways(say, next === undefined))}`;
  return clientPage({ id: 'eid-client.card-check', state: check.finding ?? 'ready', title, main }, frame);
}

/** A card that nobody has tried is only looked at: what it says of itself, to be kept for whoever can add it. */
function report(check: CardCheck, { language }: Frame): Html {
  const say = speaker(hu, en, language);
  return html`<h2 class="ds-heading" data-size="2xs">${say('report.title')}</h2>
<p class="ds-paragraph">${say('report.what')}</p>
<ul class="ds-list">${securityInfosOf(check).map(({ kind, protocol }) => html`<li>${kind} <code>${protocol}</code></li>`)}</ul>
<p class="actions"><a class="ds-button" data-variant="secondary" href="/window/card-report" download>${say('report.save')}</a></p>`;
}

/** In the order of the original: each depends on those before it. */
function groups(check: CardCheck, say: SayCare, language: Frame['language']): readonly Group[] {
  const { reader, card, finding, document } = check;
  const trouble = finding && causes[finding].trouble;
  const isEid = card?.kind === 'eid';
  return [
    { name: 'reader', outcome: reader === undefined || trouble === 'reader' ? 'problem' : 'ok', words: readerWords(check, say, language) },
    {
      name: 'card',
      outcome: card === undefined && reader === undefined ? 'untold' : trouble === 'card' ? 'problem' : 'ok',
      words: [cardWords(check, say)],
    },
    {
      name: 'identification',
      outcome: card?.pin === undefined || card.pin.state === 'unknown' ? 'untold' : trouble === 'pin' ? 'problem' : 'ok',
      words: pinWords(check, say),
    },
    {
      name: 'certificates',
      outcome: document === undefined ? 'untold' : document.over ? 'problem' : 'ok',
      words: [
        document === undefined
          ? say('check.certificates.hidden')
          : say('check.certificates.until', { day: dayWords(document.until, language) }),
      ],
    },
    {
      name: 'signature',
      outcome: 'unneeded',
      words: [applicationWords(isEid ? check.signature : undefined, say), say('check.not-needed')],
    },
    { name: 'passport', outcome: 'unneeded', words: [applicationWords(isEid ? check.passport : undefined, say), say('check.not-needed')] },
  ];
}

function readerWords({ reader, finding }: CardCheck, say: SayCare, language: Frame['language']): string[] {
  if (reader === undefined) return [explain('reader.none', language).title];
  return [
    reader.name,
    say(reader.pinPad ? 'check.reader.pin-pad' : 'check.reader.plain'),
    say(reader.known ? 'check.reader.known' : 'check.reader.unknown'),
    finding === 'reader.extended-length' ? say('check.long.fails') : '',
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

function dayWords(date: string, language: Frame['language']): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}
