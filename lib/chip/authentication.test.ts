import { beforeAll, expect, test } from 'vitest';
import { createCryptography } from '../../io/crypto/index.ts';
import { type CommandApdu, encodeCommand, type Protocol } from '../apdu/index.ts';
import { type Bytes, equal, hex, latin1 } from '../bytes/index.ts';
import {
  type AuxiliaryData,
  type AuxiliaryItem,
  applicationIdentifiers,
  auxiliaryIdentifiers,
  encodeAuxiliaryData,
} from '../card/index.ts';
import type { AuthenticationRight, CvCertificate } from '../cvc/index.ts';
import { identifierFor, identify, parseSectorKey } from '../eac/ri/index.ts';
import { verifyCertificates } from '../eac/ta/index.ts';
import { protect } from '../secure-messaging/index.ts';
import { oid } from '../tlv/index.ts';
import type { Card } from './card.ts';
import {
  type Authorities,
  allRights,
  authenticate,
  chainOf,
  establishAuthorities,
  one,
  openWithPin,
  proveChip,
  type SignIn,
  signIn,
} from './test-terminal.ts';
import { insertCard, issue, newCard, newSigner, protocols } from './test-world.ts';

const cryptography = createCryptography();
let authorities: Authorities;
let card: Card;

beforeAll(() => {
  authorities = establishAuthorities(cryptography);
  card = newCard(cryptography, authorities.root.certificate);
});

const insert = (changes: Partial<Card> = {}) => insertCard({ ...card, ...changes }, cryptography);
const by = (changes: Partial<SignIn> = {}): SignIn => ({ cryptography, authorities, ...changes });
const chain = (of: Parameters<typeof chainOf>[2]) => chainOf(authorities, cryptography, of);

const selectEid = one.bind(undefined, { ins: 0xa4, p1: 4, p2: 0x0c, data: applicationIdentifiers.eId });
const read = (shortId: number) => one({ ins: 0xb0, p1: 0x80 | shortId, p2: 0, expected: 256 });
const update = (shortId: number, data: Bytes) => one({ ins: 0xd6, p1: 0x80 | shortId, p2: 0, data });
const verify = (item: AuxiliaryItem) => one({ cla: 0x80, ins: 0x20, p1: 0x80, p2: 0, data: oid(auxiliaryIdentifiers[item]) });

test('a terminal signs in: PACE, terminal, chip, pseudonym, blocking identifier, data groups', () => {
  const slot = insert();
  const { speak } = signIn(slot, by());
  const sector = authorities.sectorKeys[0] as Bytes;
  const { protocol, curve, point } = parseSectorKey(sector);
  for (const { id, secret } of slot.kept.identityKeys) {
    expect(speak(identify({ protocol, keyId: id }, [sector]))).toEqual({
      first: identifierFor({ protocol, curve }, secret, point, cryptography),
    });
  }
  expect(speak(identify({ protocol, keyId: 3 }, authorities.sectorKeys)).second).toHaveLength(32);
  expect(speak(selectEid()).status).toBe(0x9000);
  expect(speak(read(4))).toEqual({ data: card.dataGroups.get(4), status: 0x9000 });
  expect(slot.performed.map(({ name, file }) => file ?? name)).toEqual([
    'MSE:Set AT (PACE)',
    ...new Array(4).fill('GENERAL AUTHENTICATE'),
    ...['MSE:Set DST', 'PSO:VERIFY CERTIFICATE', 'MSE:Set DST', 'PSO:VERIFY CERTIFICATE'],
    ...['GET CHALLENGE', 'MSE:Set AT (TA)', 'EXTERNAL AUTHENTICATE'],
    ...new Array(4).fill(['MSE:Set AT (CA, RI)', 'GENERAL AUTHENTICATE']).flat(),
    ...['SELECT', 'DG4'],
  ]);
});

test('a long sector key comes in chained pieces as well as with extended length', () => {
  const { speak } = signIn(insert(), by());
  const sector = authorities.sectorKeys[0] as Bytes;
  const whole = speak(identify({ protocol: protocols.restrictedIdentification, keyId: 3 }, [sector]));
  const pieces = speak(
    (function* () {
      const inner = identify({ protocol: protocols.restrictedIdentification, keyId: 3 }, [sector]);
      yield inner.next().value as CommandApdu;
      const { data = hex`` } = inner.next({ data: hex``, status: 0x9000 }).value as CommandApdu;
      expect((yield { cla: 0x10, ins: 0x86, p1: 0, p2: 0, data: data.slice(0, 200) }).status).toBe(0x9000);
      const answer = yield { cla: 0, ins: 0x86, p1: 0, p2: 0, data: data.slice(200), expected: 256 };
      return inner.next(answer).value;
    })(),
  );
  expect(pieces).toEqual(whole);
});

