// The pages of a card's end: the report online, what it led to, the holder's own card with its life, and the window's entry.
import { html } from 'hono/html';
import type { Html } from '../../../io/http/index.ts';
import { mayMove } from '../../../lib/card-lifecycle/index.ts';
import { type CalendarDate, writeDate } from '../../../lib/person/index.ts';
import { officeEndings as en } from '../../../lib/phrases/en/office-endings.ts';
import { officeEndings as hu } from '../../../lib/phrases/hu/office-endings.ts';
import { type Language, type Speaker, speaker } from '../../../lib/phrases/index.ts';
import type { View } from '../area.ts';
import { dayOfOffice } from '../day.ts';
import { formPen } from '../pages/form.ts';
import { facts, officePage, sayIn as sayOffice, section } from '../pages/frame.ts';
import { sayRegister } from '../register/phrases.ts';
import type { CardRow, EventRow } from '../tables.ts';
import { type Entry, entries, reports } from './endings.ts';

type Say = Speaker<typeof hu>;
const sayIn = (language: Language): Say => speaker(hu, en, language);

/** The way to the report from the office's first page. */
export function reportWay(language: Language): Html {
  const say = sayIn(language);
  return html`<li><a class="ds-button" data-variant="secondary" href="/report" aria-describedby="report-text">${say('report.start')}</a>
<p class="ds-paragraph" id="report-text">${say('report.start.text')}</p></li>`;
}

/** The way to the entry of a report from the clerk's landing page. */
export function windowReportWay(language: Language): Html {
  return html`<p><a class="ds-link" href="/window/report">${sayIn(language)('window.title')}</a></p>`;
}

export interface Entered<Fault extends string> {
  readonly typed: Readonly<Record<string, string>>;
  readonly faults: readonly Fault[];
}

/** Where a fault is shown: what does not match is shown at the code. */
const fieldOf = {
  document: 'document',
  code: 'code',
  what: 'what',
  reason: 'reason',
  'no-match': 'code',
  'too-often': 'document',
} as const;
type Fault = keyof typeof fieldOf;

function pen(language: Language, say: Say, { typed, faults }: Entered<Fault>) {
  return formPen(language, { typed, faults: Object.fromEntries(faults.map((fault) => [fieldOf[fault], say(`report.fault.${fault}`)])) });
}

const choices = (say: Say, events: readonly Entry[]) =>
  events.map((event) => [event, say(`report.what.${event}`), say(`report.what.${event}.text`)] as const);

/** Online, without a sign-in: by document number and registration code. */
export function reportPage(view: View, entered: Entered<Exclude<Fault, 'reason'>>): Html {
  const say = sayIn(view.language);
  const fields = pen(view.language, say, entered);
  const main = html`${fields.summary()}
<h1 class="ds-heading" data-size="lg">${say('report.title')}</h1>
<p class="ds-paragraph">${say('report.lead')}</p>
<form class="stack" method="post" action="/report">
${fields.input('document', { label: say('report.document'), hint: say('report.document.hint') })}
${fields.input('code', { label: say('report.code'), hint: say('report.code.hint') })}
${fields.radios('what', { label: say('report.what'), choices: choices(say, reports) })}
<p class="ds-paragraph">${say('report.final')}</p>
<button class="ds-button" data-color="danger" type="submit">${say('report.submit')}</button>
</form>
<p class="ds-paragraph">${say('report.otherwise')}</p>`;
  const [fault] = entered.faults;
  const state = fault === undefined ? 'default' : fault === 'too-often' ? 'too-often' : 'refused';
  return officePage(view, { id: 'office.report', state, title: say('report.title'), main });
}

export function reportedPage(view: View): Html {
  const say = sayIn(view.language);
  const points = [say('report.done.refused'), say('report.done.signed-out'), say('report.done.found'), say('report.done.new')];
  const main = html`<h1 class="ds-heading" data-size="lg">${say('report.done.title')}</h1>
<p class="ds-paragraph">${say('report.done.text')}</p>
${section(say('report.done.next'), html`<ul class="ds-list">${points.map((point) => html`<li>${point}</li>`)}</ul>`)}`;
  return officePage(view, { id: 'office.reported', title: say('report.done.title'), main });
}

