// What a code flow costs the identity provider's process, against four bare HTTP requests and one signature, each in a process of its own.
import { type ChildProcess, fork } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { createFetch, type Fetch } from '../../../io/http/index.ts';
import { browser } from '../testing/browser.ts';
import type { Answer, Question } from './server.ts';

const rounds = { warm: 60, measured: 200 } as const;
const redirectUri = 'http://rp.localhost:9999/return';

/** CPU time of one round in microseconds: from the authorization request to the tokens, with every row written and read in PostgreSQL. */
export async function measureOidc(): Promise<{ readonly microseconds: number; readonly reference: number }> {
  using fetch = createFetch();
  return { microseconds: await measure('idp', fetch, codeFlow), reference: await measure('bare', fetch, bareRequests) };
}

type Round = (address: string, fetch: Fetch, ask: (question: Question) => Promise<Answer>) => Promise<void>;

async function measure(kind: 'idp' | 'bare', fetch: Fetch, round: Round): Promise<number> {
  const child = fork(new URL('server.ts', import.meta.url), [kind], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    const started = await next(child);
    if (!('address' in started)) throw new TypeError('the process has no address');
    const ask = (question: Question) => {
      const answer = next(child);
      child.send(question);
      return answer;
    };
    const cpu = async () => {
      const answer = await ask({ ask: 'cpu' });
      return 'microseconds' in answer ? answer.microseconds : 0;
    };
    for (let i = 0; i < rounds.warm; i++) await round(started.address, fetch, ask);
    const before = await cpu();
    for (let i = 0; i < rounds.measured; i++) await round(started.address, fetch, ask);
    return ((await cpu()) - before) / rounds.measured;
  } finally {
    child.disconnect();
    await ended;
  }
}

const codeFlow: Round = async (issuer, fetch, ask) => {
  const verifier = randomBytes(32).toString('base64url');
  const parameters = {
    client_id: 'bench',
    response_type: 'code',
    scope: 'openid profile',
    redirect_uri: redirectUri,
    state: 'state',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  };
  const passCard = async (uid: string) => void (await ask({ ask: 'pass-card', uid }));
  const returned = await browser({ fetch, issuer, passCard }).signIn(`${issuer}/auth?${new URLSearchParams(parameters)}`);
  const code = returned.searchParams.get('code') ?? '';
  const body = { grant_type: 'authorization_code', client_id: 'bench', code, redirect_uri: redirectUri, code_verifier: verifier };
  const answer = await fetch(`${issuer}/token`, { method: 'POST', body: new URLSearchParams(body) });
  if (answer.status !== 200) throw new TypeError('no tokens');
};

const bareRequests: Round = async (address, fetch) => {
  for (const path of ['/', '/', '/', '/signed']) await (await fetch(`${address}${path}`)).text();
};

function next(child: ChildProcess): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const exited = () => reject(new Error('the measured process ended'));
    child.once('exit', exited);
    child.once('message', (answer) => {
      child.off('exit', exited);
      resolve(answer as Answer);
    });
  });
}
