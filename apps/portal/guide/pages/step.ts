// One step of the guide: what to do, one thing after the other; where to do it; what the client can check; and the steps beside it.
import { html } from 'hono/html';
import type { Html } from '../../../../io/http/index.ts';
import { portalPage, section, type View } from '../../pages/frame.ts';
import { type Check, checkAddress, codes, type Step, steps } from '../steps.ts';
import { sayGuide } from './say.ts';

type Say = ReturnType<typeof sayGuide>;

/** `at` is the step's place in the table; `clientAddress` where the visitor's own client listens. */
export function stepPage(view: View, at: number, clientAddress: string): Html {
  const say = sayGuide(view.language);
  const step = steps[at] as Step;
  const title = say(`guide.${step.id}.title`);
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
<p class="ds-paragraph">${say(`guide.${step.id}.lead`)}</p>
${step.id === 'codes' ? codeTable(say) : points(say, step)}
<p class="ds-alert" data-color="info">${say(`guide.${step.id}.note`)}</p>
${step.link === undefined ? '' : html`<div class="actions"><a class="ds-button" href="${step.link.href}">${say(step.link.phrase)}</a></div>`}
${step.check === undefined ? '' : check(say, step.check, clientAddress)}
${around(say, at)}`;
  return portalPage(view, { id: 'portal.guide-step', state: step.id, title, main });
}

function points(say: Say, { id, points }: Step): Html {
  const numbers = Array.from({ length: points }, (_, i) => i + 1);
  return html`<ol class="ds-list">${numbers.map((number) => html`<li>${say(`guide.${id}.${number}` as 'guide.needed.1')}</li>`)}</ol>`;
}

function codeTable(say: Say): Html {
  const heads = ['code', 'length', 'where', 'use'] as const;
  return html`<div class="scroll" role="region" aria-label="${say('guide.codes.title')}" tabindex="0"><table class="ds-table">
<thead><tr>${heads.map((head) => html`<th scope="col">${say(`guide.codes.${head}`)}</th>`)}</tr></thead>
<tbody>${codes.map(
    (code) => html`<tr><th scope="row">${say(`guide.codes.${code}`)}</th>
<td>${say(`guide.codes.${code}.length`)}</td><td>${say(`guide.codes.${code}.where`)}</td><td>${say(`guide.codes.${code}.use`)}</td></tr>`,
  )}</tbody></table></div>`;
}

function check(say: Say, what: Check, clientAddress: string): Html {
  return section(
    say('guide.check'),
    html`<p class="ds-paragraph">${say('guide.check.text')}</p>
<div class="actions"><a class="ds-button" data-variant="secondary" href="${clientAddress}${checkAddress[what]}">${say(`guide.check.${what}`)}</a></div>`,
  );
}

function around(say: Say, at: number): Html {
  const [previous, next] = [steps[at - 1], steps[at + 1]];
  const link = (step: Step | undefined, label: string) =>
    step === undefined ? '' : html`<li>${label}: <a class="ds-link" href="/guide/${step.id}">${say(`guide.${step.id}.title`)}</a></li>`;
  return html`<nav aria-label="${say('guide.title')}"><ul class="ds-list">
${link(next, say('guide.next'))}${link(previous, say('guide.previous'))}
<li><a class="ds-link" href="/guide">${say('guide.all')}</a></li>
</ul></nav>`;
}
