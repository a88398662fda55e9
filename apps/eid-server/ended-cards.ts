// Cards that end while somebody is signed in by them: which collected sessions they were read in, for the relying party to ask. The block list is the
// only source; nothing about the person is kept. docs/decisions/ended-cards.md
import type { Logger } from '../../io/log/index.ts';
import { type Bytes, toHex } from '../../lib/bytes/index.ts';
import type { Marks } from './marks.ts';
import type { RelyingParty } from './relying-party.ts';
import type { SessionStore } from './session/store.ts';

/** Milliseconds for which a collected session's card is remembered: a working day, the longest that somebody stays signed in. */
const remembered = 12 * 3_600_000;

/** How often a new block list is looked for in memory, milliseconds. */
const glance = 500;

/** Cards looked for in one statement. */
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
  const seen = new Map<string, ReadonlySet<string>>();
  const look = async () => {
    for (const { name, blockList } of parties) {
      const { identifiers } = blockList;
      const before = seen.get(name);
      if (identifiers === before) continue;
      const added = [...identifiers].filter((identifier) => before?.has(identifier) !== true);
      let ended = 0;
      for (let i = 0; i < added.length; i += together) {
        ended += await store.endCards(added.slice(i, i + together).flatMap((identifier) => cardMarks.marks(name, identifier)));
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
