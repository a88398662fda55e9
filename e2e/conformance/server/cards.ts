// Cases of what is read from cards, and of cards that are not believed.
import { expect } from 'vitest';
import { permits } from '../../../apps/eid-server/rights.ts';
import { relyingParty } from '../../../apps/eid-server/testing/caller.ts';
import { connect, createClient, exchangeOver, signIn } from '../../../apps/eid-server/testing/client.ts';
import { serving } from '../../../apps/eid-server/testing/server.ts';
import { authorities, country, cryptography, establishCountry, noon, personalise } from '../../../apps/eid-server/testing/world.ts';
import { type Bytes, parseHex } from '../../../lib/bytes/index.ts';
import type { DataGroupName, DataGroupValue, SecurityInfo } from '../../../lib/card/index.ts';
import { type AuthenticationRight, createChat, parseChat } from '../../../lib/cvc/index.ts';
import { encodeSectorKey, parseSectorKey, sectorKeyHash } from '../../../lib/eac/ri/index.ts';
import { encodeTransmitResponse, failed, parseDidAuthenticateEac1, serverMessageName } from '../../../lib/ecard/index.ts';
import {
  encodeUseId,
  nameOf,
  type OperationName,
  operations,
  type PersonalData,
  parseUseIdResponse,
  refused,
} from '../../../lib/eid-service/index.ts';
import type { XmlElement } from '../../../lib/xml/index.ts';
import { at, withAnswer } from './driver.ts';

const [sector] = authorities.sectorKeys;
const parsed = parseSectorKey(sector as Uint8Array);
const group = cryptography.curve(parsed.curve);
const newSector = encodeSectorKey({ ...parsed, point: group.keyPair(group.randomScalar(cryptography.random)).point });

/** A server whose terminal has all rights and moves to another sector. */
const rich = serving({}, async (world) => {
  (await world.files.nextTerminal('HUAT00009', [newSector, sector as typeof newSector], []))();
  world.files.list({ sectors: [{ sectorId: sectorKeyHash(newSector, 'SHA-256', cryptography), identifiers: [] }] });
  return {};
});

const data: { readonly [Name in DataGroupName]?: DataGroupValue<Name> } = {
  documentType: 'ID',
  issuingState: 'HUN',
  dateOfExpiry: '2030-06-15',
  givenNames: 'Árvácska',
  familyNames: 'Minta',
  dateOfBirth: '1990-06-15',
  placeOfBirth: { kind: 'text', text: 'Győr' },
  nationality: 'HUN',
  birthName: 'Példa Árvácska',
  placeOfResidence: { kind: 'structured', street: 'Fő utca 1.', city: 'Pécs', country: 'HUN', zipCode: '7621' },
  communityId: '034819415000',
  motherName: 'Próba Ilona',
  taj: '123456788',
  taxId: '8450901006',
  personalId: '29006151000',
};

/** Each of them as getResult tells it. */
const values: PersonalData = {
  documentType: 'ID',
  issuingState: 'HUN',
  dateOfExpiry: '2030-06-15',
  givenNames: 'Árvácska',
  familyNames: 'Minta',
  dateOfBirth: { text: '19900615', value: '1990-06-15' },
  placeOfBirth: { kind: 'freetext', text: 'Győr' },
  nationality: 'HUN',
  birthName: 'Példa Árvácska',
  placeOfResidence: { kind: 'structured', street: 'Fő utca 1.', city: 'Pécs', country: 'HUN', zipCode: '7621' },
  communityId: '034819415000',
  motherName: 'Próba Ilona',
  taj: '123456788',
  taxId: '8450901006',
  personalId: '29006151000',
  address: '7621 Pécs, Fő utca 1.',
};
const names = Object.keys(values) as OperationName[];

/** Each attribute asked for in this way, and denied by the holder while the pseudonym is permitted. */
const denied = (word: 'REQUIRED' | 'ALLOWED') => async () => {
  const permit = () => createChat(['restrictedIdentification'] satisfies AuthenticationRight[]);
  for (const name of names) {
    const operations = { [name]: word, restrictedId: 'REQUIRED' } as const;
    const { client, party } = await rich.party.signIn({ operations }, { card: personalise({ data }), permit });
    expect([name, client.major, party.result.major]).toEqual([name, 'ok', 'ok']);
    expect(Object.keys(party.personalData ?? {})).toEqual(['restrictedId']);
    expect(party.operationsAllowedByUser).toEqual({ restrictedId: 'ALLOWED' });
    expect(wordFor(name, rich.party.received())).toBe('PROHIBITED');
  }
};

