// Structured logs (pino) behind a small type. What can hold a secret cannot be logged: facts are short plain values by type, and of an
// error only its code, its facts and its stack frames are written, never its message, which may quote what it choked on.
import { type DestinationStream, pino } from 'pino';
import { isEidError } from '../../lib/error/index.ts';

/** What an event may carry: plain short values. Personal data and secrets have types that do not fit. */
export type Facts = Readonly<Record<string, string | number | boolean | undefined>>;

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

export interface Logger {
  debug(event: string, facts?: Facts): void;
  info(event: string, facts?: Facts): void;
  warn(event: string, facts?: Facts, thrown?: unknown): void;
  error(event: string, facts?: Facts, thrown?: unknown): void;
  /** The same logger with facts that every event carries. */
  with(facts: Facts): Logger;
}

/** A logger for one app: one JSON object per line to `destination`, standard error by default. */
export function createLogger(app: string, level: LogLevel = 'info', destination: DestinationStream = process.stderr): Logger {
  return wrap(pino({ level, base: { app }, timestamp: pino.stdTimeFunctions.isoTime, messageKey: 'event' }, destination));
}

/** A logger that writes nothing: for tests and one-shot commands. */
export const quiet: Logger = { debug() {}, info() {}, warn() {}, error() {}, with: () => quiet };

function wrap(inner: pino.Logger): Logger {
  return {
    debug: (event, facts) => inner.debug(facts ?? {}, event),
    info: (event, facts) => inner.info(facts ?? {}, event),
    warn: (event, facts, thrown) => inner.warn({ ...facts, ...describe(thrown) }, event),
    error: (event, facts, thrown) => inner.error({ ...facts, ...describe(thrown) }, event),
    with: (facts) => wrap(inner.child(facts)),
  };
}

/** What may be written about a thrown value, down its chain of causes. */
function describe(thrown: unknown): { error?: unknown } {
  if (thrown === undefined) return {};
  if (!(thrown instanceof Error)) return { error: { name: typeof thrown } };
  const frames = (thrown.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const code = (thrown as { code?: unknown }).code;
  return {
    error: {
      name: thrown.name,
      ...(typeof code === 'string' ? { code } : {}),
      ...(isEidError(thrown) ? { facts: thrown.facts } : {}),
      frames: frames.slice(0, 8).map((line) => line.trim()),
      ...(thrown.cause === undefined ? {} : { cause: describe(thrown.cause).error }),
    },
  };
}
