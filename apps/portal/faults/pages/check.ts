// Is it the reader at all? The diagnosis file or the questions, and what they come to.
import { html } from 'hono/html';
import type { Html } from '../../../../io/http/index.ts';
import { type Answers, type OutcomeId, outcomes, type Question, questionIds, questions } from '../../../../lib/fault-report/index.ts';
import { type FormState, formPen } from '../../forms/index.ts';
import { portalPage, section, type View } from '../../pages/frame.ts';
import { type SayFaults, sayFaults } from './say.ts';

export const largestDiagnosis = 16_384;

/** The answers of a question, in words. */
function answersOf(say: SayFaults, question: Question): readonly (readonly [string, string])[] {
  if (question === 'message') return questions.message.map((answer) => [answer, say(`faults.answer.message.${answer}`)] as const);
  return questions[question].map((answer) => [answer, say(`faults.answer.${answer}`)] as const);
}

export function checkPage(view: View, state: FormState<'faults.check.missing'>): Html {
  const say = sayFaults(view.language);
  const pen = formPen(view.language, state, say);
  const title = say('faults.check.title');
  const body = html`${questionIds.map((question) =>
    pen.radios(question, {
      label: say(`faults.question.${question}`),
      ...(question === 'message' ? {} : { hint: say('faults.check.optional') }),
      choices: answersOf(say, question),
    }),
  )}`;
  const file = html`<p class="ds-paragraph">${say('faults.check.file.text')}</p>
<form class="stack" method="post" action="/faults/check/diagnosis" enctype="multipart/form-data">
<div class="ds-field"><label class="ds-label" for="file">${say('faults.check.file.label')}</label>
<input class="ds-input" type="file" id="file" name="file" accept=".json,application/json" required></div>
<button class="ds-button" data-variant="secondary" type="submit">${say('faults.check.file.send')}</button>
</form>`;
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
${pen.top()}
${section(say('faults.check.file'), file)}
${section(say('faults.check.questions'), pen.form({ action: '/faults/check', submit: say('faults.check.send'), body }))}`;
  return portalPage(view, { id: 'portal.fault-check', state: pen.state, title, main });
}

export type Result = { readonly outcome: OutcomeId; readonly answers: Answers; readonly diagnosis?: string };

/** The address of the report's form with what is known already. */
const reportAddress = ({ answers, diagnosis }: Omit<Result, 'outcome'>) =>
  `/faults/report?${new URLSearchParams({ ...(answers as Record<string, string>), ...(diagnosis === undefined ? {} : { diagnosis }) })}`;

/** Which of the result's three faces an outcome has. */
function faceOf(outcome: OutcomeId): 'reader' | 'elsewhere' | 'unclear' {
  if (outcomes[outcome].courier) return 'reader';
  return outcome === 'unclear' ? 'unclear' : 'elsewhere';
}

export function resultPage(view: View, result: Result): Html {
  const say = sayFaults(view.language);
  const face = faceOf(result.outcome);
  const title = say(`faults.result.${face}`);
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
${section(say('faults.result.next'), html`<p class="ds-paragraph" data-outcome="${result.outcome}">${say(`faults.outcome.${result.outcome}`)}</p>`)}
<div class="actions">
<a class="ds-button"${face === 'elsewhere' ? html` data-variant="secondary"` : ''} href="${reportAddress(result)}">${say(face === 'elsewhere' ? 'faults.result.desk' : 'faults.result.report')}</a>
<a class="ds-button" data-variant="tertiary" href="/faults/check">${say('faults.result.again')}</a>
</div>`;
  return portalPage(view, { id: 'portal.fault-result', state: face, title, main });
}
