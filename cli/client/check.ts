// `eszig client check`: what the card in a reader is and in which state its PIN, without entering one; and what stands in the way of a sign-in.
import { readCardAccess } from '../../apps/eid-client/login/index.ts';
import { createCryptography } from '../../io/crypto/index.ts';
import { type Card, chooseOffer } from '../../io/reader/index.ts';
import { run } from '../../lib/apdu/index.ts';
import { type Bytes, equal } from '../../lib/bytes/index.ts';
import { profiles } from '../../lib/card/index.ts';
import { createChat } from '../../lib/cvc/index.ts';
import { type PinTries, readPinTries } from '../../lib/eac/pace/index.ts';
import { isEidError } from '../../lib/error/index.ts';
import { type ErrorCode, errorCode, explain, type Language } from '../../lib/phrases/index.ts';
import { type Command, exit } from '../command.ts';
import { chooseReader, findReaders } from './readers.ts';

type PinState = 'not-activated' | 'operational' | 'suspended' | 'blocked' | 'unknown';

export interface CardReport {
  readonly kind: 'eid' | 'other';
  /** Year of the chip generation, by its ATR. */
  readonly generation?: string;
  readonly pin?: { readonly state: PinState; readonly triesLeft?: number };
}

const missing: readonly ErrorCode[] = ['reader.none', 'card.none', 'card.in-use', 'card.removed'];
const findingOf: Partial<Record<PinState, ErrorCode>> = {
  'not-activated': 'pin.not-activated',
  suspended: 'pin.suspended',
  blocked: 'pin.blocked',
};

export const command: Command = {
  options: { reader: { value: 'NAME' } },
  async run(input, terminal) {
    await using found = await findReaders(createCryptography());
    const report: { reader?: string; card?: CardReport; codes: ErrorCode[] } = { codes: [] };
    try {
      const reader = chooseReader(found.readers.list(), input.text('reader'));
      report.reader = reader.name;
      await using card = await reader.connect();
      report.card = await examine(card);
      if (report.card.kind === 'other') report.codes.push('card.not-eid');
      const finding = report.card.pin && findingOf[report.card.pin.state];
      if (finding !== undefined) report.codes.push(finding);
    } catch (thrown) {
      report.codes.push(errorCode(isEidError(thrown) ? thrown.code : undefined));
    }
    const { reader, card, codes } = report;
    const findings = codes.map((code) => describe(code, terminal.language));
    if (reader !== undefined) terminal.say(reader);
    if (card !== undefined)
      terminal.say(`${card.kind} ${card.generation ?? ''} ${card.pin?.state ?? ''} ${card.pin?.triesLeft ?? ''}`.trim());
    for (const { text, nextStep, code } of findings) terminal.say(`${text} (${code})\n${nextStep}`);
    terminal.json({ ...(reader === undefined ? {} : { reader }), ...(card === undefined ? {} : { card }), findings });
    if (codes.length === 0) return exit.done;
    return codes.some((code) => missing.includes(code)) ? exit.environment : exit.refused;
  },
};

/** What any reader can learn of a card; spends no try. */
export async function examine(card: Card): Promise<CardReport> {
  const cardAccess = await run(readCardAccess(), card.transmit);
  if (cardAccess === undefined) return { kind: 'other' };
  const generation = generationOf(card.atr);
  const asked = createChat(['restrictedIdentification']);
  const pin = stateOf(await run(readPinTries(chooseOffer(cardAccess).offer, asked), card.transmit));
  return { kind: 'eid', ...(generation === undefined ? {} : { generation }), pin };
}

function generationOf(atr: Bytes): string | undefined {
  return Object.entries(profiles.hungarian.generations).find(([, known]) => equal(known.atr, atr))?.[0];
}

function stateOf(tries: PinTries): NonNullable<CardReport['pin']> {
  if (tries.kind === 'unknown') return { state: 'unknown' };
  if (tries.kind !== 'known') return { state: 'not-activated' };
  const { triesLeft } = tries;
  return { state: triesLeft === 0 ? 'blocked' : triesLeft === 1 ? 'suspended' : 'operational', triesLeft };
}

function describe(code: ErrorCode, language: Language) {
  const { title, cause, nextStep } = explain(code, language);
  return { code, text: `${title}. ${cause}`, nextStep };
}