/** One of the holder's cards: how it stands, what happened to it, and the report. */
export function ownCardPage(view: View, card: CardRow, events: readonly Pick<EventRow, 'at' | 'kind'>[], refused = false): Html {
  const say = sayIn(view.language);
  const office = sayOffice(view.language);
  const possible = reports.filter((report) => mayMove({ state: card.state, chip: card.generation !== null }, report, 'holder'));
  const fields = pen(view.language, say, { typed: {}, faults: refused ? ['what'] : [] });
  const form = html`<form class="stack" method="post" action="/own/cards/${card.id}/report">
${fields.radios('what', { label: say('report.what'), choices: choices(say, possible) })}
<p class="ds-paragraph">${say('report.final')}</p>
<button class="ds-button" data-color="danger" type="submit">${say('report.submit')}</button></form>`;
  const main = html`${fields.summary()}<h1 class="ds-heading" data-size="lg">${card.document_number}</h1>
${standing(view.language, card)}
${section(say('own.life'), lifeOf(view.language, events))}
${possible.length === 0 ? '' : section(say('own.report'), form)}
<p><a class="ds-link" href="/own">${office('office.own.title')}</a></p>`;
  const state = refused ? 'refused' : card.state === 'missing' || card.state === 'ended' ? card.state : 'living';
  return officePage(view, { id: 'office.own-card', state, title: card.document_number, main });
}

/** At the window: for a holder who is there, with the reason. */
export function windowReportPage(view: View, entered: Entered<'document' | 'what' | 'reason'>): Html {
  const say = sayIn(view.language);
  const fields = pen(view.language, say, entered);
  const main = html`${fields.summary()}
<h1 class="ds-heading" data-size="lg">${say('window.title')}</h1>
<p class="ds-paragraph">${say('window.lead')}</p>
<form class="stack" method="post" action="/window/report">
${fields.input('document', { label: say('report.document'), hint: say('report.document.hint') })}
${fields.radios('what', { label: say('report.what'), choices: choices(say, entries) })}
${fields.input('reason', { label: say('window.reason'), hint: say('window.reason.hint') })}
<button class="ds-button" type="submit">${say('window.submit')}</button>
</form>`;
  const state = entered.faults.length === 0 ? 'default' : 'refused';
  return officePage(view, { id: 'office.window-report', state, title: say('window.title'), main });
}

/** What the entry led to. */
export function endedPage(view: View, card: CardRow): Html {
  const say = sayIn(view.language);
  const title = say('window.done.title');
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
${standing(view.language, card)}
<p class="ds-paragraph">${say(card.state === 'in-use' ? 'window.done.back' : 'window.done.ended')}</p>
<p><a class="ds-link" href="/window/report">${say('window.done.another')}</a></p>`;
  return officePage(view, { id: 'office.window-reported', state: card.state === 'in-use' ? 'back' : 'ended', title, main });
}

function standing(language: Language, card: CardRow): Html {
  const say = sayOffice(language);
  const day = (date: string) => writeDate(date as CalendarDate, language);
  return facts([
    [sayIn(language)('report.document'), card.document_number],
    [say('office.facts.state'), say(`office.state.${card.state}`)],
    [say('office.facts.issued'), day(card.issued)],
    [say('office.facts.expires'), card.expires === null ? say('office.facts.never') : day(card.expires)],
  ]);
}

/** What happened, the newest first; looks of clerks among it. */
function lifeOf(language: Language, events: readonly Pick<EventRow, 'at' | 'kind'>[]): Html {
  const say = sayRegister(language);
  return html`<ol class="ds-list">${events.toReversed().map(({ at, kind }) => {
    const day = writeDate(dayOfOffice(at), language);
    return html`<li>${day} – ${say(`event.${kind}`)}</li>`;
  })}</ol>`;
}
