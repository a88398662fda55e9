import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { compactVerify } from 'jose';
import { expect, test } from 'vitest';
import { toHex } from '../../lib/bytes/index.ts';
import { failed, parseDidAuthenticateEac1 } from '../../lib/ecard/index.ts';
import {
  attestationFormat,
  encodeGetResult,
  encodeGetServerInfo,
  encodeUseId,
  type GetServerInfoRequest,
  type LevelOfAssurance,
  parseGetServerInfoResponse,
  refused,
  type UseIdRequest,
} from '../../lib/eid-service/index.ts';
import { relyingParty } from './testing/caller.ts';
import { connect, createClient, documentOf, exchangeOver, signIn } from './testing/client.ts';
import { serving } from './testing/server.ts';
import { noon, personalise } from './testing/world.ts';

const at = serving();

test('what a relying party may not ask, or asks wrongly, is refused with the standard minor', async () => {
  const minorOf = async (request: UseIdRequest) => (await at.party.useId(request)).result.minor;
  const psk = { id: 'ab'.repeat(32), key: '00'.repeat(32) };
  expect(await minorOf({ operations: { artisticName: 'ALLOWED' } })).toBe(refused('missingTerminalRights').minor);
  expect(await minorOf({ operations: { ageVerification: 'REQUIRED' } })).toBe(refused('missingArgument').minor);
  expect(await minorOf({ operations: { placeVerification: 'REQUIRED' } })).toBe(refused('missingArgument').minor);
  for (const wrong of [
    { ...psk, key: '000' },
    { ...psk, key: 'xy' },
    { ...psk, key: '000000' },
    { ...psk, id: 'ab' },
  ]) {
    expect(await minorOf({ operations: {}, psk: wrong })).toBe(refused('invalidPsk').minor);
  }
  expect((await at.party.useId({ operations: {}, psk })).psk?.id).toBe(psk.id);
  expect(await minorOf({ operations: {}, psk })).toBe(refused('invalidPsk').minor);
  for (const broken of [
    encodeUseId({ operations: {} }).replace(/<eid:UseOperations>.*UseOperations>/, ''),
    encodeUseId({ operations: {} }).replace('</eid:useIDRequest>', ''),
  ]) {
    const { octets, status } = await at.party.post(broken, { soapaction: '"http://bsi.bund.de/eID/useID"' });
    expect(status).toBe(200);
    expect(Buffer.from(octets).toString()).toContain(refused('schemaViolation').minor);
  }
  const counter = encodeGetResult({ session: new Uint8Array(32), counter: 1 }).replace('>1<', '>x<');
  expect(Buffer.from((await at.party.post(counter)).octets).toString()).toContain(refused('schemaViolation').minor);
  expect((await at.party.post('<x/>')).status).toBe(400);
});

test('a key of the relying party serves its session', async () => {
  const psk = { id: 'cd'.repeat(16), key: '5a'.repeat(16) };
  const { session, psk: answered } = await at.party.open({ operations: {}, psk });
  using connection = await connect(at.server.paosPort, answered);
  await signIn(exchangeOver(connection), createClient(psk.id, { card: personalise() }));
  expect((await at.party.getResult(session)).result.major).toBe('ok');
});

test('behind a balancer a client with a chosen key is sent to the node that took the key, every other one to all nodes', async () => {
  const { paos } = at.world.files.config;
  const nodeAddress = 'https://node-1.eid.example/paos';
  await using node = await at.world.start({ paos: { ...paos, port: 0, nodeAddress } });
  using party = relyingParty(node, at.world.files.clients.first);
  const own = { id: 'bc'.repeat(16), key: '5a'.repeat(16) };
  expect((await party.useId({ operations: {}, psk: own })).eCardServerAddress).toBe(nodeAddress);
  expect((await party.useId({ operations: {} })).eCardServerAddress).toBe(paos.address);
});

