// Our own cases modelled on TR-03130-4, one test each, against the eID server: see docs/conformance-cases.md.
import { expect, test } from 'vitest';
import { connect, createClient, documentOf, exchangeOver, signIn } from '../../apps/eid-server/testing/client.ts';
import { serving } from '../../apps/eid-server/testing/server.ts';
import { establishCountry, person, personalise } from '../../apps/eid-server/testing/world.ts';
import { toHex } from '../../lib/bytes/index.ts';
import { createChat } from '../../lib/cvc/index.ts';
import { failed, serverMessageName } from '../../lib/ecard/index.ts';
import {
  encodeGetResult,
  encodeGetServerInfo,
  encodeUseId,
  parseGetServerInfoResponse,
  refused,
  type UseIdRequest,
} from '../../lib/eid-service/index.ts';
import { type Checks, serverCases } from './cases.ts';

const at = serving();

const names = ['givenNames', 'familyNames', 'taj', 'motherName'] as const;
const minorOf = async (request: UseIdRequest) => (await at.party.useId(request)).result.minor;
const serverInfo = async () => parseGetServerInfoResponse(await at.party.call(encodeGetServerInfo())).rights.givenNames;

const denied = (word: 'REQUIRED' | 'ALLOWED') => async () => {
  const permit = () => createChat(['readDg5']);
  const { client, party: answer } = await at.party.signIn(
    { operations: { givenNames: word, familyNames: word } },
    { card: personalise(), permit },
  );
  expect([client.major, answer.result.major]).toEqual(['ok', 'ok']);
  expect(answer.personalData).toEqual({ familyNames: person.familyNames });
  expect(answer.operationsAllowedByUser).toEqual({ familyNames: 'ALLOWED' });
};

/** A sign-in whose answer to EAC2 is edited on its way. */
async function withAnswer(edit: (markup: string) => string) {
  const { session, psk } = await at.party.open({ operations: { givenNames: 'REQUIRED' } });
  using connection = await connect(at.server.paosPort, psk);
  const change: Parameters<typeof signIn>[2] = (asked, body) => (asked === 'did-authenticate-eac2' ? { markup: edit(body.markup) } : body);
  await signIn(exchangeOver(connection), createClient(psk.id, { card: personalise() }), change);
  return (await at.party.getResult(session)).result.minor;
}

const altered = () => {
  const card = personalise();
  const cardSecurity = card.masterFile.cardSecurity.map((octet, i, { length }) => (i === length - 1 ? octet ^ 1 : octet));
  return { ...card, masterFile: { ...card.masterFile, cardSecurity } };
};

