// E: what is spoken with the service (TLS-1) and with the eID server (TLS-2), and what is refused before a request is sent.
import https from 'node:https';
import { expect } from 'vitest';
import { fetchTcToken } from '../../../apps/eid-client/login/tc-token.ts';
import { connectPaos } from '../../../apps/eid-client/paos.ts';
import { tlsCertificate } from '../../../apps/eid-client/testing/authorities.ts';
import { tls } from '../../../apps/eid-client/testing/eid-server.ts';
import type { Checks, clientCases } from '../cases.ts';
import { listening } from './activation.ts';

/** How many requests reach a server like this, when the client wants something of it. */
async function reached(options: https.ServerOptions, want: (port: number) => Promise<unknown>): Promise<number> {
  let requests = 0;
  const server = https.createServer(options, (_, response) => {
    requests++;
    response.writeHead(404).end();
  });
  const port = await listening(server);
  await want(port).catch(() => undefined);
  server.closeAllConnections();
  server.close();
  return requests;
}

const fetchToken = (port: number) => fetchTcToken(`https://idp.localhost:${port}/token`, Date.now);
const service = { cert: tls.service.cert, key: tls.service.key } as const;

/** A service as it should be is asked, one with these faults is not. */
const service1 = (faults: () => readonly https.ServerOptions[]) => async () => {
  expect(await reached(service, fetchToken)).toBe(1);
  for (const fault of faults()) expect([fault, await reached({ ...service, ...fault }, fetchToken)]).toEqual([fault, 0]);
};

const psk = new Uint8Array(32).fill(7);
const server = {
  cert: tls.paos.cert,
  key: tls.paos.key,
  ciphers: 'RSA-PSK-AES256-GCM-SHA384',
  maxVersion: 'TLSv1.2',
  pskCallback: () => psk,
} as const;

async function startPaos(port: number): Promise<void> {
  using connection = await connectPaos({ serverAddress: `https://localhost:${port}/paos`, sessionIdentifier: 'session', psk }, []);
  await connection.exchange('<StartPAOS/>');
}

/** The same for an eID server. */
const server2 = (faults: () => readonly https.ServerOptions[]) => async () => {
  expect(await reached(server, startPaos)).toBe(1);
  for (const fault of faults()) expect([fault, await reached({ ...server, ...fault }, startPaos)]).toEqual([fault, 0]);
};

const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1' } as const;
const rsa = { cert: tls.paos.cert, key: tls.paos.key };

export const channels = {
  E_01: service1(() => [{ ...old, ciphers: 'DEFAULT:@SECLEVEL=0' }]),
  E_03: service1(() => {
    const { cert, key } = tlsCertificate('RSA', 2, 'idp.localhost');
    const weak = ['AES128-SHA', 'AES128-GCM-SHA256', 'ECDHE-RSA-AES128-SHA'];
    return weak.map((ciphers) => ({ cert, key, ciphers, maxVersion: 'TLSv1.2' as const }));
  }),
  E_04: service1(() => [tlsCertificate('small RSA', 2, 'idp.localhost')].map(({ cert, key }) => ({ cert, key }))),
  E_08: service1(() => {
    const { cert, key } = tlsCertificate('small EC', 2, 'idp.localhost');
    return [
      { cert, key, maxVersion: 'TLSv1.2' },
      { ecdhCurve: 'secp224r1', maxVersion: 'TLSv1.2' },
    ];
  }),
  E_07: server2(() => [{ ...rsa, ...old, ciphers: 'RSA-PSK-AES128-CBC-SHA:@SECLEVEL=0' }]),
  E_10: server2(() =>
    ['RSA-PSK-AES128-CBC-SHA256', 'PSK-AES128-GCM-SHA256', 'DHE-PSK-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256'].map((ciphers) => ({
      ciphers,
    })),
  ),
  E_12: server2(() => [tlsCertificate('small RSA', 2, 'localhost')].map(({ cert, key }) => ({ cert, key }))),
} satisfies Partial<Checks<typeof clientCases>>;