test('a chain that is broken off is told: 6883', () => {
  const { speak } = signIn(insert(), by());
  const answers = speak(
    (function* (): Protocol<number[]> {
      const piece = yield { cla: 0x10, ins: 0x2a, p1: 0, p2: 0xbe, data: hex`7F4E` };
      const other = yield { cla: 0, ins: 0xa4, p1: 0, p2: 0x0c };
      const after = yield { cla: 0, ins: 0xa4, p1: 0, p2: 0x0c };
      const notChained = yield { cla: 0x10, ins: 0xa4, p1: 0, p2: 0x0c };
      return [piece, other, after, notChained].map(({ status }) => status);
    })(),
  );
  expect(answers).toEqual([0x9000, 0x6883, 0x9000, 0x6884]);
});

const readable: readonly (readonly [AuthenticationRight, number])[] = [
  ['readDg3', 3],
  ['readDg4', 4],
  ['readDg8', 8],
  ['readDg17', 17],
  ['readDg18', 18],
  ['readDg21', 21],
];

test('A13: a data group is read exactly when its right is in every certificate and in what the holder permitted', () => {
  for (const missing of ['rights', 'verifierRights', 'permitted', 'root'] as const) {
    for (const [right, number] of readable) {
      const without = allRights.filter((one) => one !== right);
      const root = { ...authorities.root, certificate: issue(authorities.root, { ...authorities.root, place: 'cvca', rights: without }) };
      const slot = insert(missing === 'root' ? { trustPoints: [root.certificate.raw] } : {});
      const certificates = chain({
        ...(missing === 'rights' && { rights: without }),
        ...(missing === 'verifierRights' && { verifierRights: without }),
      });
      const { speak } = signIn(slot, by({ chain: certificates, ...(missing === 'permitted' && { permitted: without }) }));
      speak(selectEid());
      for (const [, other] of readable) expect(speak(read(other)).status).toBe(other === number ? 0x6982 : 0x9000);
    }
  }
});

test('nothing is read before chip authentication but EF.DIR and EF.CardAccess, and after terminal authentication EF.CardSecurity', () => {
  const slot = insert();
  expect([0x1c, 0x1e, 0x1d].map((file) => slot.send({ cla: 0, ins: 0xb0, p1: 0x80 | file, p2: 0, expected: 256 }).status)).toEqual([
    0x9000, 0x9000, 0x6982,
  ]);
  const pace = openWithPin(slot, by());
  expect(pace.speak(read(0x1d)).status).toBe(0x6982);
  slot.reset();
  const { speak, ephemeral } = authenticate(slot, by());
  expect(speak(read(0x1d)).status).toBe(0x9000);
  speak(selectEid());
  expect(speak(read(4)).status).toBe(0x6982);
  const proved = proveChip(slot, speak, ephemeral, cryptography);
  expect(proved(read(4)).status).toBe(0x9000);
});

test('a data group is written with its right where the profile lets it, and nowhere else', () => {
  const slot = insert();
  const { speak } = signIn(slot, by({ chain: chain({ rights: ['writeDg17', 'writeDg21', 'readDg17'] }) }));
  speak(selectEid());
  expect(speak(update(17, hex`71 02 A2 00`)).status).toBe(0x9000);
  expect(slot.kept.dataGroups.get(17)?.slice(0, 4)).toEqual(hex`71 02 A2 00`);
  expect(speak(update(18, hex`72 02 04 00`)).status).toBe(0x6982);
  expect(speak(update(21, hex`75 00`)).status).toBe(0x6982);
  expect(speak(update(4, hex`64 00`)).status).toBe(0x6982);
  expect(speak(update(19, hex`73 00`)).status).toBe(0x6a82);
});