const refusal = async (card: ReturnType<typeof personalise>, party = at.party) => {
  const { client, party: told } = await party.signIn({ operations: { givenNames: 'REQUIRED' } }, { card });
  return { client, party: told };
};

/** A card whose file was changed after it was signed. */
function altered() {
  const card = personalise();
  const cardSecurity = card.masterFile.cardSecurity.map((octet, i, { length }) => (i === length - 1 ? octet ^ 1 : octet));
  return { ...card, masterFile: { ...card.masterFile, cardSecurity } };
}

/** A sign-in that prohibits an operation in so many words: what was collected, and whether the client was asked for it. */
async function prohibiting(name: OperationName, other: OperationName) {
  const { element, namespace } = operations[name];
  const word = `<p:${element} xmlns:p="${namespace}">PROHIBITED</p:${element}>`;
  const usual = encodeUseId({ operations: { [other]: 'REQUIRED' } });
  const plain = new RegExp(`<eid:${element}>PROHIBITED</eid:${element}>`);
  const document = plain.test(usual) ? usual.replace(plain, word) : usual.replace('</eid:UseOperations>', `${word}</eid:UseOperations>`);
  const { session, psk } = parseUseIdResponse(await rich.party.call(document));
  if (session === undefined || psk === undefined) throw new Error('no session');
  using connection = await connect(rich.server.paosPort, psk);
  let wasAsked = false;
  const exchange = exchangeOver(connection);
  const watched: typeof exchange = async (sent) => {
    const answer = await exchange(sent);
    if (serverMessageName(answer.body) !== 'did-authenticate-eac1') return answer;
    const { requiredChat = new Uint8Array(), optionalChat = new Uint8Array() } = parseDidAuthenticateEac1(answer.body);
    wasAsked = [requiredChat, optionalChat].some((chat) => permits(parseChat(chat), name));
    return answer;
  };
  await signIn(watched, createClient(psk.id, { card: personalise({ data }) }));
  return [await rich.party.getResult(session), wasAsked] as const;
}

/** What the answer said of an operation, as it came. */
function wordFor(name: OperationName, answer: XmlElement): string | undefined {
  const list = answer.children.find((child) => child.name === 'OperationsAllowedByUser');
  return list?.children.find((child) => nameOf(child) === name)?.text;
}

/** The answer to a batch that ended after so many answers, perhaps with another one in plain. */
function stoppedAt(markup: string, count: number, plain?: string): string {
  const outputs = [...markup.matchAll(/<OutputAPDU>(\w+)<\/OutputAPDU>/g)]
    .slice(0, count)
    .map(([, octets = '']) => parseHex(octets) as Bytes);
  const refusal = plain === undefined ? [] : [parseHex(plain) as Bytes];
  return encodeTransmitResponse({ result: failed(plain === undefined ? 'noCard' : 'unknownError'), outputs: [...outputs, ...refusal] })
    .markup;
}

/** A card whose signed chip key is no point. */
const offCurve = () =>
  personalise({
    signedInfos: (infos) =>
      infos.map((info): SecurityInfo => {
        if (info.kind !== 'chip-authentication-public-key') return info;
        return { ...info, point: info.point.map((octet, i, { length }) => (i === length - 1 ? octet ^ 1 : octet)) };
      }),
  });

const invalid = (code: 'document.revoked' | 'document.expired' | 'document.not-authentic') => ({
  result: refused('invalidDocument', code),
});

