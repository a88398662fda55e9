// What changes while the server runs: terminal certificates, sectors, lists and their age; and what that means for sign-ins under way.
import { expect, test } from 'vitest';
import { knownDefect } from '../../lib/card/index.ts';
import { encodeSectorKey, identifierFor, parseSectorKey, sectorKeyHash } from '../../lib/eac/ri/index.ts';
import { failed } from '../../lib/ecard/index.ts';
import { refused } from '../../lib/eid-service/index.ts';
import { relyingParty } from './testing/caller.ts';
import { serving } from './testing/server.ts';
import { authorities, country, cryptography, establishCountry, noon, personalise, usuallyWithout } from './testing/world.ts';

const day = 86_400_000;
const daily = { operations: { restrictedId: 'REQUIRED' } } as const;
const at = serving();

test('no card is believed with a block list that is a day old, until there is a younger one', async () => {
  at.world.time.now = noon + day;
  expect((await at.party.signIn(daily, { card: personalise() })).party.result.major).toBe('ok');
  at.world.time.now = noon + day + 1;
  const stale = await at.party.signIn(daily, { card: personalise() });
  expect([stale.client, stale.party.result]).toEqual([failed('internalError'), refused('internalError', 'internal')]);
  expect(stale.party.personalData).toBeUndefined();
  await at.world.renew(2, () => at.world.files.list({ issuedAt: noon + day }));
  expect((await at.party.signIn(daily, { card: personalise() })).party.result.major).toBe('ok');
});

test('no card is believed with a block list that does not speak of our sector', async () => {
  await at.world.renew(2, () => at.world.files.list({ issuedAt: noon + day, sectors: [] }));
  expect((await at.party.signIn(daily, { card: personalise() })).party.result).toEqual(refused('internalError', 'internal'));
  await at.world.renew(2, () => at.world.files.list({ issuedAt: noon + day }));
  expect((await at.party.signIn(daily, { card: personalise() })).party.result.major).toBe('ok');
});

test('a renewed terminal certificate is in force without a restart, and a sign-in that began with the old one ends with it', async () => {
  const next = await at.world.files.nextTerminal('HUAT00002', authorities.sectorKeys, [...usuallyWithout, 'readDg12']);
  let requests = 0;
  const card = personalise();
  const under = await at.party.signIn(daily, { card }, async () => {
    requests++;
    if (requests === 4) await at.world.renew(2, next);
  });
  expect([under.party.result.major, requests > 4]).toEqual(['ok', true]);
  const later = await at.party.signIn(daily, { card });
  expect(later.party.personalData).toEqual(under.party.personalData);
  expect((await at.party.useId({ operations: { taj: 'REQUIRED' } })).result.minor).toBe(refused('missingTerminalRights').minor);
});

test('while the provider moves to another sector, both pseudonyms arrive, the newest first, and cards are blocked in the new sector', async () => {
  const [old] = authorities.sectorKeys;
  const group = cryptography.curve('brainpoolP256r1');
  const secret = group.randomScalar(cryptography.random);
  const { protocol, curve } = parseSectorKey(old as Uint8Array);
  const fresh = encodeSectorKey({ protocol, curve, point: group.keyPair(secret).point });
  const card = personalise();
  const before = await at.party.signIn(daily, { card });
  const move = await at.world.files.nextTerminal('HUAT00003', [fresh, old as typeof fresh]);
  await at.world.renew(2, move);
  const sectorId = sectorKeyHash(fresh, 'SHA-256', cryptography);
  await at.world.renew(2, () => at.world.files.list({ issuedAt: noon + day, sectors: [{ sectorId, identifiers: [] }] }));
  const { party: during } = await at.party.signIn(daily, { card });
  expect(during.personalData?.restrictedId?.id2).toEqual(before.party.personalData?.restrictedId?.id);
  expect(during.personalData?.restrictedId?.id).not.toEqual(during.personalData?.restrictedId?.id2);

  const key = card.identityKeys.find(({ authorizedOnly }) => !authorizedOnly);
  const identifiers = key === undefined ? [] : [identifierFor(key, secret, group.keyPair(key.secret).point, cryptography)];
  await at.world.renew(2, () => at.world.files.list({ issuedAt: noon + day, sectors: [{ sectorId, identifiers }] }));
  expect((await at.party.signIn(daily, { card })).party.result).toEqual(refused('invalidDocument', 'document.revoked'));
  expect((await at.party.signIn(daily, { card: personalise() })).party.result.major).toBe('ok');
});

test('the master list brings further country signers, the defect list takes documents away', async () => {
  const younger = establishCountry('Younger country');
  const revocationListFiles = [at.world.files.write('crls', Buffer.concat([country.revocationList([]), younger.revocationList([])]))];
  const signerOf = ({ certificate }: { certificate: (typeof country)['documentSigner']['certificate'] }) => {
    return { issuer: certificate.issuer.raw, serialNumber: certificate.serialNumber };
  };
  const masters = [country.countrySigner.certificate, younger.countrySigner.certificate];
  const documentLists = at.world.files.documentLists(masters, []);
  await using other = await at.world.start({ revocationListFiles, documentLists });
  using caller = relyingParty(other, at.world.files.clients.first);
  expect((await caller.signIn(daily, { card: personalise({ country: younger }) })).party.result.major).toBe('ok');

  const defect = { signer: signerOf(younger.documentSigner), known: [knownDefect('chipAuthenticationKeyRevoked')] };
  await at.world.renew(1, () => at.world.files.documentLists(masters, [defect]));
  const refusal = await caller.signIn(daily, { card: personalise({ country: younger }) });
  expect(refusal.party.result).toEqual(refused('invalidDocument', 'document.not-authentic'));
  expect(refusal.client).toEqual(failed('internalError'));
  expect((await caller.signIn(daily, { card: personalise() })).party.result.major).toBe('ok');
});
