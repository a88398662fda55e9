import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { expect, test } from 'vitest';
import { toHex } from '../../lib/bytes/index.ts';
import * as ecard from '../../lib/ecard/index.ts';
import { failed, parseStartPaosResponse } from '../../lib/ecard/index.ts';
import { encodeGetServerInfo, encodeUseId, parseUseIdResponse, refused } from '../../lib/eid-service/index.ts';
import { relyingParty } from './testing/caller.ts';
import { connect, createClient, documentOf, exchangeOver, signIn } from './testing/client.ts';
import { everything, serving } from './testing/server.ts';
import { noon, person, personalise } from './testing/world.ts';

const at = serving();

test('C1: identities and sessions are random and never the same, their keys differ', async () => {
  const sessions = await Promise.all(Array.from({ length: 20 }, () => at.party.open({ operations: {} })));
  const values = sessions.flatMap(({ session, psk }) => [toHex(session), psk.id, toHex(psk.key)]);
  expect(new Set(values).size).toBe(60);
  for (const value of values) expect(value).toMatch(/^[0-9a-f]{64}$/);
});

test('C1: a session ends by itself when the client does not report within two minutes', async () => {
  const { session, psk } = await at.party.open({ operations: {} });
  using connection = await connect(at.server.paosPort, psk);
  const { startPaos } = createClient(psk.id, { card: personalise() });
  at.world.time.now += 120_001;
  const answer = await exchangeOver(connection)(documentOf(startPaos()));
  expect(parseStartPaosResponse(answer.body)).toEqual(failed('sessionTerminated'));
  expect(await at.party.getResult(session)).toEqual({ result: refused('invalidSession') });
});

test('C1: a session is used once: a second client with its key gets nowhere, before and after the end', async () => {
  const { psk } = await at.party.open({ operations: {} });
  using first = await connect(at.server.paosPort, psk);
  using second = await connect(at.server.paosPort, psk);
  const client = createClient(psk.id, { card: personalise() });
  await signIn(exchangeOver(first), client);
  const answer = await exchangeOver(second)(documentOf(client.startPaos()));
  expect(parseStartPaosResponse(answer.body)).toEqual(failed('sessionTerminated'));
});

test('C3: another relying party cannot collect the result, and its attempt leaves it where it is', async () => {
  using other = relyingParty(at.server, at.world.files.clients.second);
  const { session, psk } = await at.party.open({ operations: { restrictedId: 'REQUIRED' } });
  using connection = await connect(at.server.paosPort, psk);
  await signIn(exchangeOver(connection), createClient(psk.id, { card: personalise() }));
  expect(await other.getResult(session)).toEqual({ result: refused('invalidSession') });
  expect((await at.party.getResult(session)).result).toEqual({ major: 'ok' });
});

test('C3: only registered client certificates are served', async () => {
  using stranger = relyingParty(at.server, at.world.files.clients.stranger);
  using nobody = relyingParty(at.server, undefined);
  expect((await stranger.post(encodeGetServerInfo())).status).toBe(403);
  await expect(nobody.post(encodeGetServerInfo())).rejects.toMatchObject({ code: 'http.unreachable' });
});

test('C3: a relying party is known by its key: renewed for the same key it is served at once, with a new key as soon as its file names that', async () => {
  const { files } = at.world;
  const renewed = await files.client('first', files.clients.first.key);
  const replaced = await files.client('first');
  const answers = async (client: typeof renewed) => {
    using party = relyingParty(at.server, client);
    return (await party.post(encodeGetServerInfo())).status;
  };
  expect([await answers(renewed), await answers(replaced)]).toEqual([200, 403]);
  await at.world.renew(1, () => files.write('first.pem', files.clients.first.cert + replaced.cert));
  expect([await answers(files.clients.first), await answers(replaced)]).toEqual([200, 200]);
  await at.world.renew(1, () => files.write('first.pem', replaced.cert));
  expect([await answers(files.clients.first), await answers(renewed), await answers(replaced)]).toEqual([403, 403, 200]);
  await at.world.renew(1, () => files.write('first.pem', files.clients.first.cert));
});

