// The directory as a process: health workers, institutions, units, who holds which role where, and whose card is whose.
import { readFileSync } from 'node:fs';
import { type Listening, listen } from '../../io/http/index.ts';
import type { Logger } from '../../io/log/index.ts';
import { openStore } from '../../io/store/index.ts';
import type { Clock } from '../../lib/crypto/index.ts';
import { directoryApp } from './app.ts';
import { DirectoryConfig } from './config.ts';
import { marker } from './matching/marks.ts';
import { migrations, schema, type Tables } from './store/tables.ts';

export { DirectoryConfig as configuration } from './config.ts';

export type DirectoryEffects = { readonly log: Logger; readonly clock: Clock };

/** Starts the directory on 127.0.0.1. Errors: `database.unreachable`, `http.port-taken`. */
export async function start(config: DirectoryConfig, { log, clock }: DirectoryEffects): Promise<Listening> {
  const { port, databaseUrlFile, callers, matching } = DirectoryConfig.parse(config);
  const read = (file: string) => readFileSync(file, 'utf8').trim();
  const db = await openStore<Tables>(read(databaseUrlFile), schema, migrations);
  try {
    const { userPrefixes: prefixes, waitingHours } = matching;
    const linking = { mark: marker(Buffer.from(read(matching.keyFile))), prefixes, waitingTime: waitingHours * 3_600_000 };
    const known = callers.map(({ name, tokenFile, rights }) => ({ name, token: read(tokenFile), rights }));
    const server = await listen(directoryApp({ db, callers: known, matching: linking, clock, log }), { port });
    log.info('directory.listening', { port: server.port });
    const dispose = async () => {
      await server[Symbol.asyncDispose]();
      await db.destroy();
    };
    return { port: server.port, [Symbol.asyncDispose]: dispose };
  } catch (thrown) {
    await db.destroy();
    throw thrown;
  }
}
