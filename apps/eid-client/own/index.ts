// What the client is beside its sign-ins: its settings, its log, what it remembers, and its look at the computer.
import type { Logger } from '../../../io/log/index.ts';
import type { PcscService, Readers } from '../../../io/reader/index.ts';
import type { Clock } from '../../../lib/crypto/index.ts';
import type { CompleteConfig } from '../config.ts';
import { thisComputer } from '../diagnosis/computer.ts';
import { type Examination, examine } from '../diagnosis/diagnose.ts';
import { holderOfPort, standardPort } from '../diagnosis/port.ts';
import type { Trace } from '../login/index.ts';
import type { Trust } from '../trust/trust.ts';
import { openOwnFolder } from './folder.ts';
import { type Journal, openJournal } from './journal.ts';
import { type LastSignIn, openMemory } from './last-sign-in.ts';
import { openSettings, type SettingsStore, usableReaders } from './settings.ts';

export interface Own extends AsyncDisposable {
  readonly settings: SettingsStore;
  readonly journal: Journal;
  /** Where both are kept. */
  readonly path: string;
  /** All readers, and those that the settings let be used. */
  readonly readers: Readers;
  readonly usable: Readers;
  /** Keeps the dates of the certificates that pass by. */
  readonly notice: Trace;
  /** Those of the last sign-in. */
  readonly last: LastSignIn | undefined;
  /** Looks at the computer. Spends no try; never throws. */
  examine(): Promise<Examination>;
}

export interface OwnOptions {
  readonly config: CompleteConfig;
  /** The folder of the user. */
  readonly path: string;
  readonly readers: Readers;
  readonly driver: () => PcscService | 'not-used';
  readonly trust: Pick<Trust, 'roots'>;
  readonly clock: Clock;
  /** Where the log goes besides. */
  readonly log: Logger;
}

export async function openOwn({ config, path, readers, driver, trust, clock, log }: OwnOptions): Promise<Own> {
  const folder = openOwnFolder(path);
  const settings = await openSettings(folder);
  const journal = await openJournal(folder, () => settings.current.log === 'debug', log);
  const memory = await openMemory(folder, clock);
  const usable = usableReaders(readers, settings);
  // The client of a demonstration world on other ports is looked for there.
  const isElsewhere = config.port !== standardPort && !config.demonstration;
  return {
    settings,
    journal,
    path,
    readers,
    usable,
    notice: memory.notice,
    get last() {
      return memory.last;
    },
    examine: () =>
      examine({
        readers,
        usable,
        driver,
        chosenReader: settings.current.reader,
        config,
        trusted: trust.roots,
        port: async () => (isElsewhere ? holderOfPort(standardPort) : { holder: 'ours' }),
        isRunning: true,
        folder: folder.examine,
        last: memory.last,
        places: thisComputer,
        now: Date.now,
      }),
    [Symbol.asyncDispose]: () => Promise.resolve(folder[Symbol.asyncDispose]()),
  };
}
