// A small hospital information system: the relying party that integrators copy from. It is a native application (RFC 8252): it signs people in
// through the system's browser, comes back on a loopback port of the moment, and has no secret, only PKCE.
import { readFileSync } from 'node:fs';
import { createFetch, type Listening, listen } from '../../io/http/index.ts';
import { readTls } from '../../io/keys/index.ts';
import type { Logger } from '../../io/log/index.ts';
import { createLogoutReceiver } from '../../io/logout/index.ts';
import type { RecordHop } from '../../io/road/index.ts';
import { hospitalApp } from './app.ts';
import { HospitalConfig } from './config.ts';
import { createSessions } from './sessions.ts';

export { HospitalConfig as configuration } from './config.ts';

export interface HospitalEffects {
  readonly log: Logger;
  readonly road: RecordHop;
}

/** Starts the hospital system on 127.0.0.1. Errors: `http.port-taken`. */
export async function start(config: HospitalConfig, { log, road }: HospitalEffects): Promise<Listening> {
  const { port, tls, origin, issuer, authorityFile, clients } = HospitalConfig.parse(config);
  const read = (file: string) => readFileSync(file, 'utf8');
  await using owned = new AsyncDisposableStack();
  const fetch = owned.use(createFetch(authorityFile === undefined ? {} : { ca: read(authorityFile) }));
  const sessions = owned.use(createSessions());
  const logout = createLogoutReceiver({ issuer, clientIds: Object.values(clients), fetch });
  const app = hospitalApp({ origin, issuer, clients, fetch, sessions, logout, log, road });
  const secured = tls === undefined ? {} : { tls: { renewing: owned.use(await readTls(tls, log)) } };
  const server = owned.use(await listen(app, { port, ...secured }));
  const all = owned.move();
  return { port: server.port, [Symbol.asyncDispose]: () => all.disposeAsync() };
}
