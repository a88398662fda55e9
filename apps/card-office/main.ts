// The card office as a process: where cards are applied for, issued, looked after and ended, and the register behind it.
import { readFileSync } from 'node:fs';
import { createCryptography } from '../../io/crypto/index.ts';
import { createFetch, type Listening, listen } from '../../io/http/index.ts';
import type { Logger } from '../../io/log/index.ts';
import { createLogoutReceiver } from '../../io/logout/index.ts';
import { hostPace, openVirtualReader } from '../../io/reader/index.ts';
import { createSessions, openProvider } from '../../io/relying-party/index.ts';
import type { RecordHop } from '../../io/road/index.ts';
import { openStore } from '../../io/store/index.ts';
import type { Clock } from '../../lib/crypto/index.ts';
import { officeApp, type Sessions } from './app.ts';
import { applicationRoutes } from './applications/routes.ts';
import { openAuthorities } from './authorities.ts';
import { CardOfficeConfig } from './config.ts';
import { keepSweeping, openEndings } from './endings/endings.ts';
import { endingRoutes } from './endings/routes.ts';
import { openMachine } from './issue/machine.ts';
import { openProduction } from './issue/production.ts';
import { issueRoutes } from './issue/routes.ts';
import type { Means } from './means.ts';
import { openPads } from './pad/pads.ts';
import { padRoutes } from './pad/routes.ts';
import { importCards } from './register/import.ts';
import { openRegister } from './register/register.ts';
import { registerRoutes } from './register/routes.ts';
import { replacementRoutes } from './replacement/routes.ts';
import { migrations, schema, type Tables } from './tables.ts';
import { trustRoutes } from './trust/routes.ts';
import { windowRoutes } from './window/routes.ts';

export { CardOfficeConfig as configuration } from './config.ts';

export type OfficeEffects = { readonly log: Logger; readonly clock: Clock; readonly road: RecordHop };

/** Starts the office on 127.0.0.1. Errors: `database.unreachable`, `http.port-taken`. */
export async function start(config: CardOfficeConfig, { log, clock, road }: OfficeEffects): Promise<Listening> {
  const settings = CardOfficeConfig.parse(config);
  const { port, origin, issuer, clientId, tls } = settings;
  const read = (file: string) => readFileSync(file, 'utf8').trim();
  await using owned = new AsyncDisposableStack();
  const db = owned.adopt(await openStore<Tables>(read(settings.databaseUrlFile), schema, migrations), (store) => store.destroy());
  const clientKey = JSON.parse(read(settings.clientKeyFile));
  const authority = settings.authorityFile === undefined ? {} : { authority: read(settings.authorityFile) };
  const provider = owned.use(openProvider({ issuer, clientId, clientKey, ...authority }, clock));
  const { issuedBeforeFile } = settings;
  if (issuedBeforeFile !== undefined) {
    const entered = await importCards(db, JSON.parse(read(issuedBeforeFile)), clock);
    if (entered > 0) log.info('office.imported', { cards: entered });
  }
  const register = openRegister(db, clock);
  const authorities = owned.use(openAuthorities({ url: settings.authorities.url, token: read(settings.authorities.tokenFile) }));
  const machine = owned.use(openMachine({ url: settings.machine.url, token: read(settings.machine.tokenFile) }));
  const cryptography = createCryptography();
  const production = openProduction({ db, register, authorities, clock, machine, random: cryptography.random });
  const voided = await production.recover();
  if (voided > 0) log.warn('office.blanks-void', { blanks: voided });
  const { readerPort, ...files } = settings.window;
  const readers = owned.use(
    await openVirtualReader({ host: '127.0.0.1', port: readerPort, pace: hostPace(cryptography), name: 'Ügyfélpult' }),
  );
  const means: Means = { db, register, authorities, production, clock };
  const pads = openPads({ ...means, files, cryptography, readers });
  const endings = openEndings(means, log);
  await endings.sweep();
  owned.use(keepSweeping(endings, log));
  const areas = [
    registerRoutes(means),
    applicationRoutes(means),
    issueRoutes(means),
    endingRoutes(means, endings),
    replacementRoutes(means),
    trustRoutes(means),
    windowRoutes({ ...means, files, cryptography, readers }, pads),
    padRoutes({ ...means, files, cryptography, readers, pads }, origin),
  ];
  const fetch = owned.use(createFetch('authority' in authority ? { ca: authority.authority } : {}));
  const logout = createLogoutReceiver({ issuer, clientIds: [clientId], fetch });
  const sessions: Sessions = createSessions(db, { app: 'office', clock, sidOf: ({ sid }) => sid });
  const app = officeApp({ origin, issuer, provider, sessions, logout, clock, log, road, areas });
  const secured = tls === undefined ? {} : { tls: { key: read(tls.keyFile), cert: read(tls.certificateFile) } };
  const server = owned.use(await listen(app, { port, ...secured }));
  log.info('office.listening', { port: server.port });
  const all = owned.move();
  return { port: server.port, [Symbol.asyncDispose]: () => all.disposeAsync() };
}