test('a whole data object written from the beginning is the file, however long the one before was', () => {
  const slot = insert();
  const { speak } = signIn(slot, by({ chain: chain({ rights: ['writeDg17'] }) }));
  speak(selectEid());
  expect(speak(update(17, hex`71 04 A2 02 0C 00`)).status).toBe(0x9000);
  expect(speak(update(17, hex`71 02 A2 00`)).status).toBe(0x9000);
  expect(slot.kept.dataGroups.get(17)).toEqual(hex`71 02 A2 00`);
});

test('a new PUK of ten digits has all its uses; a terminal without PIN management sets none, and no other length is one', () => {
  const renew = (digits: string) => one({ ins: 0x2c, p1: 0x02, p2: 0x04, data: latin1(digits) as Bytes });
  const slot = insert();
  const office = signIn(slot, by({ permitted: ['pinManagement'] }));
  expect(office.speak(renew('12345678')).status).toBe(0x6984);
  expect(office.speak(renew('1234567890')).status).toBe(0x9000);
  expect(slot.kept.passwords.puk).toEqual({ value: '1234567890', uses: 10 });
  const other = insert();
  const { speak } = signIn(other, by({ permitted: ['readDg4'] }));
  expect(speak(renew('1234567890')).status).toBe(0x6982);
  expect(other.kept.passwords.puk.value).not.toBe('1234567890');
});

test.each([
  ['dateOfBirth', '1990-06-15', 0x9000],
  ['dateOfBirth', '1990-06-14', 0x6300],
  ['dateOfExpiry', '2030-06-15', 0x9000],
  ['dateOfExpiry', '2030-06-16', 0x6300],
  ['communityId', '1941', 0x9000],
  ['communityId', '1942', 0x6300],
] as const)('the chip compares %s with %s: %i', (item, value, expected) => {
  const signed: AuxiliaryData = { [item]: value };
  const { speak } = signIn(insert(), by({ auxiliaryData: encodeAuxiliaryData(signed) }));
  expect(speak(verify(item)).status).toBe(expected);
});

test('a birth date that is partly unknown counts as the latest it can be', () => {
  const dataGroups = new Map(card.dataGroups).set(8, hex`68 0A 12 08 31393930 20202020`);
  const asked = (dateOfBirth: string) => {
    const { speak } = signIn(insert({ dataGroups }), by({ auxiliaryData: encodeAuxiliaryData({ dateOfBirth }) }));
    return speak(verify('dateOfBirth')).status;
  };
  expect([asked('1990-12-30'), asked('1990-12-31')]).toEqual([0x6300, 0x9000]);
});

test('the chip compares only what the terminal signed, has the right to, and only after chip authentication', () => {
  const auxiliaryData = encodeAuxiliaryData({ dateOfBirth: '2000-01-01' });
  expect(signIn(insert(), by()).speak(verify('dateOfBirth')).status).toBe(0x6a88);
  expect(signIn(insert(), by({ auxiliaryData })).speak(verify('dateOfExpiry')).status).toBe(0x6a88);
  const permitted = allRights.filter((right) => right !== 'ageVerification');
  expect(signIn(insert(), by({ auxiliaryData, permitted })).speak(verify('dateOfBirth')).status).toBe(0x6982);
  expect(authenticate(insert(), by({ auxiliaryData })).speak(verify('dateOfBirth')).status).toBe(0x6982);
});

test('the pseudonym needs the right of restricted identification, the blocking identifier does not', () => {
  const select = (keyId: number) => {
    const { speak } = signIn(insert(), by({ permitted: ['readDg4'] }));
    return speak(identify({ protocol: protocols.restrictedIdentification, keyId }, [authorities.sectorKeys[0] as Bytes]));
  };
  expect(() => select(2)).toThrow('ri.refused');
  expect(select(3).first).toHaveLength(32);
});

test('a sector key that the certificate does not name gives no identifier', () => {
  const { speak } = signIn(insert(), by());
  const foreign = establishAuthorities(cryptography).sectorKeys;
  expect(() => speak(identify({ protocol: protocols.restrictedIdentification, keyId: 3 }, [foreign[0] as Bytes]))).toThrow('ri.refused');
});

const expired = { effective: '2025-01-01', expiration: '2026-01-14' };
const altered = (certificate: CvCertificate): CvCertificate => ({
  ...certificate,
  signature: certificate.signature.map((octet) => octet ^ 1) as Bytes,
});

