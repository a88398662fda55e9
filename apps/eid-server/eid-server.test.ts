// Whole sign-ins against the server: real TLS, real PostgreSQL, a real chip.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { UseIdRequest } from '../../lib/eid-service/index.ts';
import { establish, relyingParty, type Server, type World } from './test-server.ts';
import { person, personalise } from './test-world.ts';

let world: World;
let server: Server;
let party: ReturnType<typeof relyingParty>;

beforeAll(async () => {
  world = await establish();
  server = await world.start();
  party = relyingParty(server, world.files.clients.first);
}, 30_000);

afterAll(async () => {
  party?.[Symbol.dispose]();
  await server?.[Symbol.asyncDispose]();
  await world?.[Symbol.asyncDispose]();
});

const everything: UseIdRequest = {
  operations: {
    givenNames: 'REQUIRED',
    familyNames: 'REQUIRED',
    taj: 'REQUIRED',
    motherName: 'ALLOWED',
    dateOfBirth: 'ALLOWED',
    placeOfResidence: 'ALLOWED',
    nationality: 'ALLOWED',
    restrictedId: 'REQUIRED',
    ageVerification: 'ALLOWED',
    placeVerification: 'ALLOWED',
  },
  age: 18,
  place: '1941',
  transactionInfo: 'Minta Kórház',
};

test('a sign-in reads what was asked for and permitted, and says what the card does not have', async () => {
  const { client, party: answer } = await party.signIn(everything, { card: personalise() });
  expect(client).toEqual({ major: 'ok' });
  expect(answer).toMatchObject({
    result: { major: 'ok' },
    personalData: {
      ...person,
      dateOfBirth: { text: '19900615', value: '1990-06-15' },
      placeOfResidence: { kind: 'structured', city: 'Pécs', country: 'HUN' },
    },
    fulfilsAge: true,
    fulfilsPlace: true,
    operationsAllowedByUser: { givenNames: 'ALLOWED', taj: 'ALLOWED', nationality: 'NOTONCHIP' },
    levelOfAssurance: 'http://eidas.europa.eu/LoA/high',
  });
  expect(answer.personalData?.restrictedId?.id).toHaveLength(32);
});
