// The card as a process: one card in one reader until it is taken out.
import { open } from 'node:fs/promises';
import type { Logger } from '../../io/log/index.ts';
import type { Clock } from '../../lib/crypto/index.ts';
import { type ChipConfig, chipConfig } from './config.ts';
import { insertCard } from './insert.ts';
import { createTrace } from './trace/trace.ts';

export { chipConfig as configuration } from './config.ts';

export interface RunningCard extends AsyncDisposable {
  /** Resolves when the card is out of the reader, for whatever reason. */
  readonly removed: Promise<void>;
}

/** Inserts the card. Throws `card.none`, `card.in-use` or `reader.none`. */
export async function start(config: ChipConfig, { log, clock }: { log: Logger; clock: Clock }): Promise<RunningCard> {
  const { cardFile, reader, traceTo, faults = {} } = chipConfig.parse(config);
  await using opening = new AsyncDisposableStack();
  const trace = traceTo === undefined ? undefined : opening.use(await open(traceTo, 'a', 0o600));
  const describe = createTrace();
  let written: Promise<unknown> = Promise.resolve();
  const insertion = await insertCard({
    file: cardFile,
    ...reader,
    faults,
    trace: (exchange) => {
      log.debug('command', { ...exchange.performed });
      if (trace === undefined) return;
      const lines = [`${new Date(clock()).toISOString()}`, ...describe(exchange)].join('\n');
      written = written.then(() => trace.appendFile(`${lines}\n`)).catch(() => undefined);
    },
  });
  log.info('inserted', { ...reader });
  const opened = opening.move();
  const removed = insertion.removed.then(() => log.info('removed'));
  return {
    removed,
    [Symbol.asyncDispose]: async () => {
      await insertion.remove();
      await written;
      await opened.disposeAsync();
    },
  };
}
