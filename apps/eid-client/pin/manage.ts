// What a holder does with the codes of the own card: activate, change the PIN, resume a suspended one, unblock a blocked one. TR-03110-2 3.3.
import type { Card, CardChannel, PaceResult, Readers } from '../../../io/reader/index.ts';
import { run } from '../../../lib/apdu/index.ts';
import type { Bytes } from '../../../lib/bytes/index.ts';
import { type ResetOutcome, setPin, unblockPin } from '../../../lib/eac/pin-management/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import type { CodeName } from '../code.ts';
import { type ClientErrorCode, failureOf } from '../failure.ts';
import { awaitCard } from '../login/index.ts';
import { type CardReport, examineCard, type PinReport, type PinState } from './card-report.ts';
import type { PinHolder } from './holder.ts';

export type PinTask = 'activate' | 'change' | 'resume' | 'unblock';

/** How a task ended, and the state of the PIN after it; absent when the card is gone. */
export interface PinResult {
  readonly task: PinTask;
  /** `done`; `unblocked-only`: the card's PUK sets no new PIN, the old one works again; else the code of what stood in the way. */
  readonly outcome: 'done' | 'unblocked-only' | ClientErrorCode;
  readonly reader?: string;
  readonly pin?: PinReport;
}

export interface PinMeans {
  readonly holder: PinHolder;
  readonly readers: Readers;
}

/** In which states of the card each task has something to do. A card that does not tell its state is taken at the person's word. */
const fitting: Readonly<Record<PinTask, readonly PinState[]>> = {
  activate: ['not-activated', 'suspended', 'unknown'],
  change: ['operational', 'suspended', 'unknown'],
  resume: ['suspended', 'unknown'],
  unblock: ['blocked', 'unknown'],
};

/** What a card in another state says to a task that does not fit. */
const misfit: Readonly<Record<PinState, ClientErrorCode>> = {
  'not-activated': 'pin.not-activated',
  operational: 'pin.in-order',
  suspended: 'pin.suspended',
  blocked: 'pin.blocked',
  unknown: 'internal',
};

/** Does one task to its end, or to what stands in its way; never throws. What the card is like afterwards is read from the card itself. */
export async function managePin(task: PinTask, { holder, readers }: PinMeans): Promise<PinResult> {
  let reader: string | undefined;
  let outcome: PinResult['outcome'];
  try {
    const found = await awaitCard(readers, holder);
    reader = found.reader.name;
    await using card = found.card;
    outcome = await perform(task, card, found.reader.pinPad, holder);
  } catch (thrown) {
    outcome = failureOf(thrown).code;
  }
  const pin = reader === undefined ? undefined : await readPin(readers, reader);
  return { task, outcome, ...(reader !== undefined && { reader }), ...(pin !== undefined && { pin }) };
}

/** The state of the PIN of the card in this reader, as far as there is one. */
export async function readPin(readers: Readers, name: string): Promise<PinReport | undefined> {
  try {
    await using card = await readers
      .list()
      .find((reader) => reader.name === name)
      ?.connect();
    return card && (await examineCard(card)).pin;
  } catch {
    return undefined;
  }
}

async function perform(task: PinTask, card: Card, atReader: boolean, holder: PinHolder): Promise<PinResult['outcome']> {
  const report = await examineCard(card);
  const { generation, cardAccess, activationPin = false } = report;
  if (cardAccess === undefined) throw new EidError<ClientErrorCode>('card.not-eid');
  const state = report.pin?.state ?? 'unknown';
  const other = activationPin !== (task === 'activate') && state === 'suspended' && task !== 'unblock';
  if (!fitting[task].includes(state) || other) throw new EidError<ClientErrorCode>(other ? misfitOf(activationPin) : misfit[state]);
  if (generation === undefined) await until(card, holder.confirmUnknownCard());
  const step: Step = { card, atReader, holder, cardAccess };
  if (task === 'unblock') return unblock(step);
  const channel = await openWithPin(step, task === 'activate' ? 'activation' : 'pin', report);
  return task === 'resume' ? 'done' : told(await setNewPin(channel, step));
}

