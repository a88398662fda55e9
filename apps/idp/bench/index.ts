// What a code flow costs the identity provider's process, against four bare HTTP requests and one signature, each in a process of its own.
import { type ChildProcess, fork } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { createFetch, type Fetch } from '../../../io/http/index.ts';
import { browser } from '../testing/browser.ts';
import type { Answer, Kind } from './server.ts';

const rounds = { warm: 200, measured: 250 } as const;
const redirectUri = 'http://rp.localhost:9999/return';

export interface OidcCost {
  /** CPU time of one code flow in microseconds: four requests, one ID token; rows in memory, so that the protocol alone is measured. */
  readonly microseconds: number;
  /** The same with every row sealed, written to PostgreSQL and read from it. */
  readonly withDatabase: number;
  /** Four bare HTTP requests and one ES256 signature. */
  readonly reference: number;
}

export async function measureOidc(): Promise<OidcCost> {
  using fetch = createFetch();
  return {
    microseconds: await measure('memory', fetch, codeFlow),
    withDatabase: await measure('database', fetch, codeFlow),
    reference: await measure('bare', fetch, bareRequests),
  };
}

type Round = (address: string, fetch: Fetch) => Promise<void>;

async function measure(kind: Kind, fetch: Fetch, round: Round): Promise<number> {
  const child = fork(new URL('server.ts', import.meta.url), [kind], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    const started = await next(child);
    if (!('address' in started)) throw new TypeError('the process has no address');
    const cpu = async () => {
      const answer = next(child);
      child.send('cpu');
      const told = await answer;
      return 'microseconds' in told ? told.microseconds : 0;
    };
    for (let i = 0; i < rounds.warm; i++) await round(started.address, fetch);
    const before = await cpu();
    for (let i = 0; i < rounds.measured; i++) await round(started.address, fetch);
    return ((await cpu()) - before) / rounds.measured;
  } finally {
    child.disconnect();
    await ended;
  }
}

const codeFlow: Round = async (issuer, fetch) => {
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
  const { go } = browser({ fetch, issuer, passCard: async () => undefined });
  const begun = await go(`${issuer}/auth?${new URLSearchParams(parameters)}`);
  const resumed = await go(`${begun.location}/finish`);
  const code = new URL((await go(resumed.location)).location).searchParams.get('code') ?? '';
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
