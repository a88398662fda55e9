// A service that signs people in through the eID server, in one process: the server on a database of its own, and the host of its TC tokens.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { join } from 'node:path';
import type { EidServerConfig } from '../../apps/eid-server/config.ts';
import { start } from '../../apps/eid-server/main.ts';
import { relyingParty } from '../../apps/eid-server/testing/caller.ts';
import { writePrivate } from '../../io/keys/index.ts';
import { createLogger } from '../../io/log/index.ts';
import { startCluster } from '../../io/store/index.ts';
import { encodeTcToken, tcTokenContentType } from '../../lib/ecard/index.ts';
import type { GetResultResponse, UseIdRequest } from '../../lib/eid-service/index.ts';
import type { ServiceAuthorities } from './authorities.ts';

// In a network of its own every port is free.
const ports = { web: 8443, service: 8444, paos: 8445 } as const;

/** Where the service has its TC tokens. */
export const origin = `https://localhost:${ports.web}`;

interface Service extends AsyncDisposable {
  /** Begins a session: the address of its TC token, and how to collect the result. */
  begin(request: UseIdRequest): Promise<{ readonly tokenAddress: string; readonly result: () => Promise<GetResultResponse> }>;
  /** What the eID server has logged. */
  readonly log: () => string;
}

/**
 * Starts it in `folder`. `extra` changes the eID server's configuration; `later`: link certificates for cards that ask; `isLong`: with everything that PAOS may
 * have; `isAttached`: the eID server has the token itself, and PAOS comes over the same TLS session, without a key.
 */
export async function startService(
  folder: string,
  { pki, terminal }: ServiceAuthorities,
  options: {
    readonly extra?: Partial<EidServerConfig>;
    readonly later?: string[];
    readonly isLong?: boolean;
    readonly isAttached?: boolean;
  },
): Promise<Service> {
  const { extra, later = [], isLong = false, isAttached = false } = options;
  await using stack = new AsyncDisposableStack();
  const cluster = stack.use(await startCluster(join(folder, 'postgres')));
  const secret = async (name: string, content: Uint8Array | string) => {
    await writePrivate(join(folder, name), content);
    return join(folder, name);
  };
  const pair = (name: 'eid-interface' | 'paos' | 'idp') => ({ certificateFile: pki.tls[name].certificate, keyFile: pki.tls[name].key });
  const config: EidServerConfig = {
    service: { port: ports.service, ...pair('eid-interface'), clientAuthorityFile: pki.tlsAuthority.certificate },
    paos: {
      port: ports.paos,
      address: `https://localhost:${ports.paos}/paos`,
      ...pair('paos'),
      initializeFramework: isLong,
      lateSignature: isLong,
    },
    ...(isAttached && { attached: { port: ports.web, origin, ...pair('idp') } }),
    databaseUrlFile: await secret('database-url', cluster.url),
    clusterKeyFile: await secret('cluster-key', randomBytes(32)),
    sessionKeyFile: await secret('session-key', randomBytes(32)),
    services: [
      {
        name: 'minta',
        clientCertificateFile: pki.tls['idp-client'].certificate,
        certificateFiles: [terminal.certificate, pki.dv.certificate],
        laterCertificateFiles: later,
        keyFile: terminal.key,
        descriptionFile: terminal.description,
        sectorKeyFiles: { pseudonym: pki.sectors.pseudonym, blocking: pki.sectors.blocking },
        blockList: { file: pki.blockList.list, signerFile: pki.blockList.certificate },
        ...(isAttached && { attached: { returnAddress: `${origin}/back` } }),
      },
    ],
    countrySignerFiles: [pki.countrySigner.certificate],
    revocationListFiles: [pki.countrySigner.revocationList],
    levelOfAssurance: 'http://eidas.europa.eu/LoA/high',
    ...extra,
  };
  let log = '';
  const write = (line: string) => {
    log += line;
  };
  const server = stack.use(await start(config, { log: createLogger('eid-server', 'debug', { write }), clock: Date.now }));
  const text = (file: string) => readFile(file, 'utf8');
  const [caller, host] = [pki.tls['idp-client'], pki.tls.idp];
  const party = stack.use(relyingParty(server, { cert: await text(caller.certificate), key: await text(caller.key) }));

  const tokens = new Map<string, string>();
  const web = createServer({ cert: await text(host.certificate), key: await text(host.key) }, ({ url = '' }, response) => {
    const token = tokens.get(url);
    if (token === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': tcTokenContentType }).end(token);
  });
  stack.defer(() => {
    web.closeAllConnections();
    web.close();
  });
  if (!isAttached) await new Promise<void>((resolve) => web.listen(ports.web, '127.0.0.1', resolve));
  const owned = stack.move();
  return {
    async begin(request) {
      const { session, psk, eCardServerAddress } = await party.open(request);
      const result = () => party.getResult(session);
      if (isAttached && eCardServerAddress !== undefined) return { tokenAddress: eCardServerAddress, result };
      const path = `/token/${randomBytes(8).toString('hex')}`;
      const channel = { serverAddress: config.paos.address, sessionIdentifier: psk.id, psk: psk.key };
      tokens.set(path, encodeTcToken({ ...channel, refreshAddress: `${origin}/refresh` }));
      return { tokenAddress: origin + path, result };
    },
    log: () => log,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
