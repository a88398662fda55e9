import { expect, test } from 'vitest';
import { failed } from '../../lib/ecard/index.ts';
import {
  encodeGetResult,
  encodeGetServerInfo,
  encodeUseId,
  parseGetServerInfoResponse,
  refused,
  type UseIdRequest,
} from '../../lib/eid-service/index.ts';
import { connect, createClient, exchangeOver, signIn } from './testing/client.ts';
import { serving } from './testing/server.ts';
import { personalise } from './testing/world.ts';

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

test('getServerInfo names what the terminal certificate allows', async () => {
  const { rights, result } = parseGetServerInfoResponse(await at.party.call(encodeGetServerInfo()));
  expect(result).toEqual({ major: 'ok' });
  expect(rights).toMatchObject({ givenNames: 'ALLOWED', taj: 'ALLOWED', restrictedId: 'ALLOWED' });
  expect(rights).not.toHaveProperty('artisticName');
});

test('a relying party that denies cards learns that the document is denied, the client that it has no permission', async () => {
  const outcome = async (eidTypes: UseIdRequest['eidTypes']) =>
    at.party.signIn({ operations: { givenNames: 'REQUIRED' }, ...(eidTypes && { eidTypes }) }, { card: personalise() });
  const denied = await outcome({ CardCertified: 'DENIED', HWKeyStore: 'ALLOWED' });
  expect(denied.party).toEqual({ result: refused('deniedDocument') });
  expect(denied.client).toEqual(failed('noPermission'));
  const allowed = await outcome({ CardCertified: 'ALLOWED', HWKeyStore: 'DENIED' });
  expect(allowed.party).toMatchObject({ result: { major: 'ok' }, eidType: 'CardCertified' });
});
