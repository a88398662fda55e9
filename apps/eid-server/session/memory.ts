// What this node saved last, by connection: saves reading a session again as long as its client stays on that connection. It holds what the row holds in
// clear, so it is kept no longer than the row is.
import type { Clock } from '../../../lib/crypto/index.ts';
import type { Lifetimes, Session } from './store.ts';

export interface SessionMemory<Peer extends object> {
  /** The session that was saved last for a connection, unless it has expired. */
  get(peer: Peer): Session | undefined;
  set(peer: Peer, session: Session): void;
  delete(peer: Peer): void;
  /** Forgets what has expired; how many are left. */
  sweep(): number;
}

export function createMemory<Peer extends object>(lifetimes: Lifetimes, clock: Clock): SessionMemory<Peer> {
  const kept = new Map<Peer, { readonly session: Session; readonly until: number }>();
  return {
    get(peer) {
      const found = kept.get(peer);
      return found !== undefined && found.until > clock() ? found.session : undefined;
    },
    set: (peer, session) => void kept.set(peer, { session, until: clock() + lifetimes[session.progress.state] }),
    delete: (peer) => void kept.delete(peer),
    sweep() {
      for (const [peer, { until }] of kept) if (until <= clock()) kept.delete(peer);
      return kept.size;
    },
  };
}
