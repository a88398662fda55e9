// Cards that end while somebody is signed in by them: which collected sessions they were read in, for the relying party to ask. The block list is the
// only source; nothing about the person is kept. docs/decisions/ended-cards.md
import { setImmediate } from 'node:timers/promises';
import type { Logger } from '../../io/log/index.ts';
import { type Bytes, toHex } from '../../lib/bytes/index.ts';
import type { IdentifierSet } from '../../lib/card/index.ts';
import type { Marks } from './marks.ts';
import type { RelyingParty } from './relying-party.ts';
import type { SessionStore } from './session/store.ts';

/** Milliseconds for which a collected session's card is remembered: a working day, the longest that somebody stays signed in. */
const remembered = 12 * 3_600_000;

/** How often a new block list is looked for in memory, milliseconds. */
const glance = 500;

/** Cards looked for in one turn and one statement. */
const together = 1000;

/**
 * Remembers the card of a session that is being collected; true when it has ended since it was read. Written before the list is asked, so that a card that
 * ends in between is found by one of both.
 */
export async function rememberCard(
  { store, cardMarks }: { readonly store: Pick<SessionStore, 'rememberCard'>; readonly cardMarks: Marks },
  party: RelyingParty,
  reference: Bytes,
  identifier: Bytes,
): Promise<boolean> {
  await store.rememberCard(reference, party.name, cardMarks.mark(party.name, toHex(identifier)), remembered);
  return party.blockList.has(identifier);
}

/** Ends the sessions of cards that came onto a block list, as soon as the list is read; at the start those of all cards on it. */
export async function watchEndedCards(
  parties: readonly RelyingParty[],
  { store, cardMarks, log }: { readonly store: Pick<SessionStore, 'endCards'>; readonly cardMarks: Marks; readonly log: Logger },
): Promise<AsyncDisposable> {
  const seen = new Map<string, IdentifierSet>();
  const look = async () => {
    for (const { name, blockList } of parties) {
      const { identifiers } = blockList;
      const before = seen.get(name);
      if (identifiers === before) continue;
      let ended = 0;
      for (const part of parts(identifiers)) {
        const added = part.filter((identifier) => before?.has(identifier) !== true);
        if (added.length > 0) ended += await store.endCards(added.flatMap((identifier) => cardMarks.marks(name, toHex(identifier))));
        // A list may be of millions: others have their turn in between.
        else await setImmediate();
      }
      if (ended > 0) log.info('cards-ended', { party: name, sessions: ended });
      seen.set(name, identifiers);
    }
  };
  let looking = look();
  await looking;
  const timer = setInterval(() => {
    looking = looking.then(look).catch((thrown) => log.warn('ended-cards-unknown', {}, thrown));
  }, glance);
  timer.unref();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await looking;
    },
  };
}

function* parts(identifiers: Iterable<Bytes>): Generator<readonly Bytes[]> {
  let part: Bytes[] = [];
  for (const identifier of identifiers) {
    if (part.push(identifier) < together) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}
