// The portal as a process: the relying party that everyone sees first.
import { readFileSync } from 'node:fs';
import { createFetch, type Listening, listen } from '../../io/http/index.ts';
import { readTls } from '../../io/keys/index.ts';
import type { Logger } from '../../io/log/index.ts';
import { createLogoutReceiver } from '../../io/logout/index.ts';
import { openMail } from '../../io/mail/index.ts';
import { openProvider } from '../../io/relying-party/index.ts';
import type { RecordHop } from '../../io/road/index.ts';
import { openStore } from '../../io/store/index.ts';
import type { Clock } from '../../lib/crypto/index.ts';
import { portalApp } from './app.ts';
import { PortalConfig } from './config.ts';
import { openDirectory } from './directory.ts';
import { createForms } from './forms/index.ts';
import { openGuide } from './guide/index.ts';
import { openLinkingAccounts } from './linking/index.ts';
import { openMatrix } from './matrix.ts';
import { openHistory } from './my-pages/index.ts';
import { startSender } from './outbox/index.ts';
import { addReaders, readGivenReaders } from './readers/index.ts';
import { createOwnSessions } from './session/own-sessions.ts';
import { createSessions } from './session/sessions.ts';
import { migrations, schema, type Tables } from './tables.ts';

export { PortalConfig as configuration } from './config.ts';

export type PortalEffects = { readonly log: Logger; readonly clock: Clock; readonly road: RecordHop };

/** Starts the portal on 127.0.0.1. Errors: `database.unreachable`, `http.port-taken`. */
export async function start(config: PortalConfig, { log, clock, road }: PortalEffects): Promise<Listening> {
  const settings = PortalConfig.parse(config);
  const { port, origin, issuer, clientId, tls } = settings;
  const read = (file: string) => readFileSync(file, 'utf8').trim();
  await using owned = new AsyncDisposableStack();
  const db = owned.adopt(await openStore<Tables>(read(settings.databaseUrlFile), schema, migrations), (store) => store.destroy());
  if (settings.readersFile !== undefined) await addReaders(db, readGivenReaders(settings.readersFile));
  const clientKey = JSON.parse(read(settings.clientKeyFile));
  const authority = settings.authorityFile === undefined ? {} : { authority: read(settings.authorityFile) };
  const provider = owned.use(openProvider({ issuer, clientId, clientKey, ...authority }, clock));
  const linkingClient = { issuer, clientId: settings.linkingClientId, clientKey, ...authority };
  const asking = { url: settings.directory.url, token: read(settings.directory.tokenFile) };
  const directory = owned.use(openDirectory(asking));
  const matrix = owned.use(openMatrix(asking));
  const linking = {
    clientId: settings.linkingClientId,
    provider: owned.use(openProvider(linkingClient, clock)),
    accounts: owned.use(openLinkingAccounts(asking)),
  };
  const mail = owned.use(openMail(settings.mail));
  owned.use(startSender({ db, mail, clock, log }));
  const secured = tls === undefined ? {} : { tls: { renewing: owned.use(await readTls(tls, log)) } };
  const history = owned.use(openHistory({ issuer, token: read(settings.historyTokenFile), ...authority }));
  const kept = { sessions: createSessions(db, clock), ownSessions: createOwnSessions(db, clock), forms: createForms(db, clock), db };
  const fetch = owned.use(createFetch('authority' in authority ? { ca: authority.authority } : {}));
  const logout = createLogoutReceiver({ issuer, clientIds: [clientId, settings.linkingClientId], fetch });
  const guide = owned.use(await openGuide(settings.guide, log));
  const app = portalApp({
    origin,
    issuer,
    provider,
    ...kept,
    logout,
    directory,
    matrix,
    readerRounds: settings.readerRounds ?? [],
    guide,
    history,
    linking,
    clock,
    log,
    road,
  });
  const server = owned.use(await listen(app, { port, ...secured }));
  log.info('portal.listening', { port: server.port });
  const all = owned.move();
  return { port: server.port, [Symbol.asyncDispose]: () => all.disposeAsync() };
}
