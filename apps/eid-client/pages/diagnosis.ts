// The diagnosis: one result and one next step at the head; what else was found and every detail below; and the way to a file.
import { html } from 'hono/html';
import type { Html } from '../../../io/http/index.ts';
import { type CauseCode, causes, resultOf } from '../../../lib/diagnosis/index.ts';
import { explain } from '../../../lib/phrases/index.ts';
import type { Examination } from '../diagnosis/diagnose.ts';
import type { Facts, ServiceFact } from '../diagnosis/facts.ts';
import { careIn } from './card-frame.ts';
import { clientPage, type Frame } from './frame.ts';
import { backToWindow, ownIn, ruleText, type SayOwn } from './own-frame.ts';

export function diagnosisPage({ facts, findings }: Examination, frame: Frame): Html {
  const { language } = frame;
  const say = ownIn(language);
  const result = resultOf({ findings });
  const first = result === 'ready' ? findings[0] : result.code;
  const others = findings.filter((code) => code !== first);
  const main = html`<h1 class="ds-heading" data-size="lg">${say('diagnosis.title')}</h1>
${result === 'ready' ? good(findings.length > 0, say) : ''}
${first === undefined ? '' : finding(first, frame)}
${others.length === 0 ? '' : html`<h2 class="ds-heading" data-size="2xs">${say('diagnosis.others')}</h2><ul class="ds-list">${others.map((code) => other(code, frame))}</ul>`}
<details class="ds-details"><summary>${say('diagnosis.details')}</summary><dl class="who">${details(facts, frame).map(
    ([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl></details>
${ruleText(language)}
<p class="ds-paragraph">${say('diagnosis.save.text')}</p>
<p class="actions"><a class="ds-button" href="/window/diagnosis">${say('diagnosis.again')}</a>
<a class="ds-button" data-variant="secondary" href="/window/diagnosis/file" download>${say('diagnosis.save')}</a>${backToWindow(say)}</p>`;
  const state = result !== 'ready' ? 'trouble' : findings.length > 0 ? 'advice' : 'ready';
  return clientPage({ id: 'eid-client.diagnosis', state, title: say('diagnosis.title'), main }, frame);
}

function good(hasAdvice: boolean, say: SayOwn): Html {
  return html`<p class="ds-alert" data-color="success" role="status">${say(hasAdvice ? 'diagnosis.advice' : 'diagnosis.ready')}</p>
${hasAdvice ? '' : html`<p class="ds-paragraph">${say('diagnosis.ready.text')}</p>`}`;
}

/** The one that comes first: what it is, what to do, who helps. */
function finding(code: CauseCode, { language }: Frame): Html {
  const say = ownIn(language);
  const { title, cause, nextStep, whoHelps } = explain(code, language);
  const { trouble, weight } = causes[code];
  return html`<div class="ds-alert" data-color="${weight === 'stops' ? 'danger' : 'warning'}" role="status">
<h2 class="ds-heading" data-size="xs">${title}</h2><p class="ds-paragraph">${cause}</p></div>
<h2 class="ds-heading" data-size="2xs">${say('diagnosis.next')}</h2><p class="ds-paragraph">${nextStep}</p>
<h2 class="ds-heading" data-size="2xs">${say('diagnosis.who')}</h2><p class="ds-paragraph">${whoHelps}</p>
<p class="ds-paragraph failure-code">${say('diagnosis.trouble')}: ${say(`diagnosis.trouble.${trouble}`)} · ${say('diagnosis.code')}: <code>${code}</code></p>`;
}

function other(code: CauseCode, { language }: Frame): Html {
  const { title, nextStep } = explain(code, language);
  return html`<li><strong>${title}.</strong> ${nextStep} <code>${code}</code></li>`;
}

/** Every fact in words, in the order in which a person would ask. Also what the command line prints. */
export function details(facts: Facts, { language }: Pick<Frame, 'language'>): readonly (readonly [string, string])[] {
  const say = ownIn(language);
  const care = careIn(language);
  const { check, driver, client, services, trust, last, readers, portHolder } = facts;
  const { reader, card } = check;
  const day = (date: string | undefined) =>
    date === undefined
      ? say('detail.unknown')
      : new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
  const pin = card?.pin;
  const left = pin?.triesLeft === undefined ? '' : ` ${care('code.left', { left: pin.triesLeft })}`;
  return [
    [say('detail.reader'), reader === undefined ? say('detail.unknown') : reader.name],
    [say('detail.readers'), String(readers)],
    [say('detail.driver'), say(`driver.${driver}`)],
    [say('detail.card'), card === undefined ? say('detail.unknown') : cardWords(card, care)],
    [say('detail.pin'), pin === undefined ? say('detail.unknown') : `${care(`state.${pin.state}`)}${left}`],
    [say('detail.version'), client.version],
    [say('detail.window'), say(`window.${client.window}`)],
    [say('detail.port'), `${say(`port.${client.port}`)}${portHolder === undefined ? '' : `: ${portHolder}`}`],
    [say('detail.clock'), clockWords(services, say)],
    ...services.map(
      ({ name, reach, address, milliseconds }) =>
        [say(`detail.${name}`), `${say(`reach.${reach}`)} (${say('reach.in', { address, milliseconds })})`] as const,
    ),
    [say('detail.trust'), day(trust?.until)],
    [say('detail.terminal'), day(last?.terminal)],
    [say('detail.document'), day(last?.document)],
  ];
}

function cardWords({ kind, generation }: NonNullable<Facts['check']['card']>, care: ReturnType<typeof careIn>): string {
  if (kind === 'other') return care('check.card.other');
  return generation === undefined ? care('check.card.unknown') : care('check.card.eid', { generation });
}

function clockWords(services: readonly ServiceFact[], say: SayOwn): string {
  const ahead = services.find(({ clockAhead }) => clockAhead !== undefined)?.clockAhead;
  if (ahead === undefined) return say('clock.unknown');
  if (Math.abs(ahead) < 2) return say('clock.same');
  return ahead > 0 ? say('clock.ahead', { seconds: ahead }) : say('clock.behind', { seconds: -ahead });
}