test('C4: a recorded run does not sign anybody in again', async () => {
  const card = personalise();
  const { sent } = await at.party.signIn(everything, { card });
  for (const edit of [(text: string) => text, (text: string) => text.replace(/<wsa:RelatesTo.*?<\/wsa:RelatesTo>/, '')]) {
    const { session, psk } = await at.party.open(everything);
    using connection = await connect(at.server.paosPort, psk);
    const exchange = exchangeOver(connection);
    await exchange(documentOf(createClient(psk.id, { card }).startPaos()));
    let last = await exchange(edit(sent[1] as string));
    for (const document of sent.slice(2)) last = await exchange(edit(document));
    expect(parseStartPaosResponse(last.body).major).toBe('error');
    expect((await at.party.getResult(session)).result.major).toBe('error');
  }
});

test('C2: a message that answers another one than our last, or names another session, ends the session', async () => {
  const other = await at.party.open({ operations: {} });
  const strays = [
    (id: string) => documentOf(createClient(id, { card: personalise() }).startPaos(), 'urn:uuid:something-else'),
    () => documentOf(createClient(other.psk.id, { card: personalise() }).startPaos()),
  ];
  for (const stray of strays) {
    const { session, psk } = await at.party.open({ operations: {} });
    using connection = await connect(at.server.paosPort, psk);
    const answer = await exchangeOver(connection)(stray(psk.id));
    expect(parseStartPaosResponse(answer.body)).toEqual(failed('internalError'));
    expect((await at.party.getResult(session)).result).toEqual(refused('internalError', 'internal'));
  }
});

test('B14: a message with a document type, an entity bomb or deep nesting ends the session', async () => {
  const bombs = ['<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>', '<x>'.repeat(10_000), 'no XML', `<x>${'&amp;'.repeat(20_000)}`];
  for (const bomb of bombs) {
    const { session, psk } = await at.party.open({ operations: {} });
    using connection = await connect(at.server.paosPort, psk);
    const answer = await exchangeOver(connection)(bomb);
    expect(parseStartPaosResponse(answer.body)).toEqual(failed('internalError'));
    expect(await at.party.getResult(session)).toEqual({ result: refused('internalError', 'internal') });
  }
});

test('a request that repeats the last one octet by octet gets the stored answer', async () => {
  const { psk } = await at.party.open({ operations: {} });
  using connection = await connect(at.server.paosPort, psk);
  const document = documentOf(createClient(psk.id, { card: personalise() }).startPaos());
  const first = await connection.post(document, ecard.paosHeaders);
  using afterwards = await connect(at.server.paosPort, psk);
  expect(await afterwards.post(document, ecard.paosHeaders)).toEqual(first);
});

test('of two messages for one state the second gets no answer, also from another node', async () => {
  await using node = await at.world.start();
  for (let i = 0; i < 5; i++) {
    const { psk } = await at.party.open({ operations: {} });
    using here = await connect(at.server.paosPort, psk);
    using there = await connect(node.paosPort, psk);
    const { startPaos } = createClient(psk.id, { card: personalise() });
    const both = await Promise.allSettled([here, there].map((connection) => connection.post(documentOf(startPaos()), ecard.paosHeaders)));
    const answered = both.filter(({ status }) => status === 'fulfilled');
    // The loser either gets nothing, or comes so late that it is told that its message is out of order.
    expect(answered.length).toBeGreaterThanOrEqual(1);
    const texts = answered.map((one) => Buffer.from((one as PromiseFulfilledResult<{ body: Uint8Array }>).value.body).toString());
    expect(texts.filter((text) => text.includes('EAC1InputType'))).toHaveLength(1);
  }
});

test('a sign-in goes on at another node, step by step', async () => {
  await using node = await at.world.start();
  const { session, psk } = await at.party.open(everything);
  using here = await connect(at.server.paosPort, psk);
  using there = await connect(node.paosPort, psk);
  let turn = 0;
  const ends = [exchangeOver(here), exchangeOver(there)] as const;
  await signIn((document) => ends[turn++ % 2 === 0 ? 0 : 1](document), createClient(psk.id, { card: personalise() }));
  expect((await at.party.getResult(session)).personalData).toMatchObject(person);
});

