// Whether a workstation is ready for a sign-in, and if not, the one act that mends it.

/** What the institution entered of a workstation, and what its client reported last. */
export type WorkstationFacts = {
  readonly handlesPatientData: boolean;
  /** Readers of the inventory that stand there and are in use. */
  readonly readers: number;
  /** The last report of the client; `undefined`: none ever came. */
  readonly report?: { readonly reader: boolean; readonly clientVersion: string; readonly at: number };
};

export type WorkstationGap = 'no-reader' | 'no-client' | 'old-client' | 'silent' | 'reader-unseen';
export type WorkstationState = 'ready' | 'not-needed' | WorkstationGap;

export const workstationActions = {
  'no-reader': 'request-reader',
  'no-client': 'install',
  'old-client': 'install',
  silent: 'look',
  'reader-unseen': 'report-fault',
} as const satisfies Readonly<Record<WorkstationGap, 'request-reader' | 'install' | 'look' | 'report-fault'>>;

/** Milliseconds after which a client that says nothing counts as silent. */
const silence = 14 * 24 * 3_600_000;

/** @param now milliseconds since 1970 @param current the version of the client that is published; none when nobody knows */
export function workstationState(
  { handlesPatientData, readers, report }: WorkstationFacts,
  now: number,
  current?: string,
): WorkstationState {
  if (!handlesPatientData) return 'not-needed';
  if (readers === 0 && report?.reader !== true) return 'no-reader';
  if (report === undefined) return 'no-client';
  if (now - report.at > silence) return 'silent';
  if (!report.reader) return 'reader-unseen';
  return current !== undefined && isOlder(report.clientVersion, current) ? 'old-client' : 'ready';
}

/** Compares versions of numbers with dots. */
function isOlder(version: string, than: string): boolean {
  const [own, other] = [version, than].map((text) => text.split('.').map(Number)) as [number[], number[]];
  for (let i = 0; i < Math.max(own.length, other.length); i += 1) {
    const [a, b] = [own[i] ?? 0, other[i] ?? 0];
    if (a !== b) return a < b;
  }
  return false;
}
