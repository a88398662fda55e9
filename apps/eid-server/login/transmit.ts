// Transmit: everything that is read from the card, in one batch that only the chip can open; the answers become the result. TR-03112-6 3.2.2.
import { encodeCommand, parseResponse } from '../../../lib/apdu/index.ts';
import type { Bytes } from '../../../lib/bytes/index.ts';
import { dataGroups } from '../../../lib/card/index.ts';
import { parseChat } from '../../../lib/cvc/index.ts';
import { encodeTransmit, parseTransmitResponse } from '../../../lib/ecard/index.ts';
import type { OperationName, PersonalData } from '../../../lib/eid-service/index.ts';
import { EidError, isEidError } from '../../../lib/error/index.ts';
import { failureStatus, importChannel, protectAll, type SecureChannel, unprotectAll } from '../../../lib/secure-messaging/index.ts';
import type { Markup } from '../../../lib/xml/index.ts';
import { confirmed, type Findings, type Question, questions, type ReadingErrorCode, statusOctets } from '../reading.ts';
import { dataGroupOf, permits } from '../rights.ts';
import type { Outcome, ProgressOf } from '../session/progress.ts';
import { personalValue } from '../values.ts';
import { finish, finishForClient } from './start-paos-response.ts';
import type { Move, Step, StepContext } from './step.ts';

type Reading = ProgressOf<'reading'>;

export function askTransmit(progress: Reading, channel: SecureChannel, context: StepContext): Markup {
  const asked = questionsOf(progress, context);
  const apdus = protectAll(
    channel,
    asked.map(({ command }) => command),
  );
  const { slotHandle } = progress;
  return encodeTransmit({
    ...(slotHandle && { slotHandle }),
    inputs: asked.map(({ acceptable }, i) => ({
      apdu: encodeCommand(apdus[i] as (typeof apdus)[number]),
      acceptable: acceptable.map(statusOctets),
    })),
  });
}

export const transmit: Step<'reading', 'finished'> = (progress, message, context) => {
  const { result, outputs } = parseTransmitResponse(message);
  if (result.major === 'error') {
    const broken = brokenBy(outputs, importChannel(context.cryptography, progress.channel));
    return broken === undefined ? finishForClient(result) : notAuthentic(broken);
  }
  const asked = questionsOf(progress, context);
  if (outputs.length !== asked.length) throw new EidError<ReadingErrorCode>('reading.malformed', { field: 'outputs' });
  try {
    const channel = importChannel(context.cryptography, progress.channel);
    const [, responses] = unprotectAll(channel, outputs.map(parseResponse));
    const findings: Findings = { files: {}, missing: new Set() };
    asked.forEach(({ acceptable, learn }, i) => {
      const response = responses[i] as (typeof responses)[number];
      if (!acceptable.includes(response.status)) throw new EidError<ReadingErrorCode>('reading.malformed', { field: 'status', index: i });
      learn?.(response, findings);
    });
    if (!isBlockListGood(context)) return finish({ kind: 'failed', reason: 'protocol' }, 'internalError', 'block-list-stale');
    const outcome = judge(findings, progress, context);
    return finish(outcome, undefined, outcome.kind === 'document' ? `document.${outcome.reason}` : 'read');
  } catch (thrown) {
    if (!isEidError(thrown) || !thrown.code.startsWith('secure-messaging.')) throw thrown;
    return notAuthentic(thrown.code);
  }
};

/**
 * What in the answers of a batch that the client stopped says that the secure channel is broken: the chip said so, or an answer does not open. A card that was
 * pulled says neither.
 */
function brokenBy(outputs: readonly Bytes[], channel: SecureChannel): string | undefined {
  const responses = outputs.map(parseResponse);
  const last = responses.at(-1);
  const isPlain = last?.data.length === 0;
  if (isPlain && Object.values(failureStatus).includes(last.status)) return 'secure-messaging.refused-by-chip';
  try {
    unprotectAll(channel, isPlain ? responses.slice(0, -1) : responses);
    return undefined;
  } catch (thrown) {
    if (!isEidError(thrown) || !thrown.code.startsWith('secure-messaging.')) throw thrown;
    return thrown.code;
  }
}

function notAuthentic(reason: string): Move<'finished'> {
  return finish({ kind: 'document', reason: 'not-authentic' }, 'internalError', reason);
}

function questionsOf({ chat, identification }: Reading, { asked, party }: StepContext): readonly Question[] {
  return questions(asked, chat, identification, party.terminal);
}

/** Without a list of our sector that is young enough nobody knows whether a card is blocked: then none is believed. */
function isBlockListGood({ party, clock }: StepContext): boolean {
  const { blockList, terminal } = party;
  return clock() <= blockList.believedUntil && blockList.covers(terminal.sectorKeys.blocking);
}

/** A card that was blocked or has expired says nothing about its holder, whatever was read. */
function judge(findings: Findings, progress: Reading, { asked, party }: StepContext): Outcome {
  const { blockingIdentifier, valid, fulfilsAge, fulfilsPlace } = findings;
  if (blockingIdentifier === undefined || party.blockList.has(blockingIdentifier)) return { kind: 'document', reason: 'revoked' };
  if (valid !== true) return { kind: 'document', reason: 'expired' };
  const chat = parseChat(progress.chat);
  const wanted = [...asked.required, ...asked.allowed];
  const absent = (operation: OperationName) =>
    findings.missing.has(operation) || (operation === 'restrictedId' && findings.pseudonym === undefined);
  const word = (operation: OperationName) => (!permits(chat, operation) ? 'PROHIBITED' : absent(operation) ? 'NOTONCHIP' : 'ALLOWED');
  const allowed = wanted.map((operation) => [operation, word(operation)] as const);
  return {
    kind: 'read',
    blockingIdentifier,
    personalData: personalData(findings, confirmed(asked, chat)),
    ...(fulfilsAge !== undefined && { fulfilsAge }),
    ...(fulfilsPlace !== undefined && { fulfilsPlace }),
    operationsAllowedByUser: Object.fromEntries(allowed),
  };
}

function personalData({ files, pseudonym, previousPseudonym }: Findings, operations: readonly OperationName[]): PersonalData {
  const data: Partial<Record<OperationName, unknown>> =
    pseudonym === undefined ? {} : { restrictedId: { id: pseudonym, ...(previousPseudonym && { id2: previousPseudonym }) } };
  for (const operation of operations) {
    const name = dataGroupOf(operation);
    const file = files[operation];
    const value = name === undefined || file === undefined ? undefined : dataGroups[name].decode(file);
    if (value !== undefined) data[operation] = personalValue(operation, value);
  }
  return data as PersonalData;
}
