// The eID server as a process: reads its files, opens its store, listens at the eID interface and for PAOS.
import type { ConfigurationFault } from '../../io/configuration/index.ts';
import { createCryptography } from '../../io/crypto/index.ts';
import { type Listening, listen, strictTls } from '../../io/http/index.ts';
import { readTls } from '../../io/keys/index.ts';
import type { Logger } from '../../io/log/index.ts';
import { type PskPeer, type PskServer, servePsk } from '../../io/tls-psk/index.ts';
import { turns } from '../../io/turns/index.ts';
import type { Clock } from '../../lib/crypto/index.ts';
import { createAttached } from './attached.ts';
import { createAttest } from './attestation.ts';
import { createChannels } from './channels.ts';
import { configurationFaults, refuseDemonstration } from './check.ts';
import { createComparisons } from './comparisons.ts';
import { EidServerConfig } from './config.ts';
import { createDocumentVerification } from './document-verification.ts';
import { watchEndedCards } from './ended-cards.ts';
import { createMarks } from './marks.ts';
import { readDocumentTrust, readFile, readRelyingParty, readSecret, readSecretText } from './material.ts';
import { createOperations } from './operations/index.ts';
import { answerPaos } from './paos.ts';
import { createKeyring } from './psk.ts';
import { createProcessor, readSaml } from './saml/processor.ts';
import { createService } from './service.ts';
import { createMemory } from './session/memory.ts';
import { createSeal } from './session/seal.ts';
import { openSessions } from './session/store.ts';

export interface EidServer extends AsyncDisposable {
  /** Ports that they really have. */
  readonly servicePort: number;
  readonly paosPort: number;
  /** When they are configured. */
  readonly operationsPort?: number;
  readonly attachedPort?: number;
}

