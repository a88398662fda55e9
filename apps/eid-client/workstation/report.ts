// Tells the institution's readiness map of this workstation: whether a reader is there, and which version runs. Nothing about a person is known here.
import { readFile } from 'node:fs/promises';
import { createFetch } from '../../../io/http/index.ts';
import type { Logger } from '../../../io/log/index.ts';
import type { Readers } from '../../../io/reader/index.ts';
import { version } from '../version.ts';

export type WorkstationSettings = {
  /** Where the portal takes reports. */
  readonly address: string;
  /** File with the institution's key. */
  readonly keyFile: string;
  /** This workstation's code in the institution's inventory. */
  readonly code: string;
  readonly minutes: number;
};

export type Reporting = AsyncDisposable & {
  /** Reports now; whether the portal took it. */
  report(): Promise<boolean>;
};

/** Reports at once, then every so many minutes. A report that fails is only logged: it stands in nobody's way. */
export function startReporting(
  { address, keyFile, code, minutes }: WorkstationSettings,
  readers: Pick<Readers, 'list'>,
  log: Logger,
): Reporting {
  const fetch = createFetch({ timeout: 10_000 });
  const clientVersion = `${version.major}.${version.minor}.${version.subminor}`;
  const report = async () => {
    try {
      const body = JSON.stringify({ workstation: code, reader: readers.list().length > 0, clientVersion });
      const authorization = `Bearer ${(await readFile(keyFile, 'utf8')).trim()}`;
      const headers = { authorization, 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) };
      const answer = await fetch(address, { method: 'POST', headers, body });
      if (answer.status !== 204) log.warn('client.report-refused', { status: answer.status });
      return answer.status === 204;
    } catch (thrown) {
      log.warn('client.report-failed', {}, thrown);
      return false;
    }
  };
  let last = report();
  const timer = setInterval(() => {
    last = report();
  }, minutes * 60_000).unref();
  const dispose = async () => {
    clearInterval(timer);
    await last;
    fetch[Symbol.dispose]();
  };
  return { report, [Symbol.asyncDispose]: dispose };
}