const checks: Checks<typeof serverCases> = {
  async A1_1_01() {
    for (const name of names) {
      const { party: answer } = await at.party.signIn({ operations: { [name]: 'REQUIRED' } }, { card: personalise() });
      expect(answer).toMatchObject({ personalData: { [name]: person[name] }, operationsAllowedByUser: { [name]: 'ALLOWED' } });
    }
  },
  A1_1_03: denied('REQUIRED'),
  A1_1_04: denied('ALLOWED'),
  async A1_2_01() {
    expect(await minorOf({ operations: { artisticName: 'ALLOWED' } })).toBe(refused('missingTerminalRights').minor);
  },
  async A1_2_07() {
    const nonce = /<Nonce>[^<]*<\/Nonce>/;
    for (const put of ['', '$&$&']) expect(await withAnswer((markup) => markup.replace(nonce, put))).toBe(refused('internalError').minor);
  },
  async 'A1_3_01–03'() {
    expect(await serverInfo()).toBe('ALLOWED');
    const { session, psk } = await at.party.open({ operations: {} });
    expect(await serverInfo()).toBe('ALLOWED');
    using connection = await connect(at.server.paosPort, psk);
    await signIn(exchangeOver(connection), createClient(psk.id, { card: personalise() }));
    expect((await at.party.getResult(session)).result.major).toBe('ok');
    expect(await serverInfo()).toBe('ALLOWED');
  },
  async A1_3_04() {
    const psk = { id: 'ce'.repeat(16), key: '5a'.repeat(16) };
    const { session, psk: answered } = await at.party.open({ operations: {}, psk });
    expect([answered.id, toHex(answered.key)]).toEqual([psk.id, psk.key]);
    using connection = await connect(at.server.paosPort, answered);
    await signIn(exchangeOver(connection), createClient(psk.id, { card: personalise() }));
    expect((await at.party.getResult(session)).result.major).toBe('ok');
  },
  async A1_3_05() {
    const sessions = await Promise.all(Array.from({ length: 10 }, () => at.party.open({ operations: {} })));
    expect(new Set(sessions.flatMap(({ session, psk }) => [toHex(session), psk.id, toHex(psk.key)])).size).toBe(30);
  },
  async A1_4_01() {
    expect(await minorOf({ operations: { ageVerification: 'REQUIRED' } })).toBe(refused('missingArgument').minor);
  },
  async A1_4_02() {
    expect(await minorOf({ operations: { placeVerification: 'REQUIRED' } })).toBe(refused('missingArgument').minor);
  },
  async 'A1_4_03, 10, 11, 13, 15'() {
    const result = encodeGetResult({ session: new Uint8Array(32), counter: 1 });
    const counter = /<eid:RequestCounter>1<\/eid:RequestCounter>/;
    const broken = [
      encodeUseId({ operations: {} }).replace(/<eid:UseOperations>.*UseOperations>/, ''),
      result.replace(counter, ''),
      result.replace(counter, '$&$&'),
      result.replace('>1<', '>x<'),
      result.replace(/<eid:Session>.*<\/eid:Session>/, ''),
    ];
    for (const document of broken) {
      const { status, octets } = await at.party.post(document);
      expect([document, status, Buffer.from(octets).toString()]).toEqual([
        document,
        200,
        expect.stringContaining(refused('schemaViolation').minor ?? ''),
      ]);
    }
  },
  async 'A1_4_04–06'() {
    for (const key of ['0'.repeat(63), 'xy'.repeat(32), '000000']) {
      expect(await minorOf({ operations: {}, psk: { id: 'ab'.repeat(32), key } })).toBe(refused('invalidPsk').minor);
    }
  },
  async A1_4_08() {
    const { session } = await at.party.open({ operations: {} });
    at.world.time.now += 3_600_000;
    expect(await at.party.getResult(session)).toEqual({ result: refused('invalidSession') });
    at.world.time.now -= 3_600_000;
  },
  async A1_4_09() {
    expect(await at.party.getResult(new Uint8Array(32).fill(1))).toEqual({ result: refused('invalidSession') });
  },
  async A1_4_14() {
    const { session, psk } = await at.party.open({ operations: {} });
    using connection = await connect(at.server.paosPort, psk);
    await signIn(exchangeOver(connection), createClient(psk.id, { card: personalise() }));
    expect((await at.party.getResult(session, 1)).result.major).toBe('ok');
    expect(await at.party.getResult(session, 2)).toEqual({ result: refused('invalidSession') });
  },
  async 'C1_2_01, 03'() {
    for (const card of [altered(), personalise({ country: establishCountry() })]) {
      const { client, party: answer } = await at.party.signIn({ operations: {} }, { card });
      expect(client).toEqual(failed('securityConditionNotSatisfied'));
      expect(answer.result.minor).toBe(refused('invalidDocument').minor);
    }
  },
  async C1_2_10() {
    const { client, party: answer } = await at.party.signIn({ operations: {} }, { card: personalise({ expires: '2026-06-14' }) });
    expect([client.major, answer.result.minor]).toEqual(['ok', refused('invalidDocument').minor]);
  },
  async C1_3_01() {
    const { psk } = await at.party.open({ operations: {} });
    using connection = await connect(at.server.paosPort, psk);
    const { startPaos } = createClient(psk.id, { card: personalise() });
    const more = documentOf(startPaos()).replace('<UserAgent>', '<Weather xmlns="urn:x"><Rain/></Weather><UserAgent>');
    expect(serverMessageName((await exchangeOver(connection)(more)).body)).toBe('did-authenticate-eac1');
  },
  async C2_1_04() {
    const { psk } = await at.party.open({ operations: {} });
    await expect(connect(at.server.paosPort, { ...psk, key: new Uint8Array(32) })).rejects.toMatchObject({ code: 'psk.handshake' });
  },
};

for (const [id, check] of Object.entries(checks)) test(`${id}: ${serverCases[id as keyof typeof serverCases].rule}`, check);
