// Whole sign-ins against the server: real TLS, real PostgreSQL, a real chip.
import { expect, test } from 'vitest';
import { createChat } from '../../lib/cvc/index.ts';
import * as ecard from '../../lib/ecard/index.ts';
import { failed, resultMinor } from '../../lib/ecard/index.ts';
import { refused } from '../../lib/eid-service/index.ts';
import { relyingParty } from './testing/caller.ts';
import { connect, createClient, exchangeOver, signIn } from './testing/client.ts';
import { everything, serving } from './testing/server.ts';
import { country, establishCountry, noon, person, personalise } from './testing/world.ts';

const at = serving();

test('a sign-in reads what was asked for and permitted, and says what the card does not have', async () => {
  const { client, party: answer } = await at.party.signIn(everything, { card: personalise() });
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
  });
  expect(answer.personalData?.restrictedId?.id).toHaveLength(32);
});

test('the daily sign-in reads no data group: validity, blocking identifier and pseudonym only', async () => {
  const card = personalise();
  const first = await at.party.signIn({ operations: { restrictedId: 'REQUIRED' } }, { card });
  const second = await at.party.signIn({ operations: { restrictedId: 'REQUIRED' } }, { card });
  expect(Object.keys(first.party.personalData ?? {})).toEqual(['restrictedId']);
  expect(second.party.personalData).toEqual(first.party.personalData);
  // Behind the GENERAL AUTHENTICATE of chip authentication only the server speaks.
  const proved = first.performed.findIndex(({ header }) => header.slice(2, 4) === '2a');
  const behind = first.performed.slice(proved).filter(({ header }) => header.slice(2, 4) === 'b0');
  expect(behind.map(({ file }) => file)).toEqual(['EF.CardSecurity']);
});

test('what the holder takes away stays unread, and what nobody asked for is not read either', async () => {
  const permit = () => createChat(['readDg4', 'restrictedIdentification', 'readDg7']);
  const { client, party: answer } = await at.party.signIn(everything, { card: personalise(), permit });
  expect(client.major).toBe('ok');
  expect(Object.keys(answer.personalData ?? {})).toEqual(['givenNames', 'restrictedId']);
  expect(answer.operationsAllowedByUser).toEqual({ givenNames: 'ALLOWED', restrictedId: 'ALLOWED' });
  expect(answer.fulfilsAge).toBeUndefined();
});

test('age and place are compared by the chip: too young and elsewhere is no, and no refusal', async () => {
  const { party: answer } = await at.party.signIn({ ...everything, age: 37, place: '1942' }, { card: personalise() });
  expect([answer.result.major, answer.fulfilsAge, answer.fulfilsPlace]).toEqual(['ok', false, false]);
});

test('the result is delivered once, and its counter goes up by one', async () => {
  const { session, psk } = await at.party.open({ operations: { restrictedId: 'REQUIRED' } });
  expect(await at.party.getResult(session, 7)).toEqual({ result: refused('noResultYet') });
  using connection = await connect(at.server.paosPort, psk);
  await signIn(exchangeOver(connection), createClient(psk.id, { card: personalise() }));
  const two = await Promise.all([at.party.getResult(session, 8), at.party.getResult(session, 8)]);
  const minors = two.map(({ result }) => result.minor);
  expect(minors.filter((minor) => minor === undefined)).toHaveLength(1);
  expect(await at.party.getResult(session, 9)).toEqual({ result: refused('invalidSession') });
});

test('a counter that is used again or jumps ends the session', async () => {
  for (const counter of [1, 3]) {
    const { session } = await at.party.open({ operations: {} });
    await at.party.getResult(session, 1);
    expect(await at.party.getResult(session, counter)).toEqual({ result: refused('invalidCounter') });
    expect(await at.party.getResult(session, 2)).toEqual({ result: refused('invalidSession') });
  }
});

const cards = [
  { what: 'expired', card: () => personalise({ expires: '2026-06-14' }), code: 'document.expired', client: { major: 'ok' } },
  {
    what: 'of an unknown document signer',
    card: () => personalise({ country: establishCountry() }),
    code: 'document.not-authentic',
    client: failed('securityConditionNotSatisfied'),
  },
  {
    what: 'whose EF.CardAccess is not the signed one',
    card: () => personalise({ signedInfos: ([pace, ...others]) => [{ ...pace, parameterId: 12 } as typeof pace & object, ...others] }),
    code: 'document.not-authentic',
    client: failed('securityConditionNotSatisfied'),
  },
  {
    what: 'whose EF.CardSecurity was changed',
    card: () => {
      const card = personalise();
      const cardSecurity = card.masterFile.cardSecurity.map((octet, i, { length }) => (i === length - 1 ? octet ^ 1 : octet));
      return { ...card, masterFile: { ...card.masterFile, cardSecurity } };
    },
    code: 'document.not-authentic',
    client: failed('securityConditionNotSatisfied'),
  },
  {
    what: 'with a copied file but another chip key',
    card: () => personalise({ clone: true }),
    code: 'document.not-authentic',
    client: failed('internalError'),
  },
] as const;