test('C8: neither the log nor the database holds a datum of the person, a key or an identifier of the session in clear', async () => {
  const { session, psk } = await at.party.open(everything);
  using connection = await connect(at.server.paosPort, psk);
  await signIn(exchangeOver(connection), createClient(psk.id, { card: personalise() }));
  const { rows } = await at.world.database.query('select to_jsonb(s)::text as row from eid_server.session s');
  const stored = rows.map(({ row }) => row as string).join();
  const log = at.world.lines.join('');
  await at.party.getResult(session);
  expect(stored).toContain(psk.id);
  expect(log).toContain('"to":"finished"');
  const secrets = [...Object.values(person), toHex(psk.key), toHex(session)];
  const spellings = (text: string) => [
    text,
    Buffer.from(text).toString('hex'),
    Buffer.from(text).toString('base64').slice(0, -4),
    Buffer.from(text, 'utf16le').toString('hex'),
  ];
  for (const spelling of secrets.flatMap(spellings)) {
    expect(stored.toLowerCase().includes(spelling.toLowerCase()), spelling).toBe(false);
    expect(log.toLowerCase().includes(spelling.toLowerCase()), spelling).toBe(false);
  }
  expect(log).not.toContain(psk.id);
});

test('C7: a relying party has so many open sessions and no more, and those that end make room', async () => {
  using other = relyingParty(at.server, at.world.files.clients.second);
  const ask = (count: number) => Promise.all(Array.from({ length: count }, () => other.useId({ operations: {} })));
  expect((await ask(50)).every(({ result }) => result.major === 'ok')).toBe(true);
  expect((await ask(2)).map(({ result }) => result.minor)).toEqual(Array(2).fill(refused('tooManyOpenSessions').minor));
  at.world.time.now += 120_001;
  expect((await other.useId({ operations: {} })).result.major).toBe('ok');
  expect(parseUseIdResponse(await at.party.call(encodeUseId({ operations: {} }))).result.major).toBe('ok');
});

test('C6: who asks age after age, or place after place, about one card gets four answers; the same question again costs nothing', async () => {
  const card = personalise();
  const ask = async (age: number, by = at.party, whose = card) =>
    (await by.signIn({ operations: { ageVerification: 'REQUIRED' }, age }, { card: whose })).party;
  for (const [age, fulfilsAge] of [
    [30, true],
    [40, false],
    [35, true],
    [37, false],
  ] as const) {
    expect(await ask(age)).toMatchObject({ result: { major: 'ok' }, fulfilsAge });
  }
  expect(await ask(36)).toEqual({ result: refused('internalError', 'internal') });
  const place = await at.party.signIn({ operations: { placeVerification: 'REQUIRED' }, place: '1941' }, { card });
  expect([place.client, place.party]).toEqual([failed('internalError'), { result: refused('internalError', 'internal') }]);
  for (const [age, fulfilsAge] of [
    [37, false],
    [35, true],
  ] as const)
    expect(await ask(age)).toMatchObject({ fulfilsAge });
  using other = relyingParty(at.server, at.world.files.clients.second);
  expect(await ask(36, other)).toMatchObject({ fulfilsAge: true });
  expect(await ask(36, at.party, personalise())).toMatchObject({ fulfilsAge: true });
  at.world.time.now += 30 * 86_400_000;
  await at.world.renew(2, () => at.world.files.list({ issuedAt: at.world.time.now }));
  expect(await ask(36)).toMatchObject({ fulfilsAge: true });
  at.world.time.now = noon;
});

test('C6: of two sign-ins at once with the last answer one gets it', async () => {
  const card = personalise();
  const ask = async (age: number) =>
    (await at.party.signIn({ operations: { ageVerification: 'REQUIRED' }, age }, { card })).party.fulfilsAge;
  for (const age of [30, 31, 32]) await ask(age);
  const answers = await Promise.all([ask(33), ask(34)]);
  expect(answers.filter((answer) => answer !== undefined)).toHaveLength(1);
});