test('a key chosen for the identity of another session, also of another relying party at another node, is refused and opens nothing', async () => {
  const { psk } = await at.party.open({ operations: {} });
  const own = { id: 'ef'.repeat(16), key: '5a'.repeat(16) };
  const chosen = (await at.party.open({ operations: {}, psk: own })).psk;
  await using node = await at.world.start();
  using other = relyingParty(node, at.world.files.clients.second);
  const wrong = '66'.repeat(32);
  for (const { id } of [psk, own]) {
    expect((await other.useId({ operations: {}, psk: { id, key: wrong } })).result).toMatchObject({ minor: refused('invalidPsk').minor });
    await expect(connect(node.paosPort, { id, key: new Uint8Array(32).fill(0x66) })).rejects.toMatchObject({ code: 'psk.handshake' });
  }
  using connection = await connect(at.server.paosPort, chosen);
  expect((await signIn(exchangeOver(connection), createClient(own.id, { card: personalise() }))).result.major).toBe('ok');
});

test('a chosen key is gone from memory as soon as its session is', async () => {
  await using node = await at.world.start({ sweepEvery: 20 });
  using party = relyingParty(node, at.world.files.clients.first);
  const { psk } = await party.open({ operations: {}, psk: { id: '1f'.repeat(16), key: '5a'.repeat(16) } });
  const knows = async () => {
    try {
      using _connection = await connect(node.paosPort, psk);
      return true;
    } catch {
      return false;
    }
  };
  expect(await knows()).toBe(true);
  at.world.time.now += 120_001;
  await expect.poll(knows).toBe(false);
  at.world.time.now = noon;
});

test('getServerInfo names what the terminal certificate allows', async () => {
  const info = async (asked: GetServerInfoRequest) => parseGetServerInfoResponse(await at.party.call(encodeGetServerInfo(asked)));
  const { rights, result, version } = await info({});
  expect(result).toBeUndefined();
  expect(version).toEqual({ text: 'Version 2.4.0 02.08.2021', major: 2, minor: 4, bugfix: 0 });
  expect(rights).toMatchObject({ givenNames: 'ALLOWED', restrictedId: 'ALLOWED', ageVerification: 'ALLOWED' });
  for (const absent of ['artisticName', 'taj']) expect(rights).not.toHaveProperty(absent);
  const more = (await info({ hungarian: true })).rights;
  expect(more).toMatchObject({ ...rights, taj: 'ALLOWED', motherName: 'ALLOWED', address: 'ALLOWED' });
  for (const absent of ['taxId', 'personalId']) expect(more).not.toHaveProperty(absent);
});

/** What an eID server says to a client that begins a session of this request. */
async function firstAnswer(request: UseIdRequest) {
  const { psk } = await at.party.open(request);
  using connection = await connect(at.server.paosPort, psk);
  const { body } = await exchangeOver(connection)(documentOf(createClient(psk.id, { card: personalise() }).startPaos()));
  return parseDidAuthenticateEac1(body);
}

const operations = { givenNames: 'REQUIRED' } as const;
const outcome = (more: Partial<UseIdRequest>) => at.party.signIn({ operations, ...more }, { card: personalise() });

test('a relying party that denies cards learns that the document is denied, the client that it has no permission', async () => {
  const denied = await outcome({ eidTypes: { CardCertified: 'DENIED', HWKeyStore: 'ALLOWED' } });
  expect(denied.party).toEqual({ result: refused('deniedDocument') });
  expect(denied.client).toEqual(failed('noPermission'));
  const allowed = await outcome({ eidTypes: { CardCertified: 'ALLOWED', HWKeyStore: 'DENIED' } });
  expect(allowed.party).toMatchObject({ result: { major: 'ok' }, eidType: 'CardCertified' });
});

