// What happens at the identity provider when a card ends: the sign-ins by that card, and no others, are over, here and at the relying parties.
import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import * as client from 'openid-client';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Listening, listen } from '../../../io/http/index.ts';
import { quiet } from '../../../io/log/index.ts';
import { createLogoutReceiver, type LogoutReceiver } from '../../../io/logout/index.ts';
import { browser } from '../testing/browser.ts';
import { registered, startIdp } from '../testing/idp.ts';
import { endSignIns } from './watch.ts';

const redirectUri = 'http://rp.localhost:9999/return';
let idp: Awaited<ReturnType<typeof startIdp>>;
let party: Listening;
let receiver: LogoutReceiver;
/** What the relying party has been told, and the status with which it answers. */
let told: string[] = [];
let answers = 200;
/** What the eID server would say. */
let ended: string[] = [];

beforeAll(async () => {
  const app = new Hono();
  app.post('/ended', async (c) => {
    if (answers === 200) told.push(await receiver.receive(String((await c.req.formData()).get('logout_token'))));
    return c.body(null, answers as 200);
  });
  party = await listen(app, { port: 0 });
  idp = await startIdp([
    registered('hospital', { backChannelLogoutUri: `http://rp.localhost:${party.port}/ended` }),
    registered('deaf', { backChannelLogoutUri: 'http://rp.localhost:1/ended' }),
    registered('silent'),
  ]);
  receiver = createLogoutReceiver({ issuer: idp.issuer, clientIds: ['hospital'], fetch: idp.fetch });
});
afterAll(async () => {
  await party?.[Symbol.asyncDispose]();
  await idp?.[Symbol.asyncDispose]();
});
beforeEach(() => {
  told = [];
  answers = 200;
  ended = [];
});

let serial = 0;

/** Signs in; the session of the eID server has a name that the test knows. */
async function signIn(clientId: string) {
  const options = { execute: [client.allowInsecureRequests], [client.customFetch]: idp.fetch as never };
  const config = await client.discovery(new URL(idp.issuer), clientId, {}, client.None(), options);
  const [verifier, state] = [client.randomPKCECodeVerifier(), client.randomState()];
  const challenge = { code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' };
  const url = client.buildAuthorizationUrl(config, { redirect_uri: redirectUri, scope: 'openid', state, ...challenge });
  const reference = createHash('sha256').update(`session ${serial++}`).digest('hex');
  const passCard = async (uid: string, person: number) => {
    await idp.passCard(uid, person);
    await idp.stores.cardSignIns.keep(reference, { uid, clientId, subject: 'subject' }, 3600);
  };
  const code = await browser({ ...idp, passCard }).signIn(url.href);
  const exchange = () => client.authorizationCodeGrant(config, code, { pkceCodeVerifier: verifier, expectedState: state });
  return { config, reference, exchange };
}

const look = () => {
  const { issuer, signingKey, stores, fetch } = idp;
  return endSignIns({ issuer, signingKey, askEnded: async () => ended, ...stores, fetch, log: quiet });
};

test('tokens of an ended card are dead at once, and its relying party is told by the sid of the ID token, once', async () => {
  const [lost, other] = [await signIn('hospital'), await signIn('hospital')];
  const [tokens, others] = [await lost.exchange(), await other.exchange()];
  ended = [lost.reference];
  await look();
  await look();
  expect(told).toEqual([tokens.claims()?.['sid']]);
  expect(others.claims()?.['sid']).not.toBe(told[0]);
  await expect(client.fetchUserInfo(lost.config, tokens.access_token, tokens.claims()?.sub ?? '')).rejects.toThrow();
  await client.fetchUserInfo(other.config, others.access_token, others.claims()?.sub ?? '');
});

test('a code of an ended card that was not exchanged yet is worth nothing', async () => {
  const { reference, exchange } = await signIn('silent');
  ended = [reference];
  await look();
  await expect(exchange()).rejects.toThrow();
});

test('three relying parties, one of them dead and one slow to understand: the others are told, and who did not hear is told again', async () => {
  const all = [await signIn('deaf'), await signIn('hospital'), await signIn('silent')];
  for (const { exchange } of all) await exchange();
  ended = all.map(({ reference }) => reference);
  answers = 503;
  await look();
  expect(told).toEqual([]);
  answers = 200;
  await look();
  expect(told, 'not before its time').toEqual([]);
  await idp.db
    .updateTable('card_sign_in')
    .set({ next_at: new Date(0) })
    .execute();
  await look();
  expect(told).toHaveLength(1);
  const rows = await idp.db.selectFrom('card_sign_in').select('reference').where('ended', '=', true).execute();
  expect(rows).toEqual([{ reference: all[0]?.reference }]);
});

test('what the identity provider keeps of it says in clear neither who signed in nor where', async () => {
  await signIn('hospital');
  const rows = await idp.db.selectFrom('card_sign_in').selectAll().execute();
  for (const { sealed } of rows) expect(sealed.toString('latin1')).not.toMatch(/hospital|subject/);
});