/** A suspended PIN of the other kind than the task is about. */
function misfitOf(activationPin: boolean): ClientErrorCode {
  return activationPin ? 'pin.not-activated' : 'pin.suspended';
}

interface Step {
  readonly card: Card;
  readonly atReader: boolean;
  readonly holder: PinHolder;
  readonly cardAccess: Bytes;
}

/** The channel that PIN or activation PIN opens; a suspended one wants the CAN before. Throws `pin.blocked`, `pin.deactivated`. */
async function openWithPin(step: Step, code: 'activation' | 'pin', { pin }: CardReport): Promise<CardChannel> {
  let triesLeft = pin?.triesLeft;
  let suspended = triesLeft === 1;
  for (let wrongBefore = false; ; ) {
    const way = suspended ? await openWith(step, 'can') : step.card;
    const result = await attempt(step, way, code, { wrongBefore, ...(triesLeft !== undefined && { triesLeft }) });
    if (result.kind === 'established') return result.channel;
    if (result.kind === 'blocked') throw new EidError<ClientErrorCode>('pin.blocked');
    if (result.kind === 'deactivated') throw new EidError<ClientErrorCode>('pin.deactivated');
    if (result.kind === 'wrong-password') [wrongBefore, triesLeft] = [true, result.triesLeft];
    suspended = result.kind === 'suspended' || triesLeft === 1;
  }
}

/** The channel that CAN or PUK opens: asked until it is right, since no wrong one blocks anything. */
async function openWith(step: Step, code: 'can' | 'puk'): Promise<CardChannel> {
  for (let wrongBefore = false; ; wrongBefore = true) {
    const result = await attempt(step, step.card, code, { wrongBefore });
    if (result.kind === 'established') return result.channel;
    if (result.kind !== 'wrong-password') throw new EidError<ClientErrorCode>('internal');
  }
}

const passwordTypes = { activation: 'pin', pin: 'pin', can: 'can', puk: 'puk' } as const;

async function attempt(
  { card, atReader, holder, cardAccess }: Step,
  way: CardChannel,
  code: CodeName,
  asked: { readonly wrongBefore: boolean; readonly triesLeft?: number },
): Promise<PaceResult> {
  using password = await until(card, holder.askCode({ code, atReader, ...asked }));
  if (!atReader) holder.working();
  const result = way.establishPace({ type: passwordTypes[code], cardAccess, ...(password && { password }) });
  // Awaited here, for what was typed is wiped on the way out.
  return await (atReader ? until(card, result, holder.cancelled) : result);
}

async function unblock(step: Step): Promise<PinResult['outcome']> {
  const channel = await openWith(step, 'puk');
  const outcome = await setNewPin(channel, step);
  if (outcome !== 'not-allowed') return told(outcome);
  const unblocked = await run(unblockPin(), channel.transmit);
  return unblocked === 'done' ? 'unblocked-only' : told(unblocked);
}

async function setNewPin(channel: CardChannel, { card, atReader, holder }: Step): Promise<ResetOutcome> {
  using pin = await until(card, holder.askNewPin({ atReader }));
  if (pin === undefined) {
    if (channel.setPinAtReader === undefined) throw new EidError<ClientErrorCode>('reader.refused');
    return until(card, channel.setPinAtReader(), holder.cancelled);
  }
  holder.working();
  return await run(setPin(pin), channel.transmit);
}

const meanings: Readonly<Record<Exclude<ResetOutcome, 'done'>, ClientErrorCode>> = {
  'not-allowed': 'internal',
  'puk-used-up': 'puk.used-up',
  deactivated: 'pin.deactivated',
};

function told(outcome: ResetOutcome): PinResult['outcome'] {
  return outcome === 'done' ? 'done' : meanings[outcome];
}

/** An answer, unless the card goes away before it is given, or the person stops at the computer what the reader still waits for. */
function until<T>(card: Card, answer: Promise<T>, cancelled?: AbortSignal): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  void card.removed.then(() => reject(new EidError<ClientErrorCode>('card.removed')));
  if (cancelled?.aborted) reject(cancelled.reason);
  cancelled?.addEventListener('abort', () => reject(cancelled.reason), { once: true });
  answer.then(resolve, reject);
  return promise;
}
