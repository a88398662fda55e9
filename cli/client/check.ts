// `eszig client check`: what the card in a reader is and in which state its PIN, without entering one; and what stands in the way of a sign-in.
import { writeFileSync } from 'node:fs';
import type { CardReport } from '../../apps/eid-client/pin/card-report.ts';
import { type CardCheck, checkCard } from '../../apps/eid-client/pin/check.ts';
import { createCryptography } from '../../io/crypto/index.ts';
import { toHex } from '../../lib/bytes/index.ts';
import { parseSecurityInfos } from '../../lib/card/index.ts';
import { cardCare as en } from '../../lib/phrases/en/card-care.ts';
import { cardCare as hu } from '../../lib/phrases/hu/card-care.ts';
import { type ErrorCode, explain, speaker } from '../../lib/phrases/index.ts';
import { type Command, exit, exitStatusOf, type Terminal } from '../command.ts';
import { findReaders, narrowed } from './readers.ts';

export const command: Command = {
  options: { reader: { value: 'NAME' }, report: { value: 'FILE' } },
  async run(input, terminal) {
    await using found = await findReaders(createCryptography());
    const check = await checkCard(narrowed(found.readers, input.text('reader')));
    const { reader, card, finding } = check;
    const findings = finding === undefined ? [] : [describe(finding, terminal)];
    const file = input.text('report');
    if (file !== undefined) writeFileSync(file, `${JSON.stringify(technicalReport(check), undefined, 2)}\n`);
    tell(check, terminal);
    for (const { text, nextStep, code } of findings) terminal.say(`${text} (${code})\n${nextStep}`);
    terminal.json({ ...(reader && { reader: reader.name }), ...(card && { card: cardJson(card) }), findings });
    return finding === undefined ? exit.done : exitStatusOf(finding);
  },
};

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

/** What a card of a generation that nobody has tried is, for whoever can add it: nothing in it is about the person. */
function technicalReport({ reader, card, signature, passport, finding }: CardCheck) {
  if (card?.cardAccess === undefined) return { reader, ...(card && { card: cardJson(card) }), finding };
  const { cardAccess, atr } = card;
  const infos = parseSecurityInfos(cardAccess).map(({ kind, protocol }) => ({ kind, protocol }));
  return {
    reader,
    card: { ...cardJson(card), ...(atr && { atr: toHex(atr) }), cardAccess: toHex(cardAccess), securityInfos: infos },
    signature,
    passport,
    finding,
  };
}

function describe(code: ErrorCode, { language }: Terminal) {
  const { title, cause, nextStep } = explain(code, language);
  return { code, text: `${title}. ${cause}`, nextStep };
}
