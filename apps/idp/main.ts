// The identity provider as a process: turns a card that the eID server vouches for into a signed-in person with a role.
import { readFileSync } from 'node:fs';
import { type Listening, listen } from '../../io/http/index.ts';
import type { Logger } from '../../io/log/index.ts';
import type { RecordHop } from '../../io/road/index.ts';
import { openStore } from '../../io/store/index.ts';
import { parseHex } from '../../lib/bytes/index.ts';
import { EidError } from '../../lib/error/index.ts';
import { idpApp } from './app.ts';
import { IdpConfig } from './config.ts';
import type { EngineKeys } from './engine/provider.ts';
import { openEidInterface } from './login/eid-interface.ts';
import { openDirectory } from './login/resolve-link.ts';
import { createArtifacts } from './store/artifacts.ts';
import { createRelyingParties } from './store/relying-parties.ts';
import { type IdpDatabase, migrations, schema, sweep } from './store/schema.ts';
import { createSeal } from './store/seal.ts';
import { createSignIns } from './store/sign-ins.ts';

export interface IdpEffects {
  readonly log: Logger;
  readonly road: RecordHop;
}

/** Fact `file`: a key file does not hold what it should. */
export type IdpStartErrorCode = 'idp.key-unusable';

/** Starts the identity provider on 127.0.0.1. Errors: `database.unreachable`, `http.port-taken`, `idp.key-unusable`. */
export async function start(config: IdpConfig, { log, road }: IdpEffects): Promise<AsyncDisposable> {
  const settings = IdpConfig.parse(config);
  const { issuer, secureOrigin, clientAddress, eidServer, directory, tls } = settings;
  await using opened = new AsyncDisposableStack();
  const db = opened.adopt(await openStore<IdpDatabase>(read(settings.databaseUrlFile), schema, migrations), (store) => store.destroy());
  const seal = createSeal(secret(settings.keys.storageFile));
  const relyingParties = createRelyingParties(db);
  for (const registration of settings.relyingParties) await relyingParties.put(registration);
  const { app } = idpApp({
    issuer,
    secureOrigin,
    clientAddress,
    keys: engineKeys(settings.keys),
    artifacts: createArtifacts(db, seal),
    signIns: createSignIns(db, seal),
    relyingParties,
    callEidServer: opened.use(
      openEidInterface({
        url: eidServer.url,
        certificate: read(eidServer.certificateFile),
        key: read(eidServer.keyFile),
        authority: read(eidServer.authorityFile),
      }),
    ),
    askDirectory: opened.use(openDirectory({ url: directory.url, token: read(directory.tokenFile) })),
    paosAddress: eidServer.paosAddress,
    adminToken: read(settings.adminTokenFile),
    log,
    road,
  });
  const secure: Listening = await listen(app, {
    port: settings.securePort,
    tls: { cert: read(tls.certificateFile), key: read(tls.keyFile) },
  });
  opened.use(secure);
  if (settings.port !== undefined) opened.use(await listen(app, { port: settings.port }));
  const sweeping = setInterval(() => void sweep(db).catch((thrown) => log.warn('idp.sweep-failed', {}, thrown)), 60_000).unref();
  opened.defer(() => clearInterval(sweeping));
  log.info('idp.listening', { issuer });
  return opened.move();
}

function engineKeys({ signingFile, cookieFile, subjectFile }: IdpConfig['keys']): EngineKeys {
  const { keys } = JSON.parse(read(signingFile)) as { keys: EngineKeys['signing'] };
  if (!Array.isArray(keys) || keys.length === 0) throw new EidError<IdpStartErrorCode>('idp.key-unusable', { file: signingFile });
  return { signing: keys, cookies: read(cookieFile).split(/\s+/), subject: secret(subjectFile) };
}

/** 32 octets in hexadecimal. */
function secret(file: string): Uint8Array {
  const octets = parseHex(read(file));
  if (octets?.length !== 32) throw new EidError<IdpStartErrorCode>('idp.key-unusable', { file });
  return octets;
}

function read(file: string): string {
  return readFileSync(file, 'utf8').trim();
}
