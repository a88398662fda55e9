// Where the hops of a sign-in are found: in the world of this process, or at the console of one that runs.
import type { Fetch } from '../../io/http/index.ts';
import type { Collector, Hop, RecordHop } from '../../io/road/index.ts';

export interface Road {
  readonly record: RecordHop;
  /** All hops since a time, oldest first, the client's own among them. */
  since(at: number): Promise<readonly Hop[]>;
}

export function ownRoad(collector: Collector): Road {
  return { record: collector.record, since: async (at) => collector.since(at) };
}

/** Hands our hops to the console at once when they are asked for, so that its picture is whole too. */
export function remoteRoad(console: string, token: string, fetch: Fetch): Road {
  let waiting: Hop[] = [];
  return {
    record: (hop) => void waiting.push(hop),
    async since(at) {
      const sent = waiting;
      waiting = [];
      if (sent.length > 0) {
        const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
        await fetch(`${console}/hops`, { method: 'POST', headers, body: JSON.stringify(sent) });
      }
      const answer = await fetch(`${console}/hops.json?since=${at}`);
      return (await answer.json()) as Hop[];
    },
  };
}