/** Starts the server; rejects when a file is missing, the database cannot be reached or a port is taken. */
export async function start(input: EidServerConfig, { log, clock }: { readonly log: Logger; readonly clock: Clock }): Promise<EidServer> {
  const config = EidServerConfig.parse(input);
  await refuseDemonstration(config);
  const { lifetimes, paos, service } = config;
  await using stack = new AsyncDisposableStack();
  const cryptography = createCryptography();
  const parties = [];
  for (const party of config.services) parties.push(stack.use(await readRelyingParty(party, config.reloadEvery, cryptography, log)));
  const trust = stack.use(await readDocumentTrust(config, { clock, cryptography, log }));
  const seal = createSeal(await readKeys(config.sessionKeyFile));
  const { start: created, step, result: finished } = lifetimes;
  const perState = { created, greeted: step, connected: step, challenged: step, signed: step, reading: step, finished };
  const store = stack.use(await openSessions(await readSecretText(config.databaseUrlFile), seal, perState, clock));
  const clusterKeys = await readKeys(config.clusterKeyFile);
  const keyring = createKeyring(clusterKeys, created + 6 * step);
  const remembered = createMemory<PskPeer>(perState, clock);
  const cardMarks = createMarks('card ended', clusterKeys);

  const { attached } = config;
  const tls = {
    service: stack.use(await readTls(service, log, config.reloadEvery)),
    paos: stack.use(await readTls(paos, log, config.reloadEvery)),
  };
  const attachedTls = attached && stack.use(await readTls(attached, log, config.reloadEvery));
  const saml = config.saml && stack.use(await readSaml(config.saml, config, parties, { clock, log }));
  const { watch, app: figures } = createOperations({
    store,
    parties,
    trust,
    tls: { ...tls, ...(attachedTls && { attached: attachedTls }) },
    ...(saml && { saml }),
    clock,
    computerClock: Date.now,
  });
  const sweep = async () => {
    remembered.sweep();
    watch.expired(await store.sweep());
    const chosen = keyring.chosen();
    const open = await store.openAmong(chosen.map(({ id }) => id));
    keyring.forget(chosen.filter(({ id }) => !open.has(id)));
  };
  await sweep();
  const sweeper = setInterval(() => sweep().catch((thrown) => log.warn('sweep-failed', {}, thrown)), config.sweepEvery);
  sweeper.unref();
  stack.defer(() => clearInterval(sweeper));

  stack.use(await watchEndedCards(parties, { store, cardMarks, log }));

  const context = {
    cryptography,
    clock,
    verifyDocument: createDocumentVerification(trust, clock, cryptography),
    store,
    parties,
    manner: { initializeFramework: paos.initializeFramework, lateSignature: paos.lateSignature, lowestVersions: paos.lowestClientVersions },
    turns,
    remembered,
    mayTell: createComparisons(store, clusterKeys),
    watch,
    log,
  };
  const answer: Parameters<typeof servePsk>[0]['answer'] = async (peer, body) => {
    try {
      return await answerPaos(peer, body, context);
    } catch (thrown) {
      log.error('no-answer', {}, thrown);
      throw thrown;
    }
  };
  const paosServer: PskServer = stack.use(
    await servePsk({
      host: paos.host,
      port: paos.port,
      path: new URL(paos.address).pathname,
      certificate: tls.paos.value.cert,
      privateKey: tls.paos.value.key,
      renewing: tls.paos,
      key: keyring.keyOf,
      answer,
      largest: 128 * 1024,
      connections: paos.connections,
      silence: step,
    }),
  );
  const signingKey = {
    get certificate() {
      return tls.service.value.cert;
    },
    get privateKey() {
      return tls.service.value.key;
    },
  };
  const limits = { levelOfAssurance: config.levelOfAssurance, openSessions: config.openSessions };
  const attest = createAttest(signingKey);
  const channels = createChannels(keyring.lifetime, clock);
  const attachedApp = attached && createAttached({ origin: attached.origin, store, parties, answer, channels });
  if (config.saml !== undefined && saml !== undefined && attached !== undefined) {
    const needs = { origin: attached.origin, store, keyring, ...limits, attest, clock, log, watch, channels };
    attachedApp?.route('/', createProcessor(config.saml, saml, needs));
  }
  const attachedServer =
    attached &&
    attachedApp &&
    stack.use(
      await listen(attachedApp, {
        host: attached.host,
        port: attached.port,
        connections: attached.connections,
        keepAlive: step,
        // The session that PAOS takes up again has to be the one of the token, which TLS 1.3 does not show.
        tls: {
          ...strictTls,
          ...(attachedTls && { renewing: attachedTls }),
          maxVersion: 'TLSv1.2',
          sessionTimeout: keyring.lifetime / 1000,
        },
      }),
    );
  const addresses = {
    paosAddress: paos.address,
    nodeAddress: paos.nodeAddress ?? paos.address,
    ...(attached && { attachedOrigin: attached.origin }),
  };
  const app = createService({ store, keyring, cardMarks, ...addresses, parties, ...limits, signingKey, attest, clock, log });
  const soap: Listening = stack.use(
    await listen(app, {
      host: service.host,
      port: service.port,
      connections: service.connections,
      tls: {
        renewing: tls.service,
        ca: text(await readFile(service.clientAuthorityFile)),
        requestCert: true,
        rejectUnauthorized: true,
        ...strictTls,
      },
    }),
  );
  const operations = config.operations && stack.use(await listen(figures, { port: config.operations.port }));
  log.info('listening', { service: soap.port, paos: paosServer.port });
  const owned = stack.move();
  return {
    servicePort: soap.port,
    paosPort: paosServer.port,
    ...(operations && { operationsPort: operations.port }),
    ...(attachedServer && { attachedPort: attachedServer.port }),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** What is wrong with a configuration, field by field; nothing is started. */
export function check(config: unknown, { clock }: { readonly clock: Clock }): Promise<readonly ConfigurationFault[]> {
  return configurationFaults(config, { clock, cryptography: createCryptography() });
}

async function readKeys([newest, ...older]: readonly [string, ...string[]]): Promise<[Uint8Array, ...Uint8Array[]]> {
  return [await readSecret(newest, 32), ...(await Promise.all(older.map((file) => readSecret(file, 32))))];
}

function text(octets: Uint8Array): string {
  return Buffer.from(octets).toString('utf8');
}
