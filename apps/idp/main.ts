// The identity provider as a process: turns a card that the eID server vouches for into a signed-in person with a role.
import { createHash, createPrivateKey, type JsonWebKey } from 'node:crypto';
import { createFetch, type Listening, listen } from '../../io/http/index.ts';
import { readPrivate, readPublic, readTls } from '../../io/keys/index.ts';
import type { Logger } from '../../io/log/index.ts';
import type { RecordHop } from '../../io/road/index.ts';
import { openStore } from '../../io/store/index.ts';
import type { Clock } from '../../lib/crypto/index.ts';
import { EidError } from '../../lib/error/index.ts';
import { idpApp } from './app.ts';
import { IdpConfig } from './config.ts';
import { watchEndedCards } from './ended/watch.ts';
import type { EngineKeys } from './engine/provider.ts';
import { openEidInterface } from './login/eid-interface.ts';
import { openDirectory } from './login/resolve-link.ts';
import { createArtifacts } from './store/artifacts.ts';
import { createCardSignIns } from './store/card-sign-ins.ts';
import { createHistory } from './store/history.ts';
import { createPseudonyms } from './store/pseudonyms.ts';
import { createRelyingParties } from './store/relying-parties.ts';
import { type IdpDatabase, migrations, schema, sweep } from './store/schema.ts';
import { createSeal } from './store/seal.ts';
import { createSignIns } from './store/sign-ins.ts';

export { IdpConfig as configuration } from './config.ts';

export interface IdpEffects {
  readonly log: Logger;
  readonly road: RecordHop;
  readonly clock: Clock;
}

/** Fact `file`: a file is not there, or does not hold what it should. */
export type IdpStartErrorCode = 'idp.key-unusable';

/** Starts the identity provider on 127.0.0.1. Errors: `database.unreachable`, `http.port-taken`, `idp.key-unusable`, `keys.…`. */
export async function start(config: IdpConfig, { log, road, clock }: IdpEffects): Promise<AsyncDisposable> {
  const settings = IdpConfig.parse(config);
  const { issuer, secureOrigin, clientAddress, eidServer, directory, tls } = settings;
  await using opened = new AsyncDisposableStack();
  const db = opened.adopt(await openStore<IdpDatabase>(await secretText(settings.databaseUrlFile), schema, migrations), (store) =>
    store.destroy(),
  );
  const seal = createSeal(await secretOctets(settings.keys.storageFile));
  const relyingParties = createRelyingParties(db);
  for (const registration of settings.relyingParties) await relyingParties.put(registration);
  const asking = opened.use(openDirectory({ url: directory.url, token: await secretText(directory.tokenFile) }));
  const keys = await engineKeys(settings.keys);
  const [artifacts, signIns, cardSignIns] = [createArtifacts(db, seal), createSignIns(db, seal), createCardSignIns(db, seal)];
  const { answersSignedByFile } = eidServer;
  const eidInterface = opened.use(
    openEidInterface({
      url: eidServer.url,
      own: opened.use(await readTls(eidServer, log)),
      authority: await publicText(eidServer.authorityFile),
      ...(answersSignedByFile !== undefined && { answersSignedBy: () => publicText(answersSignedByFile) }),
      clock,
    }),
  );
  const history = createHistory(db, seal, clock);
  const { app } = idpApp({
    issuer,
    secureOrigin,
    clientAddress,
    keys,
    artifacts,
    signIns,
    cardSignIns,
    pseudonyms: createPseudonyms(db, seal, keys.subject),
    relyingParties,
    callEidServer: eidInterface.call,
    askDirectory: asking.ask,
    tellDirectory: asking.tell,
    askMatch: asking.match,
    paosAddress: eidServer.paosAddress,
    history,
    historySector: settings.history.sector,
    historyToken: await secretText(settings.history.tokenFile),
    adminToken: await secretText(settings.adminTokenFile),
    log,
    road,
  });
  const secure: Listening = await listen(app, {
    port: settings.securePort,
    tls: { renewing: opened.use(await readTls(tls, log)) },
  });
  opened.use(secure);
  if (settings.port !== undefined) opened.use(await listen(app, { port: settings.port }));
  const swept = () => Promise.all([sweep(db), history.sweep()]).catch((thrown) => log.warn('idp.sweep-failed', {}, thrown));
  const sweeping = setInterval(() => void swept(), 60_000).unref();
  opened.defer(() => clearInterval(sweeping));
  const { relyingPartyAuthorityFile: authority, askEndedEvery } = settings;
  const fetch = opened.use(createFetch(authority === undefined ? {} : { ca: await publicText(authority) }));
  const [signingKey = {}] = keys.signing;
  const { askEnded } = eidInterface;
  opened.use(watchEndedCards({ issuer, signingKey, askEnded, cardSignIns, artifacts, signIns, relyingParties, fetch, log }, askEndedEvery));
  log.info('idp.listening', { issuer });
  return opened.move();
}

async function engineKeys({ signingFiles, cookieFiles, subjectFile }: IdpConfig['keys']): Promise<EngineKeys> {
  return {
    signing: await Promise.all(signingFiles.map(signingKey)),
    cookies: await Promise.all(cookieFiles.map(secretText)),
    subject: await secretOctets(subjectFile),
  };
}

/** A signing key as a JSON Web Key, named by a digest of its public half. */
async function signingKey(file: string): Promise<JsonWebKey> {
  const key = createPrivateKey(await secretText(file)).export({ format: 'jwk' });
  if (key.crv !== 'P-256') throw new EidError<IdpStartErrorCode>('idp.key-unusable', { file });
  return { ...key, kid: createHash('sha256').update(`${key.x}.${key.y}`).digest('base64url').slice(0, 16) };
}

/** 32 octets in base64url. */
async function secretOctets(file: string): Promise<Uint8Array> {
  const octets = Buffer.from(await secretText(file), 'base64url');
  if (octets.length !== 32) throw new EidError<IdpStartErrorCode>('idp.key-unusable', { file });
  return octets;
}

async function secretText(file: string): Promise<string> {
  return text(file, await readPrivate(file));
}

async function publicText(file: string): Promise<string> {
  return text(file, await readPublic(file));
}

function text(file: string, octets: Uint8Array | undefined): string {
  const found = Buffer.from(octets ?? [])
    .toString('utf8')
    .trim();
  if (found === '') throw new EidError<IdpStartErrorCode>('idp.key-unusable', { file });
  return found;
}