test.each<[string, () => readonly CvCertificate[]]>([
  ['an expired verifier', () => chain({ verifier: expired })],
  ['an expired terminal', () => chain({ terminal: expired })],
  ['an altered signature', () => chain({}).map((one, i) => (i === 1 ? altered(one) : one))],
  [
    'a verifier of another authority',
    () => chainOf({ ...authorities, root: { ...authorities.root, signer: newSigner(cryptography) } }, cryptography),
  ],
  ['a terminal whose verifier is missing', () => chain({}).slice(1)],
  [
    'a terminal signed by the authority itself',
    () => [issue(authorities.root, { ...authorities.terminal, place: 'terminal', rights: [] })],
  ],
  [
    'a verifier signed by a verifier',
    () => [
      ...chain({}).slice(0, 1),
      issue(authorities.verifier, { chr: 'HUDV00002', signer: authorities.terminal.signer, place: 'dv-official', rights: [] }),
    ],
  ],
])('A12: the chip refuses %s', (_, certificates) => {
  const slot = insert();
  const { speak } = openWithPin(slot, by());
  expect(() => speak(verifyCertificates(certificates()))).toThrow('ta.certificate-refused');
  expect(slot.kept).toEqual(card);
});

test('terminal authentication wants PACE with a CHAT, a challenge, its own signature, and happens once', () => {
  const getChallenge: CommandApdu = { cla: 0, ins: 0x84, p1: 0, p2: 0, expected: 8 };
  expect(insert().send(getChallenge).status).toBe(0x6982);
  const { speak } = openWithPin(insert(), by());
  expect(speak(one({ ins: 0x82, p1: 0, p2: 0, data: new Uint8Array(64) })).status).toBe(0x6985);
  const foreign = { ...authorities, terminal: { ...authorities.terminal, signer: newSigner(cryptography) } };
  expect(() => authenticate(insert(), by({ authorities: foreign, chain: chain({}) }))).toThrow('ta.signature-refused');
  const twice = authenticate(insert(), by());
  expect(twice.speak(one({ ins: 0x84, p1: 0, p2: 0, expected: 8 })).status).toBe(0x6985);
});

test('the date of the chip moves forward by a domestic verifier and a terminal that signed, and never back', () => {
  const moved = (certificates: readonly CvCertificate[], currentDate = '2026-01-15') => {
    const slot = insert({ currentDate });
    authenticate(slot, by({ chain: certificates }));
    return slot.kept.currentDate;
  };
  expect(moved(chain({ verifier: { effective: '2026-02-01' } }))).toBe('2026-02-01');
  expect(moved(chain({ terminal: { effective: '2026-03-01' } }))).toBe('2026-03-01');
  expect(moved(chain({}), '2026-05-01')).toBe('2026-05-01');
});

test('a link certificate makes the new authority the first trust point, for good', () => {
  const signer = newSigner(cryptography);
  const link = issue(authorities.root, { chr: 'HUCVCA00002', signer, place: 'cvca', rights: allRights });
  const slot = insert();
  openWithPin(slot, by()).speak(verifyCertificates([link]));
  expect(slot.kept.trustPoints).toEqual([link.raw, authorities.root.certificate.raw]);
  slot.reset();
  const root = { chr: 'HUCVCA00002', signer, certificate: link };
  expect(() => signIn(slot, by({ authorities: { ...authorities, root } }))).not.toThrow();
});

test('chip authentication takes the key that terminal authentication announced, and ends the session at any other', () => {
  const slot = insert();
  const { speak } = authenticate(slot, by());
  const on = cryptography.curve('brainpoolP256r1');
  const other = on.keyPair(on.randomScalar(cryptography.random));
  expect(() => proveChip(slot, speak, other, cryptography)).toThrow('ca.refused');
  expect(slot.chip.session.channel).toBeUndefined();
});

test('chip authentication wants a terminal first, and happens once', () => {
  const slot = insert();
  const on = cryptography.curve('brainpoolP256r1');
  const ephemeral = on.keyPair(on.randomScalar(cryptography.random));
  expect(() => proveChip(slot, openWithPin(slot, by()).speak, ephemeral, cryptography)).toThrow('ca.refused');
  slot.reset();
  const done = authenticate(slot, by());
  const speak = proveChip(slot, done.speak, done.ephemeral, cryptography);
  expect(() => proveChip(slot, speak, done.ephemeral, cryptography)).toThrow('ca.refused');
});