test('a level that a card reaches is told in the words that it was asked in; one that it does not is deniedDocument, unless cards are allowed expressly', async () => {
  await using modest = await at.world.start({ levelOfAssurance: 'http://eidas.europa.eu/LoA/substantial' });
  using party = relyingParty(modest, at.world.files.clients.first);
  const wanting = async (levelOfAssurance: LevelOfAssurance, more: Partial<UseIdRequest> = {}) =>
    party.signIn({ operations, levelOfAssurance, ...more }, { card: personalise() });
  const good = await wanting('http://bsi.bund.de/eID/LoA/substantiell');
  expect(good.party).toMatchObject({ result: { major: 'ok' }, levelOfAssurance: 'http://bsi.bund.de/eID/LoA/substantiell' });
  const tooHigh = await wanting('http://bsi.bund.de/eID/LoA/hoch');
  expect([tooHigh.client, tooHigh.party]).toEqual([failed('noPermission'), { result: refused('deniedDocument') }]);
  const expressly = await wanting('http://eidas.europa.eu/LoA/high', { eidTypes: { CardCertified: 'ALLOWED' } });
  expect(expressly.party).toMatchObject({ result: { major: 'ok' }, levelOfAssurance: 'http://eidas.europa.eu/LoA/substantial' });
  const highest = await outcome({ levelOfAssurance: 'http://eidas.europa.eu/LoA/high' });
  expect(highest.party.levelOfAssurance).toBe('http://eidas.europa.eu/LoA/high');
});

test('the client is told which kinds of eID will do when the relying party spoke of kinds or levels', async () => {
  expect((await firstAnswer({ operations })).acceptedEidTypes).toBeUndefined();
  expect((await firstAnswer({ operations, eidTypes: { HWKeyStore: 'DENIED' } })).acceptedEidTypes).toEqual(['CardCertified']);
  expect((await firstAnswer({ operations, levelOfAssurance: 'http://bsi.bund.de/eID/LoA/hoch' })).acceptedEidTypes).toEqual([
    'CardCertified',
  ]);
  expect((await firstAnswer({ operations, eidTypes: { CardCertified: 'DENIED' } })).acceptedEidTypes).toBeUndefined();
});

test('who asks for no level and no kind is told none: a client of an older edition of the interface knows no such elements', async () => {
  const { party } = await outcome({});
  expect(Object.keys(party)).toEqual(['result', 'personalData', 'operationsAllowedByUser']);
});

test('the client is told the text of the transaction', async () => {
  expect((await firstAnswer({ operations, transactionInfo: 'Minta Kórház' })).transactionInfo).toBe('Minta Kórház');
});

test('a transaction attestation states what was shown and answered, signed by the key of the interface; of the person it has the pseudonym only', async () => {
  const request: UseIdRequest = {
    operations: { ...operations, restrictedId: 'REQUIRED', ageVerification: 'REQUIRED' },
    age: 18,
    transactionInfo: 'Minta Kórház',
    attestation: { format: attestationFormat, context: 'id599456-df' },
  };
  const { party } = await at.party.signIn(request, { card: personalise() });
  expect(party.attestation?.format).toBe(attestationFormat);
  const certificate = readFileSync(at.world.files.config.service.certificateFile);
  const { payload, protectedHeader } = await compactVerify(party.attestation?.data ?? '', new X509Certificate(certificate).publicKey);
  expect(protectedHeader.alg).toBe('ES256');
  expect(JSON.parse(Buffer.from(payload).toString())).toEqual({
    iat: noon / 1000,
    context: 'id599456-df',
    transactionInfo: 'Minta Kórház',
    pseudonym: toHex(party.personalData?.restrictedId?.id as Uint8Array),
    fulfilsAge: true,
    levelOfAssurance: 'http://eidas.europa.eu/LoA/high',
  });
  const other = { operations, attestation: { format: 'http://bsi.bund.de/eID/ExampleAttestationFormat' } };
  expect((await at.party.useId(other)).result).toEqual(refused('internalError', 'TransactionAttestationFormat'));
});
