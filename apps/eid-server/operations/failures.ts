// The last sign-ins that failed, by code: in memory of this node only, without anything about a person.

/** One sign-in that did not end well. */
export interface Failure {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly code: string;
  /** The relying party's name in the configuration. */
  readonly party: string;
  /** The mark that leads through the logs. */
  readonly session: string;
}

export interface Failures {
  note(failure: Failure): void;
  /** Newest first. */
  readonly last: readonly Failure[];
  /** Codes with their count and their last time since the start, most frequent first. */
  byCode(): readonly { readonly code: string; readonly count: number; readonly last: number }[];
}

/** Remembers the last `limit`, and counts all. */
export function rememberFailures(limit = 50): Failures {
  const counts = new Map<string, { readonly count: number; readonly last: number }>();
  let last: readonly Failure[] = [];
  return {
    note(failure) {
      last = [failure, ...last].slice(0, limit);
      counts.set(failure.code, { count: (counts.get(failure.code)?.count ?? 0) + 1, last: failure.at });
    },
    get last() {
      return last;
    },
    byCode: () => [...counts].map(([code, one]) => ({ code, ...one })).sort((a, b) => b.count - a.count),
  };
}
