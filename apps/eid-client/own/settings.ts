// What a person sets in the client, kept in its own folder.
import { z } from 'zod';
import type { Readers } from '../../../io/reader/index.ts';
import type { OwnFolder } from './folder.ts';

/** How much the log says: `info` what was done and how it ended, `debug` each step and its time. */
export const logLevels = ['info', 'debug'] as const;

const Settings = z.strictObject({
  /** Absent: that of the browser. */
  language: z.enum(['hu', 'en']).optional(),
  /** The reader to use, by name; absent: any. */
  reader: z.string().min(1).max(200).optional(),
  log: z.enum(logLevels).default('info'),
});

export type Settings = z.output<typeof Settings>;

const file = 'settings.json';

export interface SettingsStore {
  readonly current: Settings;
  /** Keeps what was set, and takes effect at once. */
  change(settings: Settings): void;
}

/** The settings of the folder; those of a newcomer where there are none, or none that can be read. */
export async function openSettings(folder: OwnFolder): Promise<SettingsStore> {
  let current = parse(await folder.read(file));
  return {
    get current() {
      return current;
    },
    change(settings) {
      current = Settings.parse(settings);
      folder.write(file, `${JSON.stringify(current, undefined, 2)}\n`);
    },
  };
}

function parse(text: string | undefined): Settings {
  try {
    return Settings.parse(JSON.parse(text ?? '{}'));
  } catch {
    return Settings.parse({});
  }
}

/** What came of a form; undefined when it is none of ours. */
export function parseSettingsForm(fields: Readonly<Record<string, unknown>>): Settings | undefined {
  const { language, reader, log } = fields;
  const given = { ...(language !== '' && { language }), ...(reader !== '' && { reader }), log };
  return Settings.safeParse(given).data;
}

/** The reader of the settings alone while it is there; otherwise all, so that nobody waits for a reader that lies at home. */
export function usableReaders(readers: Readers, settings: SettingsStore): Readers {
  return {
    ...readers,
    list() {
      const all = readers.list();
      const chosen = all.filter(({ name }) => name === settings.current.reader);
      return chosen.length > 0 ? chosen : all;
    },
  };
}
