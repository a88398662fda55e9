// A measured process of the benchmark: the identity provider (rows in memory, or in PostgreSQL), or bare HTTP with one signature. Its parent
// drives it and asks for its CPU time.
import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Provider from 'oidc-provider';
import { answerWithCode, authorizationRequest } from '../login/index.ts';
import { ended, listenIdp, openStores, registered, type Stores } from '../testing/idp.ts';
import { memoryStores } from './memory.ts';

export type Kind = 'memory' | 'database' | 'bare';
export type Answer = { readonly address: string } | { readonly microseconds: number };

const registration = registered('bench', { scopes: ['profile'] });

const kinds: Readonly<Record<Kind, () => Promise<{ readonly address: string } & AsyncDisposable>>> = {
  memory: () => listen(memoryStores(registration)),
  async database() {
    await using opened = new AsyncDisposableStack();
    const { stores } = opened.use(await openStores([registration]));
    const { address } = opened.use(await listen(stores));
    const owned = opened.move();
    return { address, [Symbol.asyncDispose]: () => owned.disposeAsync() };
  },
  async bare() {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const body = JSON.stringify({ text: 'x'.repeat(200) });
    const server = createServer((request, response) => {
      if (request.url === '/signed') sign('sha256', Buffer.from(body), privateKey);
      response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const dispose = async () => void server.close();
    return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, [Symbol.asyncDispose]: dispose };
  },
};

/** The identity provider, with an address that ends a sign-in at once: below it stands everything between the engine's two halves. */
async function listen(stores: Stores) {
  const idp = await listenIdp(stores, ({ app, provider }) => ({
    async fetch(request, env) {
      if (!request.url.endsWith('/finish')) return app.fetch(request, env);
      return new Response(null, { status: 303, headers: { location: await finish(stores, provider, env.incoming, env.outgoing) } });
    },
  }));
  return { address: idp.issuer, [Symbol.asyncDispose]: () => idp[Symbol.asyncDispose]() };
}

async function finish({ signIns }: Stores, provider: Provider, incoming: IncomingMessage, outgoing: ServerResponse): Promise<string> {
  const interaction = await provider.interactionDetails(incoming, outgoing);
  const signIn = authorizationRequest(interaction.params, registration);
  await signIns.create(interaction.uid, ended(signIn, 1), 600);
  return answerWithCode(provider, interaction, signIn.plan.claims);
}

const server = await kinds[process.argv[2] as Kind]();
const tell = (answer: Answer) => process.send?.(answer);
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  tell({ microseconds: user + system });
});
process.on('disconnect', async () => {
  await server[Symbol.asyncDispose]();
  process.exit(0);
});
tell({ address: server.address });