test('C6: answers that were given before the cluster key was replaced still count', async () => {
  const card = personalise();
  const { clusterKeyFile } = at.world.files.config as { clusterKeyFile: string };
  const fresh = at.world.files.write('cluster-key-next', crypto.getRandomValues(new Uint8Array(32)));
  const ask = async (age: number, by = at.party) =>
    (await by.signIn({ operations: { ageVerification: 'REQUIRED' }, age }, { card })).party.fulfilsAge;
  for (const age of [30, 31, 32]) await ask(age);
  await using renewed = await at.world.start({ clusterKeyFile: [fresh, clusterKeyFile] });
  using party = relyingParty(renewed, at.world.files.clients.first);
  expect([await ask(30, party), await ask(33, party), await ask(34, party), await ask(33, party)]).toEqual([true, true, undefined, true]);
});

test('C6: what may be compared stands in the authorisation, not in the request', async () => {
  const [first, ...others] = at.world.files.config.services;
  if (first === undefined) throw new Error('there is a first service');
  const services = [{ ...first, comparisons: { ages: [18], places: ['1941'] } }, ...others];
  await using server = await at.world.start({ services });
  using party = relyingParty(server, at.world.files.clients.first);
  const minorOf = async (age: number, place: string) =>
    (await party.useId({ operations: { ageVerification: 'REQUIRED', placeVerification: 'REQUIRED' }, age, place })).result.minor;
  expect(await minorOf(18, '1941')).toBeUndefined();
  expect(await minorOf(17, '1941')).toBe(refused('missingTerminalRights').minor);
  expect(await minorOf(18, '19')).toBe(refused('missingTerminalRights').minor);
});

test('C6, C8: what is kept of comparisons names neither card nor value nor relying party', async () => {
  await at.party.signIn({ operations: { ageVerification: 'REQUIRED' }, age: 18 }, { card: personalise() });
  const { rows } = await at.world.database.query(
    "select encode(card, 'hex') as card, encode(value, 'hex') as value from eid_server.comparison",
  );
  expect(rows.length).toBeGreaterThan(0);
  for (const { card, value } of rows)
    expect([card, value]).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), expect.stringMatching(/^[0-9a-f]{64}$/)]);
  expect(new Set(rows.map(({ value }) => value)).size).toBe(rows.length);
});

test('C7: ten thousand idle sessions of one relying party are in the way of nobody else, and leave nothing when they have expired', async () => {
  const [first, second] = at.world.files.config.services;
  if (first === undefined || second === undefined) throw new Error('there are two services');
  await at.world.database.query('delete from eid_server.session');
  await using server = await at.world.start({ openSessions: 20_000, services: [{ ...first, openSessions: 10_000 }, second] });
  await at.world.database.query(
    `insert into eid_server.session (identity, reference, service, version, expires_at, sealed)
     select 'idle ' || i, int8send(i), 'first', 0, $1::bigint, '\\x00' from generate_series(1, 10000) i`,
    [at.world.time.now + 120_000],
  );
  using idle = relyingParty(server, at.world.files.clients.first);
  using other = relyingParty(server, at.world.files.clients.second);
  expect((await idle.useId({ operations: {} })).result.minor).toBe(refused('tooManyOpenSessions').minor);
  const began = performance.now();
  expect((await other.signIn({ operations: { givenNames: 'REQUIRED' } }, { card: personalise() })).party.personalData?.givenNames).toBe(
    person.givenNames,
  );
  expect(performance.now() - began).toBeLessThan(5_000);
  at.world.time.now += 120_001;
  await using next = await at.world.start();
  const { rows } = await at.world.database.query('select count(*)::int as rows from eid_server.session');
  expect([rows, next.paosPort > 0]).toEqual([[{ rows: 0 }], true]);
  at.world.time.now = noon;
});

test('C7: connections that never finish their handshake are held to a number, and cut', async () => {
  await using server = await at.world.start({ paos: { ...at.world.files.config.paos, connections: 20 } });
  const silent = Array.from({ length: 40 }, () => connectTcp({ port: server.paosPort, host: '127.0.0.1' }).on('error', () => undefined));
  const closed = silent.slice(20).map((socket) => once(socket, 'close'));
  await Promise.all(closed);
  for (const socket of silent) socket.destroy();
  using party = relyingParty(server, at.world.files.clients.first);
  await expect.poll(async () => (await party.signIn({ operations: {} }, { card: personalise() })).party.result.major).toBe('ok');
});
