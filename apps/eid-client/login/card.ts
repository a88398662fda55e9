// Waiting for a card: the sign-in goes on by itself as soon as a reader holds an eID card, and says all the while what is missing.
import type { Card, Reader, Readers } from '../../../io/reader/index.ts';
import { run } from '../../../lib/apdu/index.ts';
import type { Bytes } from '../../../lib/bytes/index.ts';
import { isEidError } from '../../../lib/error/index.ts';
import type { Holder, WaitCause } from '../holder.ts';
import { readCardAccess } from './read-file.ts';

/** Milliseconds after which a card that could not be had is tried again, though no reader has told of a change. */
const lookAgainAfter = 1_000;

export interface FoundCard {
  readonly card: Card;
  readonly reader: Reader;
  /** EF.CardAccess, as every eID card shows it. @see TR-03110-3 A.1.2 */
  readonly cardAccess: Bytes;
}

/** The first eID card that lies in a reader, taken. Rejects with the reason of `holder.cancelled`. */
export async function awaitCard(readers: Readers, holder: Pick<Holder, 'cancelled' | 'wait'>): Promise<FoundCard> {
  let changed = Promise.withResolvers<void>();
  let told: WaitCause | undefined;
  const refused = new Set<string>();
  using _ = readers.watch(() => {
    for (const { name, presence } of readers.list()) if (presence === 'none') refused.delete(name);
    changed.resolve();
  });
  const cancelled = rejectOn(holder.cancelled);
  for (;;) {
    changed = Promise.withResolvers<void>();
    const found = await lookInto(readers.list(), refused);
    if (typeof found !== 'string') {
      if (!holder.cancelled.aborted) return found;
      await found.card[Symbol.asyncDispose]();
      throw holder.cancelled.reason;
    }
    if (found !== told) holder.wait(found);
    told = found;
    const again = setTimeout(changed.resolve, lookAgainAfter);
    await Promise.race([changed.promise, cancelled]).finally(() => clearTimeout(again));
  }
}

/** Rejects with the signal's reason once it is aborted; never resolves. */
export function rejectOn(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => undefined);
  if (signal.aborted) reject(signal.reason);
  signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  return promise;
}

/** `refused`: readers whose card was looked at and is no eID card; they are left alone until it is taken out. */
async function lookInto(readers: readonly Reader[], refused: Set<string>): Promise<FoundCard | WaitCause> {
  if (readers.length === 0) return 'reader.none';
  const causes = new Set<WaitCause>();
  for (const reader of readers) {
    if (refused.has(reader.name)) causes.add('card.not-eid');
    else if (reader.presence === 'none') causes.add('card.none');
    // One in use is tried all the same: nobody tells when another program gives a card back.
    else {
      const found = await take(reader);
      if (typeof found !== 'string') return found;
      if (found === 'card.not-eid') refused.add(reader.name);
      causes.add(found);
    }
  }
  return (['card.not-eid', 'card.in-use', 'card.none'] as const).find((cause) => causes.has(cause)) ?? 'card.none';
}

async function take(reader: Reader): Promise<FoundCard | WaitCause> {
  let card: Card | undefined;
  try {
    card = await reader.connect();
    const cardAccess = await run(readCardAccess(), card.transmit);
    if (cardAccess !== undefined) return { card, reader, cardAccess };
    await card[Symbol.asyncDispose]();
    return 'card.not-eid';
  } catch (thrown) {
    await card?.[Symbol.asyncDispose]();
    return isEidError(thrown, 'card.in-use') ? 'card.in-use' : 'card.none';
  }
}
