// A visit to the codes of the own card in the window: from the start page through as many tasks as the person likes, until they are done.
import type { Logger } from '../../../io/log/index.ts';
import type { Readers } from '../../../io/reader/index.ts';
import { dayOf } from '../../../lib/cvc/index.ts';
import { awaitCard } from '../login/index.ts';
import type { LastSignIn } from '../own/last-sign-in.ts';
import type { PinDialogue, Wish } from '../window/pin-dialogue.ts';
import { checkCard } from './check.ts';
import { managePin, type PinResult, readPin } from './manage.ts';

interface Surroundings {
  readonly readers: Readers;
  readonly log: Logger;
  /** What is remembered of the last sign-in. */
  readonly last: () => LastSignIn | undefined;
}

/** Ends when the person closes the window or stops at the start page. `first`: what they have come for already. */
export async function visitCodes(dialogue: PinDialogue, { readers, log, last }: Surroundings, first?: Wish): Promise<void> {
  let wish = first;
  for (;;) {
    dialogue.renew();
    if (dialogue.cancelled.aborted) break;
    try {
      wish ??= await dialogue.askWish();
      if (wish === 'close') break;
      const way = wish === 'check' ? await check(dialogue, { readers, log, last }) : await perform(wish, dialogue, { readers, log });
      if (way === 'close') break;
    } catch {
      // Who stops at a question is back at the start; who stops at the start is done.
      if (wish === undefined) break;
    }
    wish = undefined;
  }
  dialogue.close();
}

async function check(dialogue: PinDialogue, { readers, log, last }: Surroundings): Promise<'home' | 'close'> {
  const found = await checkCard(readers);
  log.info('card checked', { finding: found.finding ?? 'none' });
  const until = last()?.document;
  return dialogue.showCheck({ ...found, ...(until !== undefined && { document: { until, over: until < dayOf(Date.now()) } }) });
}

async function perform(
  task: Exclude<Wish, 'check' | 'close'>,
  dialogue: PinDialogue,
  { readers, log }: Pick<Surroundings, 'readers' | 'log'>,
): Promise<'home' | 'close'> {
  dialogue.working();
  const result = await managePin(task, { holder: dialogue, readers });
  log.info('codes of the card', { task, outcome: result.outcome, state: result.pin?.state, triesLeft: result.pin?.triesLeft });
  if (result.outcome === 'user.cancelled') return 'home';
  const watching = new AbortController();
  if (result.pin === undefined) void tellWhenBack(result, dialogue, readers, watching.signal);
  try {
    return await dialogue.showResult(result);
  } finally {
    watching.abort();
  }
}

/** The card was taken off: as soon as it lies there again, the page says what state it is in. */
async function tellWhenBack(result: PinResult, dialogue: PinDialogue, readers: Readers, cancelled: AbortSignal): Promise<void> {
  try {
    const found = await awaitCard(readers, { cancelled, wait: () => undefined });
    await found.card[Symbol.asyncDispose]();
    const pin = await readPin(readers, found.reader.name);
    if (!cancelled.aborted && pin !== undefined) dialogue.updateResult({ ...result, pin });
  } catch {
    // The person has gone on.
  }
}
