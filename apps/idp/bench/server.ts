// The measured process of the benchmark: the identity provider alone, or bare HTTP with one signature. Its parent drives it and asks for its CPU time.
import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { registered, startIdp } from '../testing/idp.ts';

export type Question = { readonly ask: 'cpu' } | { readonly ask: 'pass-card'; readonly uid: string };
export type Answer = { readonly address: string } | { readonly microseconds: number };

const kinds = {
  idp: async () => {
    const idp = await startIdp([registered('bench', { scopes: ['profile'] })]);
    return { address: idp.issuer, passCard: idp.passCard, stop: () => idp[Symbol.asyncDispose]() };
  },
  bare: async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const body = JSON.stringify({ text: 'x'.repeat(200) });
    const server = createServer((request, response) => {
      if (request.url === '/signed') sign('sha256', Buffer.from(body), privateKey);
      response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const stop = async () => void server.close();
    return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, passCard: async () => undefined, stop };
  },
};

const kind = process.argv[2] === 'bare' ? 'bare' : 'idp';
const { address, passCard, stop } = await kinds[kind]();
const tell = (answer: Answer) => process.send?.(answer);
process.on('message', async (question: Question) => {
  if (question.ask === 'pass-card') await passCard(question.uid, 1);
  const { user, system } = process.cpuUsage();
  tell({ microseconds: user + system });
});
process.on('disconnect', async () => {
  await stop();
  process.exit(0);
});
tell({ address });