export const cards = {
  async A1_1_01() {
    for (const name of names) {
      for (const word of ['REQUIRED', 'ALLOWED'] as const) {
        const { party } = await rich.party.signIn({ operations: { [name]: word } }, { card: personalise({ data }) });
        expect([party.personalData, party.operationsAllowedByUser]).toEqual([{ [name]: values[name] }, { [name]: 'ALLOWED' }]);
      }
      // Prohibited expressly, beside one that is asked for.
      const other = name === 'givenNames' ? 'familyNames' : 'givenNames';
      const [session, exchanged] = await prohibiting(name, other);
      expect([name, Object.keys(session.personalData ?? {}), exchanged]).toEqual([name, [other], false]);
    }
    const compared = { operations: { ageVerification: 'REQUIRED', placeVerification: 'REQUIRED' }, age: 18, place: '0348' } as const;
    const { party } = await rich.party.signIn(compared, { card: personalise({ data }) });
    expect(party).toMatchObject({ fulfilsAge: true, fulfilsPlace: true, operationsAllowedByUser: { ageVerification: 'ALLOWED' } });
  },
  A1_1_03: denied('REQUIRED'),
  A1_1_04: denied('ALLOWED'),
  async A1_1_06() {
    const card = personalise({ data });
    const before = await at.party.signIn({ operations: { restrictedId: 'REQUIRED' } }, { card });
    const { party } = await rich.party.signIn({ operations: { restrictedId: 'REQUIRED' } }, { card });
    expect(party.personalData?.restrictedId?.id2).toEqual(before.party.personalData?.restrictedId?.id);
    expect(party.personalData?.restrictedId?.id).not.toEqual(party.personalData?.restrictedId?.id2);
  },
  async 'A1_2_02–04, 06'() {
    expect((await refusal(altered())).party).toEqual(invalid('document.not-authentic'));
    expect((await refusal(personalise({ clone: true }))).party).toEqual(invalid('document.not-authentic'));
    const lost = personalise();
    await at.world.renew(2, () => at.world.files.block(lost));
    expect((await refusal(lost)).party).toEqual(invalid('document.revoked'));
    await at.world.renew(2, () => at.world.files.block());
    // The last octet of an answer's checksum, before its status word.
    const spoilt = await withAnswer('transmit', (markup) =>
      markup.replace(/(..)9000<\/OutputAPDU>/, (_, last) => `${last === '00' ? '01' : '00'}9000</OutputAPDU>`),
    );
    expect([spoilt.client, { result: spoilt.party }]).toEqual([failed('internalError'), invalid('document.not-authentic')]);
    // A client that stops at the first answer that is not acceptable: the chip says itself that the channel is broken.
    for (const status of ['6987', '6988']) {
      const stopped = await withAnswer('transmit', (markup) => stoppedAt(markup, 2, status));
      expect([stopped.client, { result: stopped.party }]).toEqual([failed('internalError'), invalid('document.not-authentic')]);
    }
    // One that was pulled says nothing of the kind.
    for (const outputs of [0, 2]) {
      const pulled = await withAnswer('transmit', (markup) => stoppedAt(markup, outputs));
      expect([pulled.client, pulled.party]).toEqual([failed('noCard'), refused('internalError', 'internal')]);
    }
  },
  async C1_1_07() {
    for (const chipSuite of [2, 3, 4] as const) {
      const { party } = await at.party.signIn({ operations: { givenNames: 'REQUIRED' } }, { card: personalise({ chipSuite }) });
      expect([chipSuite, party.result.major]).toEqual([chipSuite, 'ok']);
    }
  },
  async 'C1_1_09, 10'() {
    for (const identityKeyIds of [
      [1, 2],
      [5, 6],
      [6, 1],
    ] as const) {
      const { party } = await at.party.signIn({ operations: { restrictedId: 'REQUIRED' } }, { card: personalise({ identityKeyIds }) });
      expect(party.personalData?.restrictedId?.id).toHaveLength(32);
    }
  },
  async 'C1_2_01–03, 05'() {
    for (const card of [altered(), personalise({ country: establishCountry() }), offCurve()]) {
      expect(await refusal(card)).toEqual({ client: failed('securityConditionNotSatisfied'), party: invalid('document.not-authentic') });
    }
    const revocationListFiles = [at.world.files.write('revoked', country.revocationList([country.documentSigner.certificate]))];
    await using server = await at.world.start({ revocationListFiles });
    using party = relyingParty(server, at.world.files.clients.first);
    expect(await refusal(personalise(), party)).toEqual({ client: failed('internalError'), party: invalid('document.not-authentic') });
  },
  async 'C1_2_09, 10'() {
    const lost = personalise();
    await at.world.renew(2, () => at.world.files.block(lost));
    expect(await refusal(lost)).toEqual({ client: { major: 'ok' }, party: invalid('document.revoked') });
    await at.world.renew(2, () => at.world.files.block());
    const expired = personalise({ expires: new Date(noon - 86_400_000).toISOString().slice(0, 10) });
    expect(await refusal(expired)).toEqual({ client: { major: 'ok' }, party: invalid('document.expired') });
  },
};
