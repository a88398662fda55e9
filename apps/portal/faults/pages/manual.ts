// The user manual of the fault pages: printable, with pictures drawn from the very phrases of the pages they show.
import { html } from 'hono/html';
import type { Html } from '../../../../io/http/index.ts';
import { manual as en } from '../../../../lib/phrases/en/manual.ts';
import { manual as hu } from '../../../../lib/phrases/hu/manual.ts';
import { speaker } from '../../../../lib/phrases/index.ts';
import { portalPage, type View } from '../../pages/frame.ts';
import { type FaultsPhrase, sayFaults } from './say.ts';
import { drawScreen, type ScreenPart } from './screen.ts';

type Step = {
  readonly id: 'begin' | 'check' | 'result' | 'report' | 'offline' | 'answers' | 'sent' | 'confirm' | 'courier' | 'follow';
  /** The page that the step is about, as the page table names it. */
  readonly page: string;
  /** What the picture shows of that page, from above. */
  readonly shows: readonly (readonly [kind: ScreenPart['kind'], phrase: FaultsPhrase])[];
};

/** In the order in which a person meets them. A test compares each picture with the page itself. */
export const manualSteps: readonly Step[] = [
  {
    id: 'begin',
    page: 'portal.faults',
    shows: [
      ['title', 'faults.title'],
      ['button', 'faults.begin'],
      ['link', 'faults.manual'],
    ],
  },
  {
    id: 'check',
    page: 'portal.fault-check',
    shows: [
      ['title', 'faults.check.title'],
      ['field', 'faults.check.file.label'],
      ['button', 'faults.check.file.send'],
      ['field', 'faults.question.message'],
      ['field', 'faults.question.damage'],
      ['field', 'faults.question.light'],
      ['button', 'faults.check.send'],
    ],
  },
  {
    id: 'result',
    page: 'portal.fault-result',
    shows: [
      ['title', 'faults.result.reader'],
      ['link', 'faults.result.next'],
      ['button', 'faults.result.report'],
    ],
  },
  {
    id: 'report',
    page: 'portal.fault-report',
    shows: [
      ['title', 'faults.report.title'],
      ['field', 'faults.field.serial'],
      ['field', 'faults.field.symptoms'],
      ['field', 'faults.field.description'],
      ['field', 'faults.field.reporter'],
      ['field', 'faults.field.phone'],
      ['field', 'faults.field.street'],
      ['field', 'faults.field.pickup-day'],
      ['button', 'faults.report.next'],
    ],
  },
  {
    id: 'offline',
    page: 'portal.fault-report',
    shows: [
      ['title', 'faults.report.title'],
      ['notice', 'faults.report.kept'],
      ['link', 'faults.report.discard'],
    ],
  },
  {
    id: 'answers',
    page: 'portal.fault-report check',
    shows: [
      ['title', 'faults.report.check'],
      ['button', 'faults.report.send'],
    ],
  },
  {
    id: 'sent',
    page: 'portal.fault-sent',
    shows: [
      ['title', 'faults.sent.under-way'],
      ['link', 'faults.number'],
      ['button', 'faults.letter'],
      ['field', 'faults.picture.label'],
    ],
  },
  {
    id: 'confirm',
    page: 'portal.fault-confirm',
    shows: [
      ['title', 'faults.confirm.title'],
      ['button', 'faults.event.confirm'],
      ['button', 'faults.event.withdraw'],
    ],
  },
  {
    id: 'courier',
    page: 'portal.courier',
    shows: [
      ['title', 'faults.courier.title'],
      ['field', 'faults.courier.number'],
      ['field', 'faults.courier.serial'],
      ['field', 'faults.courier.items'],
      ['field', 'faults.courier.code'],
      ['button', 'faults.courier.send'],
    ],
  },
  {
    id: 'follow',
    page: 'portal.fault',
    shows: [
      ['notice', 'faults.page.handover'],
      ['link', 'faults.state'],
      ['title', 'faults.page.timeline'],
    ],
  },
];

export function manualPage(view: View): Html {
  const { language } = view;
  const say = speaker(hu, en, language);
  const words = sayFaults(language);
  const title = say('manual.title');
  const step = ({ id, shows }: Step, at: number) => {
    const name = `${at + 1}. ${say(`manual.${id}`)}`;
    const parts = shows.map(([kind, phrase]) => ({ kind, text: words(phrase) }));
    return html`<section class="manual-step"><h2 class="ds-heading" data-size="sm">${name}</h2>
<p class="ds-paragraph">${say(`manual.${id}.text`)}</p>
${drawScreen(parts, say('manual.picture', { step: say(`manual.${id}`) }))}
</section>`;
  };
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
<p class="ds-paragraph">${say('manual.lead')}</p>
${manualSteps.map(step)}`;
  return portalPage(view, { id: 'portal.manual-fault-report', title, main });
}