for (const { what, card, code, client } of cards) {
  test(`C5: a card ${what} is refused with ${code}`, async () => {
    const outcome = await at.party.signIn({ operations: { givenNames: 'REQUIRED' } }, { card: card() });
    expect(outcome.client).toEqual(client);
    expect(outcome.party).toEqual({ result: refused('invalidDocument', code) });
  });
}

test('C5: a card of a document signer that was revoked meanwhile is refused', async () => {
  await at.world.renew(1, () => at.world.files.write('crl', country.revocationList([country.documentSigner.certificate])));
  const outcome = await at.party.signIn({ operations: {} }, { card: personalise() });
  await at.world.renew(1, () => at.world.files.write('crl', country.revocationList([])));
  expect(outcome.client).toEqual(failed('internalError'));
  expect(outcome.party).toEqual({ result: refused('invalidDocument', 'document.not-authentic') });
});

test('C5: no card is believed when the revocation list of its country is missing or has lapsed: nobody knows then whether its signer was revoked', async () => {
  const lapsed = country.revocationList([], noon - 1);
  for (const revocationListFiles of [[], [at.world.files.write('lapsed', lapsed)]]) {
    await using server = await at.world.start({ revocationListFiles });
    using party = relyingParty(server, at.world.files.clients.first);
    const outcome = await party.signIn({ operations: { givenNames: 'REQUIRED' } }, { card: personalise() });
    expect(outcome.client).toEqual(failed('internalError'));
    expect(outcome.party).toEqual({ result: refused('invalidDocument', 'document.not-authentic') });
  }
});

test('a card that is put on the block list is refused from then on, and the client hears nothing of it', async () => {
  const [lost, other] = [personalise(), personalise()];
  expect((await at.party.signIn({ operations: {} }, { card: lost })).party.result.major).toBe('ok');
  await at.world.renew(2, () => at.world.files.block(lost));
  const outcome = await at.party.signIn({ operations: { givenNames: 'REQUIRED' } }, { card: lost });
  expect(outcome.client).toEqual({ major: 'ok' });
  expect(outcome.party).toEqual({ result: refused('invalidDocument', 'document.revoked') });
  expect((await at.party.signIn({ operations: {} }, { card: other })).party.result.major).toBe('ok');
});

test('a block list that cannot be read, is older than the one in force, or holds changes only, does not unblock anybody', async () => {
  const [lost, other] = [personalise(), personalise()];
  const { files } = at.world;
  await at.world.renew(2, () => files.block(lost));
  const wrong = [
    () => files.write('list', 'nothing'),
    () => files.writeList('complete', noon - 1000, [other]),
    () => files.writeList('added', noon, [other, other]),
  ];
  for (const write of wrong) {
    await at.world.renew(2, write);
    expect((await at.party.signIn({ operations: {} }, { card: lost })).party).toEqual({
      result: refused('invalidDocument', 'document.revoked'),
    });
  }
  await at.world.renew(2, () => files.block());
});

test('a client that gives up at any step hears its own reason back, and the relying party learns that nothing was read', async () => {
  const { protocol } = { protocol: ecard.eacProtocols[0] };
  const result = failed('cancellationByUser');
  const givingUp = {
    'did-authenticate-eac1': ecard.encodeDidAuthenticateEac1Response({ protocol, result }),
    'did-authenticate-eac2': ecard.encodeDidAuthenticateEac2Response({ protocol, result }),
    transmit: ecard.encodeTransmitResponse({ result, outputs: [] }),
  };
  for (const [step, body] of Object.entries(givingUp)) {
    const { session, psk } = await at.party.open(everything);
    using connection = await connect(at.server.paosPort, psk);
    const client = createClient(psk.id, { card: personalise() });
    const ended = await signIn(exchangeOver(connection), client, (asked, usual) => (asked === step ? body : usual));
    expect(ended.result).toEqual({ major: 'error', minor: resultMinor.cancellationByUser });
    expect(await at.party.getResult(session)).toEqual({ result: refused('internalError', 'user.cancelled') });
  }
});
