// `eszig client check`: what the card in a reader is and in which state its PIN, without entering one; and what on this computer stands in the way of
// a sign-in.
import { writeFileSync } from 'node:fs';
import type { CompleteConfig } from '../../apps/eid-client/config.ts';
import { usersFolder } from '../../apps/eid-client/data-folder.ts';
import { thisComputer } from '../../apps/eid-client/diagnosis/computer.ts';
import { diagnosisOf, type Examination, examine } from '../../apps/eid-client/diagnosis/diagnose.ts';
import { holderOfPort } from '../../apps/eid-client/diagnosis/port.ts';
import { openOwnFolder } from '../../apps/eid-client/own/folder.ts';
import { openMemory } from '../../apps/eid-client/own/last-sign-in.ts';
import { details } from '../../apps/eid-client/pages/diagnosis.ts';
import type { CardReport } from '../../apps/eid-client/pin/card-report.ts';
import type { CardCheck } from '../../apps/eid-client/pin/check.ts';
import { technicalReport } from '../../apps/eid-client/pin/technical-report.ts';
import { createCryptography } from '../../io/crypto/index.ts';
import { type CauseCode, encodeDiagnosis, resultOf } from '../../lib/diagnosis/index.ts';
import { cardCare as en } from '../../lib/phrases/en/card-care.ts';
import { cardCare as hu } from '../../lib/phrases/hu/card-care.ts';
import { explain, speaker } from '../../lib/phrases/index.ts';
import { type Command, exit, exitStatusOf, type Terminal } from '../command.ts';
import { readConfiguration } from './configuration.ts';
import { type FoundReaders, findReaders, narrowed } from './readers.ts';

export const command: Command = {
  options: { reader: { value: 'NAME' }, config: { value: 'FILE' }, report: { value: 'FILE' }, save: { value: 'FILE' } },
  async run(input, terminal) {
    await using found = await findReaders(createCryptography());
    const examination = await lookAround(found, input.text('reader'), readConfiguration(input.text('config')));
    const { check } = examination.facts;
    const { reader, card, finding } = check;
    const findings = finding === undefined ? [] : [describe(finding, terminal)];
    const file = input.text('report');
    if (file !== undefined) writeFileSync(file, technicalReport(check));
    const save = input.text('save');
    if (save !== undefined) writeFileSync(save, encodeDiagnosis(diagnosisOf(examination)));
    tell(check, terminal);
    for (const [name, value] of details(examination.facts, terminal).slice(groupsOfCard)) terminal.say(`${name}: ${value}`);
    const causes = examination.findings.map((code) => describe(code, terminal));
    for (const { text, nextStep, code } of causes) terminal.say(`${text} (${code})\n${nextStep}`);
    terminal.json({
      ...(reader && { reader: reader.name }),
      ...(card && { card: cardJson(card) }),
      findings,
      diagnosis: diagnosisJson(examination, causes),
    });
    return finding === undefined ? exit.done : exitStatusOf(finding);
  },
};

/** The first rows of the details, which the card check has told already. */
const groupsOfCard = 5;

/** As the client itself does it, but from outside: whether the client runs, and on whose port, is part of the question. */
async function lookAround({ readers, service }: FoundReaders, wanted: string | undefined, config: CompleteConfig): Promise<Examination> {
  const folder = openOwnFolder(config.dataFolder ?? usersFolder());
  const memory = await openMemory(folder, Date.now);
  const usable = narrowed(readers, wanted);
  return examine({
    readers,
    usable,
    driver: () => service,
    config,
    port: () => holderOfPort(config.port),
    isRunning: false,
    last: memory.last,
    places: thisComputer,
    now: Date.now,
  });
}

function diagnosisJson(examination: Examination, findings: readonly ReturnType<typeof describe>[]) {
  const result = resultOf(examination);
  const { services } = examination.facts;
  return {
    ...diagnosisOf(examination),
    services: services.map(({ name, address, reach, milliseconds }) => ({ name, address, reach, milliseconds })),
    result: result === 'ready' ? result : result.code,
    ...(result !== 'ready' && { trouble: result.trouble }),
    findings,
  };
}

/** Group by group, as the window shows it. */
function tell({ reader, card, signature, passport }: CardCheck, terminal: Terminal): void {
  const say = speaker(hu, en, terminal.language);
  const other = (present: boolean | undefined) =>
    `${say(present === undefined ? 'check.not-told' : present ? 'check.present' : 'check.absent')}, ${say('check.not-needed')}`;
  if (reader !== undefined)
    terminal.say(`${say('check.reader')}: ${reader.name}, ${say(reader.pinPad ? 'check.reader.pin-pad' : 'check.reader.plain')}`);
  if (card === undefined) return;
  const { kind, generation, pin } = card;
  const what =
    kind === 'other'
      ? say('check.card.other')
      : generation === undefined
        ? say('check.card.unknown')
        : say('check.card.eid', { generation });
  terminal.say(`${say('check.card')}: ${what}`);
  if (pin === undefined) return;
  const left = pin.triesLeft === undefined ? '' : say('code.left', { left: pin.triesLeft });
  terminal.say(`${say('check.identification')}: ${say(`state.${pin.state}`)} ${left}`.trim());
  terminal.say(`${say('check.signature')}: ${other(signature)}\n${say('check.passport')}: ${other(passport)}`);
}

function cardJson({ kind, generation, pin }: CardReport) {
  return { kind, ...(generation && { generation }), ...(pin && { pin }) };
}

function describe(code: CauseCode, { language }: Terminal) {
  const { title, cause, nextStep } = explain(code, language);
  return { code, text: `${title}. ${cause}`, nextStep };
}
