// The client's log: what was done and how it ended, in memory for its page and in its own folder. What can hold a secret does not fit into it (io/log).
import { z } from 'zod';
import { createLogger, type Facts, type Logger } from '../../../io/log/index.ts';
import type { OwnFolder } from './folder.ts';

/** One event, as its line in the file has it. */
export interface Entry {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly time: string;
  readonly event: string;
  readonly facts: Facts;
}

export interface Journal {
  readonly log: Logger;
  /** The newest last. */
  entries(): readonly Entry[];
  /** Everything as it is saved: a JSON object per line. */
  text(): string;
}

const file = 'log.ndjson';
/** Lines that are kept: about a month of daily use. */
const longest = 1_000;
const levels = { 20: 'debug', 30: 'info', 40: 'warn', 50: 'error' } as const;

const Line = z.looseObject({
  level: z.union([z.literal(20), z.literal(30), z.literal(40), z.literal(50)]),
  time: z.string(),
  event: z.string(),
});

/** Goes on with the log that the folder has. `isDebugging`: whether each step is kept too; `also`: where everything goes besides. */
export async function openJournal(folder: OwnFolder, isDebugging: () => boolean, also: Logger): Promise<Journal> {
  const lines = ((await folder.read(file)) ?? '').split('\n').filter((line) => parse(line) !== undefined);
  const destination = {
    write(line: string) {
      lines.push(line.trimEnd());
      if (lines.length > longest) lines.splice(0, lines.length - longest);
      folder.write(file, `${lines.join('\n')}\n`);
    },
  };
  return {
    log: both(createLogger('eid-client', 'debug', destination), also, isDebugging),
    entries: () => lines.flatMap((line) => parse(line) ?? []),
    text: () => lines.map((line) => `${line}\n`).join(''),
  };
}

function both(kept: Logger, also: Logger, isDebugging: () => boolean): Logger {
  return {
    debug(event, facts) {
      if (isDebugging()) kept.debug(event, facts);
      also.debug(event, facts);
    },
    info(event, facts) {
      kept.info(event, facts);
      also.info(event, facts);
    },
    warn(event, facts, thrown) {
      kept.warn(event, facts, thrown);
      also.warn(event, facts, thrown);
    },
    error(event, facts, thrown) {
      kept.error(event, facts, thrown);
      also.error(event, facts, thrown);
    },
    with: (facts) => both(kept.with(facts), also.with(facts), isDebugging),
  };
}

function parse(line: string): Entry | undefined {
  try {
    const { level, time, event, app: _, error, ...facts } = Line.parse(JSON.parse(line));
    const code = (error as { code?: unknown } | undefined)?.code;
    return { level: levels[level], time, event, facts: { ...(facts as Facts), ...(typeof code === 'string' && { code }) } };
  } catch {
    return undefined;
  }
}
