// Other programs where the browser looks for eSzig Kliens.
import { createServer } from 'node:http';
import { createFetch } from '../../../io/http/index.ts';
import { parseXml } from '../../../io/xml/index.ts';
import { parseTcToken } from '../../../lib/ecard/index.ts';
import { putCard } from '../cards.ts';
import { at } from '../chromium.ts';
import { activate, begin, useCard } from '../steps.ts';
import type { TestWorld } from '../world.ts';
import type { Tell } from './tell.ts';

/** Takes the activation, fetches the token, and tells the browser that all went well. */
async function rival({ ports, addresses }: TestWorld): Promise<AsyncDisposable> {
  const fetch = createFetch({ accept: () => true });
  const server = createServer(async (request, response) => {
    const tokenUrl = new URL(request.url ?? '', 'http://127.0.0.1').searchParams.get('tcTokenURL');
    if (tokenUrl === null) return void response.end();
    const token = parseTcToken(parseXml(new Uint8Array(await (await fetch(tokenUrl)).arrayBuffer())));
    const back = new URL('refreshAddress' in token ? token.refreshAddress : '');
    back.searchParams.set('ResultMajor', 'ok');
    response.writeHead(303, { location: back.href.replace(back.origin, addresses.idp) }).end();
  });
  await new Promise<void>((resolve) => server.listen(ports.client, '127.0.0.1', resolve));
  return {
    async [Symbol.asyncDispose]() {
      fetch[Symbol.dispose]();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function rivals(tell: Tell): void {
  tell('B1, B9: a program that takes the place of the client gets an address, and signs nobody in', async ({ page, world, portal }) => {
    await world.stop('eid-client');
    {
      await using _rival = await rival(world);
      await begin(page, portal, 'worker');
      await activate(page);
      await at(page, 'idp.failed', 'eid-server.down');
    }
    await world.restart('eid-client');
    await using _card = await putCard(world, 'huvos-emese');
    await begin(page, portal, 'worker');
    await useCard(page);
    await at(page, 'portal.health-worker');
  });
}
