// The eID server as a process: reads its files, opens its store, listens at the eID interface and for PAOS.
import { createCryptography } from '../../io/crypto/index.ts';
import { type Listening, listen } from '../../io/http/index.ts';
import type { Logger } from '../../io/log/index.ts';
import { type PskServer, servePsk } from '../../io/tls-psk/index.ts';
import { turns } from '../../io/turns/index.ts';
import type { Clock } from '../../lib/crypto/index.ts';
import { EidServerConfig } from './config.ts';
import { createDocumentVerification } from './document-verification.ts';
import { readDocumentTrust, readFile, readRelyingParty, readSecret, readSecretText } from './material.ts';
import { answerPaos } from './paos.ts';
import { createKeyring } from './psk.ts';
import { createService } from './service.ts';
import { createSeal } from './session/seal.ts';
import { openSessions } from './session/store.ts';

export interface EidServer extends AsyncDisposable {
  /** Ports that they really have. */
  readonly servicePort: number;
  readonly paosPort: number;
}

/** Starts the server; rejects when a file is missing, the database cannot be reached or a port is taken. */
export async function start(input: EidServerConfig, { log, clock }: { readonly log: Logger; readonly clock: Clock }): Promise<EidServer> {
  const config = EidServerConfig.parse(input);
  const { lifetimes, paos, service } = config;
  await using stack = new AsyncDisposableStack();
  const cryptography = createCryptography();
  const parties = [];
  for (const party of config.services) parties.push(stack.use(await readRelyingParty(party, config.reloadEvery, cryptography, log)));
  const trust = stack.use(await readDocumentTrust(config, { clock, cryptography, log }));
  const seal = createSeal(await readSecret(config.sessionKeyFile, 32));
  const { start: created, step, result: finished } = lifetimes;
  const perState = { created, greeted: step, connected: step, challenged: step, signed: step, reading: step, finished };
  const store = stack.use(await openSessions(await readSecretText(config.databaseUrlFile), seal, perState, clock));
  const keyring = createKeyring(await readSecret(config.clusterKeyFile, 32), created + 6 * step, clock);

  const sweeper = setInterval(() => store.sweep().catch((thrown) => log.warn('sweep-failed', {}, thrown)), 30_000);
  sweeper.unref();
  stack.defer(() => clearInterval(sweeper));

  const context = {
    cryptography,
    clock,
    verifyDocument: createDocumentVerification(trust, clock, cryptography),
    store,
    parties,
    manner: { initializeFramework: paos.initializeFramework, lateSignature: paos.lateSignature },
    turns,
    remembered: new WeakMap(),
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
      certificate: text(await readFile(paos.certificateFile)),
      privateKey: await readSecretText(paos.keyFile),
      key: keyring.keyOf,
      answer,
      largest: 128 * 1024,
      connections: paos.connections,
      silence: step,
    }),
  );
  const signingKey = { certificate: text(await readFile(service.certificateFile)), privateKey: await readSecretText(service.keyFile) };
  const { levelOfAssurance } = config;
  const app = createService({ store, keyring, paosAddress: paos.address, parties, levelOfAssurance, signingKey, clock, log });
  const soap: Listening = stack.use(
    await listen(app, {
      host: service.host,
      port: service.port,
      tls: {
        cert: signingKey.certificate,
        key: signingKey.privateKey,
        ca: text(await readFile(service.clientAuthorityFile)),
        requestCert: true,
        rejectUnauthorized: true,
        minVersion: 'TLSv1.2',
      },
    }),
  );
  log.info('listening', { service: soap.port, paos: paosServer.port });
  const owned = stack.move();
  return { servicePort: soap.port, paosPort: paosServer.port, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

function text(octets: Uint8Array): string {
  return Buffer.from(octets).toString('utf8');
}
