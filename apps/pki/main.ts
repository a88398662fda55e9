// The authorities as a process: every hour they renew what is due, before it lapses, and warn of what they could not renew.
import { readFileSync } from 'node:fs';
import { createCryptography } from '../../io/crypto/index.ts';
import { listen } from '../../io/http/index.ts';
import { writePublic } from '../../io/keys/index.ts';
import type { Logger } from '../../io/log/index.ts';
import type { Clock } from '../../lib/crypto/index.ts';
import { PkiConfig } from './config.ts';
import { ensureAll, type PkiOptions } from './establish.ts';
import { exclusively } from './files.ts';
import { dueAt, metricsText, readInventory, type Standing, standings } from './inventory.ts';
import { layout } from './layout.ts';
import { pkiService } from './service.ts';

export { PkiConfig as configuration } from './config.ts';

export interface Renewal {
  /** What was due before. */
  readonly due: readonly Standing[];
  /** How everything stands now. */
  readonly all: readonly Standing[];
}

/** Renews what is due, and tells what was due and how everything stands. Nothing is written when nothing is due, but the metrics. */
export function renewDue(folder: string, options: PkiOptions): Promise<Renewal> {
  return exclusively(folder, async () => {
    const { clock, cryptography, computerClock = clock } = options;
    const due = dueAt(await readInventory(layout(folder), clock(), cryptography), clock(), computerClock());
    if (due.length > 0) await ensureAll(folder, options);
    return { due, all: await survey(folder, options) };
  });
}

/** How everything stands; the metrics are written. */
async function survey(folder: string, { clock, cryptography, computerClock = clock }: PkiOptions): Promise<readonly Standing[]> {
  const files = layout(folder);
  const all = standings(await readInventory(files, clock(), cryptography), clock(), computerClock());
  await writePublic(files.metrics, metricsText(all));
  return all;
}

/** How often the clock is looked at, milliseconds of the computer: a world whose clock was put forward has its lists and certificates renewed at once. */
const glance = 500;

/** Starts the hourly job; the first look is at once. What it finds wrong is in the log, and never ends it. */
export async function start(input: PkiConfig, { log, clock }: { readonly log: Logger; readonly clock: Clock }): Promise<AsyncDisposable> {
  const { folder, origin, every, warnDays, service } = PkiConfig.parse(input);
  const cryptography = createCryptography();
  const options = { clock, cryptography, origin, computerClock: Date.now };
  const renew = async () => {
    try {
      const { due, all } = await renewDue(folder, options);
      for (const { kind, name } of due) log.info('renewed', { kind, name });
      return all;
    } catch (thrown) {
      log.error('renewal-failed', {}, thrown);
      return survey(folder, options);
    }
  };
  const look = async () => {
    try {
      for (const { kind, name, state, daysLeft } of await renew()) {
        if (state === 'ended' || (state === 'due' && daysLeft <= warnDays)) log.warn('near-its-end', { kind, name, daysLeft });
      }
    } catch (thrown) {
      log.error('survey-failed', {}, thrown);
    }
  };
  await using opened = new AsyncDisposableStack();
  if (service !== undefined) {
    const token = readFileSync(service.tokenFile, 'utf8').trim();
    opened.use(await listen(pkiService({ folder, token, log, clock, cryptography }), { port: service.port }));
  }
  let lookedAt = clock();
  let looking = look();
  await looking;
  const timer = setInterval(() => {
    if (clock() - lookedAt < every * 60_000) return;
    lookedAt = clock();
    looking = looking.then(look);
  }, glance);
  timer.unref();
  const all = opened.move();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await all.disposeAsync();
      await looking;
    },
  };
}
