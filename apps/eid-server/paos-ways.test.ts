// The ways that a sign-in can go between server and client, beside the usual one.
import { expect, test } from 'vitest';
import * as ecard from '../../lib/ecard/index.ts';
import { refused } from '../../lib/eid-service/index.ts';
import { connect, createClient, documentOf, exchangeOver, signIn } from './testing/client.ts';
import { everything, serving } from './testing/server.ts';
import { earlierAuthorities, person, personalise } from './testing/world.ts';

const { trustPoints, links } = earlierAuthorities('HUCVCA09998', 'HUCVCA09999');
const at = serving({}, ({ files: { config, write } }) => {
  const laterCertificateFiles = links.map(({ raw }, i) => write(`link-${i}`, raw)).reverse();
  const services = config.services.map((service) => ({ ...service, laterCertificateFiles }));
  return {
    services,
    paos: { ...config.paos, initializeFramework: true, lateSignature: true, lowestClientVersions: { 'Old client': '1.10.0' } },
  };
});

/** A sign-in, and by name what the server asked in it. */
async function course(card = personalise()) {
  const { session, psk } = await at.party.open(everything);
  using connection = await connect(at.server.paosPort, psk);
  const asked: string[] = [];
  const inputs: ecard.Eac2Input[] = [];
  const exchange = exchangeOver(connection);
  const watched: typeof exchange = async (document) => {
    const answer = await exchange(document);
    const name = ecard.serverMessageName(answer.body) ?? 'unknown';
    asked.push(name);
    if (name === 'did-authenticate-eac2') inputs.push(ecard.parseDidAuthenticateEac2(answer.body));
    return answer;
  };
  const { result } = await signIn(watched, createClient(psk.id, { card }));
  return { asked, input: inputs[0] as ecard.Eac2Input, client: result, party: await at.party.getResult(session) };
}

test('A1_1_01, B_03, B_25 of the client: asked for its edition first, and for a fresh challenge after EAC2, a client signs in', async () => {
  const { asked, input, client, party: collected } = await course();
  expect(asked).toEqual([
    'initialize-framework',
    'did-authenticate-eac1',
    'did-authenticate-eac2',
    'eac-additional-input',
    'transmit',
    'start-paos-response',
  ]);
  expect(input.signature).toBeUndefined();
  expect(input.certificates).toEqual([]);
  expect(client).toEqual(ecard.ok);
  expect(collected.personalData).toMatchObject(person);
});

test('a card of an earlier generation that the certificates of EAC1 do not lead to gets its link certificates in EAC2', async () => {
  for (const [i, trustPoint] of trustPoints.entries()) {
    const { input, client, party: collected } = await course(personalise({ trustPoint }));
    expect(input.certificates).toEqual(links.slice(i).map(({ raw }) => raw));
    expect(client).toEqual(ecard.ok);
    expect(collected.personalData).toMatchObject(person);
  }
});

test('a client that says no where it was asked for its edition, or for a challenge, ends the session as it says', async () => {
  const protocol = ecard.eacProtocols[0];
  const result = ecard.failed('cancellationByUser');
  const givingUp = {
    'initialize-framework': ecard.encodeInitializeFrameworkResponse({ result }),
    'did-authenticate-eac2': ecard.encodeDidAuthenticateEac2Response({ protocol, result }),
    'eac-additional-input': ecard.encodeDidAuthenticateEac2Response({ protocol, result }),
  };
  for (const [step, body] of Object.entries(givingUp)) {
    const { session, psk } = await at.party.open(everything);
    using connection = await connect(at.server.paosPort, psk);
    const client = createClient(psk.id, { card: personalise() });
    const ended = await signIn(exchangeOver(connection), client, (asked, usual) => (asked === step ? body : usual));
    expect(ended.result).toEqual(result);
    expect(await at.party.getResult(session)).toEqual({ result: refused('internalError', 'user.cancelled') });
  }
});

test('a challenge that is too short is not signed', async () => {
  const { session, psk } = await at.party.open(everything);
  using connection = await connect(at.server.paosPort, psk);
  const client = createClient(psk.id, { card: personalise() });
  const output = { kind: 'challenge', challenge: new Uint8Array(7) } as const;
  const short = ecard.encodeDidAuthenticateEac2Response({ protocol: ecard.eacProtocols[0], result: ecard.ok, output });
  const ended = await signIn(exchangeOver(connection), client, (asked, usual) => (asked === 'did-authenticate-eac2' ? short : usual));
  expect(ended.result).toEqual(ecard.failed('incorrectParameter'));
  expect((await at.party.getResult(session)).result).toEqual(refused('internalError', 'internal'));
});

test('C1_3_01: unknown elements in StartPAOS are ignored', async () => {
  const { psk } = await at.party.open(everything);
  using connection = await connect(at.server.paosPort, psk);
  const { startPaos } = createClient(psk.id, { card: personalise() });
  const more = documentOf(startPaos()).replace('<UserAgent>', '<Weather xmlns="urn:x"><Rain/></Weather><UserAgent>');
  const { body } = await exchangeOver(connection)(more);
  expect(ecard.serverMessageName(body)).toBe('initialize-framework');
});

test('a client that is older than the lowest version of its name is told so, and its session is over; other names and newer versions go on', async () => {
  const greet = async (name: string, minor: number) => {
    const { session, psk } = await at.party.open(everything);
    using connection = await connect(at.server.paosPort, psk);
    const userAgent = { name, major: 1, minor, subminor: 0 };
    const { body } = await exchangeOver(connection)(documentOf(ecard.encodeStartPaos({ sessionIdentifier: psk.id, userAgent })));
    return { session, body };
  };
  const { session, body } = await greet('Old client', 9);
  expect(ecard.neededVersion(ecard.parseStartPaosResponse(body))).toEqual({ major: 1, minor: 10, subminor: 0 });
  expect((await at.party.getResult(session)).result.major).toBe('error');
  for (const [name, minor] of [
    ['Old client', 10],
    ['Other client', 0],
  ] as const)
    expect(ecard.serverMessageName((await greet(name, minor)).body)).toBe('initialize-framework');
});