test('the CAN leads a terminal on only when its certificate has the right to it', () => {
  const slot = insert();
  const permitted: AuthenticationRight[] = ['canAllowed', 'readDg4'];
  const given = by({ permitted, password: ['can', '500540'] });
  expect(() => authenticate(slot, given)).not.toThrow();
  slot.reset();
  expect(() => authenticate(slot, { ...given, chain: chain({ rights: ['readDg4'] }) })).toThrow('ta.signature-refused');
});

test('PACE is over once the chip has proved itself', () => {
  const { speak } = signIn(insert(), by());
  expect(speak(one({ ins: 0x22, p1: 0xc1, p2: 0xa4, data: hex`800A04007F00070202040202 830103` })).status).toBe(0x6985);
});

test('a terminal with PIN management switches the PIN off and on, sets its counter back and a new PIN', () => {
  const slot = insert();
  const { speak } = signIn(slot, by({ permitted: ['pinManagement'] }));
  const pin = () => slot.kept.passwords.pin;
  expect(speak(one({ ins: 0x04, p1: 0x10, p2: 3 })).status).toBe(0x9000);
  expect(pin().active).toBe(false);
  expect(speak(one({ ins: 0x2c, p1: 3, p2: 3 })).status).toBe(0x6283);
  expect(speak(one({ ins: 0x44, p1: 0x10, p2: 3 })).status).toBe(0x9000);
  expect(speak(one({ ins: 0x2c, p1: 2, p2: 3, data: hex`363534333231` })).status).toBe(0x9000);
  expect(pin()).toEqual({ kind: 'pin', value: '654321', triesLeft: 3, active: true });
  expect(slot.kept.passwords.puk.uses).toBe(10);
});

test('A11: a plain command ends the channel, and what the terminal had proved with it', () => {
  const slot = insert();
  const { speak } = signIn(slot, by());
  speak(selectEid());
  expect(slot.send({ cla: 0, ins: 0xb0, p1: 0x84, p2: 0, expected: 256 }).status).toBe(0x6a82);
  expect(slot.chip.session.authentication).toEqual({ step: 'none' });
  expect(() => speak(read(4))).toThrow('secure-messaging.missing');
});

test('A11: a command altered in any octet, cut short, replayed or without its checksum gets no answer and kills the channel', () => {
  const slot = insert();
  const { channel } = openWithPin(slot, by());
  const [, command] = protect(channel, { cla: 0, ins: 0xb0, p1: 0x9c, p2: 0, expected: 256 });
  const octets = encodeCommand(command);
  const before = slot.chip;
  for (let i = 0; i < octets.length; i++) {
    slot.restore(before);
    const altered = octets.map((octet, at) => (at === i ? octet ^ 0x01 : octet));
    const { data, status } = slot.sendOctets(altered);
    expect([data.length, slot.chip.session.channel]).toEqual([0, undefined]);
    expect(status).toBeGreaterThan(0x6700 - 1);
  }
  slot.restore(before);
  expect(slot.sendOctets(octets).status).toBe(0x9000);
  expect(slot.sendOctets(octets).status).toBe(0x6988);
  slot.restore(before);
  expect(slot.send({ ...command, data: hex`97 01 00` }).status).toBe(0x6987);
  expect(slot.chip.session.channel).toBeUndefined();
});

test('an answer in a short protected command fits into 256 octets, and a long file comes in pieces', () => {
  const long = new Uint8Array(600).fill(0x41);
  const slot = insert({ masterFile: { ...card.masterFile, cardAccess: card.masterFile.cardAccess, cardSecurity: long } });
  const { speak } = authenticate(slot, by());
  const file = speak(
    (function* (): Protocol<Bytes> {
      let content: Bytes = hex``;
      yield { cla: 0, ins: 0xa4, p1: 2, p2: 0x0c, data: hex`011D` };
      for (;;) {
        const { data, status } = yield { cla: 0, ins: 0xb0, p1: content.length >> 8, p2: content.length & 0xff, expected: 256 };
        if (status === 0x6b00) return content;
        content = new Uint8Array([...content, ...data]);
      }
    })(),
  );
  expect(equal(file, long)).toBe(true);
  expect(slot.longestAnswer).toBeLessThanOrEqual(258);
});
