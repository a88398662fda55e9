// The attached model: one TLS session for token and PAOS, and nobody else's.
import { expect, test } from 'vitest';
import { parseXml } from '../../io/xml/index.ts';
import { utf8 } from '../../lib/bytes/index.ts';
import * as ecard from '../../lib/ecard/index.ts';
import { refused } from '../../lib/eid-service/index.ts';
import { attach, caller, returnAddress } from './testing/attached.ts';
import { relyingParty } from './testing/caller.ts';
import { connect, createClient, documentOf, signIn } from './testing/client.ts';
import { everything, serving } from './testing/server.ts';
import { person, personalise } from './testing/world.ts';

const at = serving({}, attach);

/** A session whose token the caller has fetched. */
async function begun(by: ReturnType<typeof caller>) {
  const { session, psk, eCardServerAddress = '' } = await at.party.useId(everything);
  if (session === undefined || psk === undefined) throw new Error('no session');
  const fetched = await by.send('GET', eCardServerAddress);
  const token = ecard.parseTcToken(parseXml(utf8(fetched.text)));
  if (!('serverAddress' in token)) throw new Error('no token');
  return { session, psk, token, tokenAddress: eCardServerAddress };
}

const read = (document: string) => ecard.parsePaos(parseXml(utf8(document)));

test.each(['kept', 'resumed'] as const)('a client signs in over the TLS session of its token, %s', async (how) => {
  using client = caller();
  const { session, psk, token } = await begun(client);
  const exchange = async (document: string) => {
    if (how === 'resumed') client.reconnect('resumed');
    const answer = read((await client.post(token.serverAddress, document)).text);
    expect(client.reused).toBe(how === 'resumed');
    return answer;
  };
  const { result } = await signIn(exchange, createClient(psk.id, { card: personalise() }));
  expect(result).toEqual(ecard.ok);
  const back = await client.send('GET', `${token.refreshAddress}?ResultMajor=ok`);
  expect([back.status, back.location]).toEqual([303, `${returnAddress}?session=${psk.id}&ResultMajor=ok`]);
  expect((await at.party.getResult(session)).personalData).toMatchObject(person);
});

test('over another TLS session nobody is let in, whatever they know of the session', async () => {
  using client = caller();
  const { session, psk, token, tokenAddress } = await begun(client);
  const start = documentOf(createClient(psk.id, { card: personalise() }).startPaos());
  using stranger = caller();
  expect((await stranger.post(token.serverAddress, start)).status).toBe(403);
  expect((await stranger.send('GET', tokenAddress)).status).toBe(404);
  expect((await stranger.post(token.serverAddress, start)).status).toBe(403);
  client.reconnect('strange');
  expect((await client.post(token.serverAddress, start)).status).toBe(403);
  expect(await at.party.getResult(session)).toEqual({ result: refused('noResultYet') });
});

test('the token of an attached session is handed out once, and that of no other', async () => {
  using client = caller();
  const { token, tokenAddress } = await begun(client);
  expect((await client.send('GET', tokenAddress)).status).toBe(404);
  expect((await client.send('GET', tokenAddress.replace(/.{8}$/, '00000000'))).status).toBe(404);
  using other = relyingParty(at.server, at.world.files.clients.second);
  const { eCardServerAddress, psk } = await other.useId({ operations: {} });
  expect(eCardServerAddress).toBe(at.world.files.config.paos.address);
  expect((await client.send('GET', new URL(`/tc-token/${psk?.id}`, token.serverAddress).href)).status).toBe(404);
});

test('each session has one way in: an attached one is not served over TLS-PSK', async () => {
  using client = caller();
  const { psk, token } = await begun(client);
  using connection = await connect(at.server.paosPort, psk);
  const document = documentOf(createClient(psk.id, { card: personalise() }).startPaos());
  const { body } = await connection.post(document, ecard.paosHeaders);
  expect(ecard.parseStartPaosResponse(read(Buffer.from(body).toString()).body)).toEqual(ecard.failed('sessionTerminated'));
  expect(ecard.serverMessageName(read((await client.post(token.serverAddress, document)).text).body)).toBe('did-authenticate-eac1');
});

test('two sessions over one TLS session: PAOS is that of the later token', async () => {
  using client = caller();
  await begun(client);
  const later = await begun(client);
  const document = documentOf(createClient(later.psk.id, { card: personalise() }).startPaos());
  const answer = read((await client.post(later.token.serverAddress, document)).text);
  expect(ecard.serverMessageName(answer.body)).toBe('did-authenticate-eac1');
});

test('the way back tells the relying party what the client said in words of the standard, and nothing else', async () => {
  using client = caller();
  const { psk, token } = await begun(client);
  const location = async (query: string) => (await client.send('GET', `${token.refreshAddress}?${query}`)).location;
  const back = `${returnAddress}?session=${psk.id}`;
  expect(await location('ResultMajor=error&ResultMinor=cancellationByUser')).toBe(
    `${back}&ResultMajor=error&ResultMinor=cancellationByUser`,
  );
  expect(await location('ResultMajor=fine&ResultMinor=%3Cscript%3E&next=https://evil.example')).toBe(back);
  expect((await client.send('GET', token.refreshAddress.replace(/.{8}$/, '00000000'))).status).toBe(404);
});
