// What makes a server attached: an origin of its own, and a relying party whose clients fetch their TC tokens there.
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { EidServerConfig } from '../config.ts';
import type { World } from './server.ts';

export const returnAddress = 'https://party.example/back';

/** The configuration's changes for the first relying party; the port of the origin is free at this moment. */
export async function attach({ files: { config } }: World) {
  const port = await freePort();
  const [first, ...others] = config.services;
  if (first === undefined) throw new Error('there is a first service');
  const { certificateFile, keyFile } = config.service;
  return {
    attached: { port, origin: `https://localhost:${port}`, certificateFile, keyFile },
    services: [{ ...first, attached: { returnAddress } }, ...others],
  } satisfies Partial<EidServerConfig>;
}

/** The origin has to be known before the server is there. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
