// The hops of the last sign-ins, in memory, sorted into sign-ins.
import type { Hop } from './hop.ts';

/** One sign-in: its hops in the order of their start. */
export interface SignIn {
  /** The mark of its eID session. */
  readonly session: string;
  readonly hops: readonly Hop[];
}

export interface Collector {
  record(hop: Hop): void;
  /** Hops that started at or after a time, oldest first. */
  since(at: number): Hop[];
  /** The sign-ins among them, newest first. */
  signIns(): SignIn[];
}

/** How far from an eID session a hop that cannot name it may lie and still belong to its sign-in, milliseconds. */
const reach = 60_000;

/** Keeps the last `limit` hops. */
export function createCollector(limit = 2_000): Collector {
  let hops: Hop[] = [];
  return {
    record: (hop) => {
      hops = [...hops.slice(1 - limit), hop];
    },
    since: (at) => hops.filter((hop) => hop.at >= at).sort((a, b) => a.at - b.at),
    signIns: () => signIns(hops),
  };
}

/**
 * Hops that name their eID session make the sign-ins. The others (the relying party's, before and after the session) go to the sign-in
 * nearest in time: exact while people sign in one after the other, a guess when they do so at once.
 */
function signIns(hops: readonly Hop[]): SignIn[] {
  const groups = Map.groupBy(hops, (hop) => hop.session ?? '');
  const nameless = groups.get('') ?? [];
  groups.delete('');
  const spans = [...groups].map(([session, own]) => ({
    session,
    hops: [...own],
    first: Math.min(...own.map(({ at }) => at)),
    last: Math.max(...own.map(({ at }) => at)),
  }));
  for (const hop of nameless) {
    const away = (span: { first: number; last: number }) => Math.max(span.first - hop.at, hop.at - span.last, 0);
    const nearest = spans.toSorted((a, b) => away(a) - away(b))[0];
    if (nearest !== undefined && away(nearest) <= reach) nearest.hops.push(hop);
  }
  return spans
    .sort((a, b) => b.first - a.first)
    .map(({ session, hops: own }) => ({ session, hops: own.sort((a, b) => a.at - b.at || b.milliseconds - a.milliseconds) }));
}
