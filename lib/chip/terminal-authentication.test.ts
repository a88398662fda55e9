// Terminal authentication as a strict card does it: every refusal with its status word, and what of the card it may change. TR-03110-3 2.5, 2.7, B.3.
import { describe, expect, test } from 'vitest';
import { createCryptography } from '../../io/crypto/index.ts';
import { type CommandApdu, runSync } from '../apdu/index.ts';
import { type Bytes, concat, hex, latin1 } from '../bytes/index.ts';
import { auxiliaryIdentifiers, encodeAuxiliaryData } from '../card/index.ts';
import { type AuthenticationRight, type CertificateBody, type CvCertificate, createPublicKey } from '../cvc/index.ts';
import { terminalSignatureInput, verifyCertificates } from '../eac/ta/index.ts';
import { oid, oidContent, tlv } from '../tlv/index.ts';
import type { Card } from './card.ts';
import { quickCryptography } from './test-cryptography.ts';
import { allRights, authenticate, chainOf, establishAuthorities, one, openWithPin, type SignIn, signIn } from './test-terminal.ts';
import { insertCard, issue, newCard, newSigner } from './test-world.ts';

const cryptography = quickCryptography(createCryptography());
const authorities = establishAuthorities(cryptography);
const { root, verifier, terminal } = authorities;
const card = newCard(cryptography, root.certificate);
const insert = (changes: Partial<Card> = {}) => insertCard({ ...card, ...changes }, cryptography);
const by = (changes: Partial<SignIn> = {}): SignIn => ({ cryptography, authorities, ...changes });
const chain = (of: Parameters<typeof chainOf>[2] = {}) => chainOf(authorities, cryptography, of);

const selectIssuer = (chr: string): CommandApdu => ({ cla: 0, ins: 0x22, p1: 0x81, p2: 0xb6, data: tlv(0x83, latin1(chr) as Bytes) });
const verify = ({ bodyRaw, signature }: Pick<CvCertificate, 'bodyRaw' | 'signature'>): CommandApdu => ({
  cla: 0,
  ins: 0x2a,
  p1: 0,
  p2: 0xbe,
  data: concat(bodyRaw, tlv(0x5f37, signature)),
});
const getChallenge: CommandApdu = { cla: 0, ins: 0x84, p1: 0, p2: 0, expected: 8 };
const prove = (signature: Bytes): CommandApdu => ({ cla: 0, ins: 0x82, p1: 0, p2: 0, data: signature });
const claim = (
  objects: readonly Bytes[] = [
    tlv(0x80, oidContent('0.4.0.127.0.7.2.2.2.2.3')),
    tlv(0x83, latin1(terminal.chr) as Bytes),
    tlv(0x91, new Uint8Array(32)),
  ],
) => ({ cla: 0, ins: 0x22, p1: 0x81, p2: 0xa4, data: concat(...objects) }) as CommandApdu;

/** The status words of these commands in a session that the holder opened with the PIN. */
function words(commands: readonly CommandApdu[], slot = insert()): readonly number[] {
  const { speak } = openWithPin(slot, by());
  return commands.map((command) => speak(one(command)).status);
}

/** Status words of the certificates, each after its issuer was selected. */
const sent = (certificates: readonly CvCertificate[], slot = insert()) =>
  words(
    certificates.flatMap((certificate) => [selectIssuer(certificate.car.text), verify(certificate)]),
    slot,
  );

const second = { chr: 'HUCVCA00002', signer: newSigner(cryptography) };
const third = { chr: 'HUCVCA00003', signer: newSigner(cryptography) };
const fourth = { chr: 'HUCVCA00004', signer: newSigner(cryptography) };
const link = (from: typeof second, to: typeof second, changes: Partial<CertificateBody> = {}) =>
  issue(from, { ...to, place: 'cvca', rights: allRights }, changes);
const dv = (from: typeof second, changes: Partial<CertificateBody> = {}, place: 'dv-official' | 'dv-other' = 'dv-official') =>
  issue(from, { ...verifier, place, rights: allRights }, changes);
const at = (changes: Partial<CertificateBody> = {}) => issue(verifier, { ...terminal, place: 'terminal', rights: allRights }, changes);
const stranger = { chr: root.chr, signer: newSigner(cryptography) };
const flip = (certificate: CvCertificate, part: 'bodyRaw' | 'signature', place: number) => {
  const octets = certificate[part].slice();
  octets[place < 0 ? octets.length + place : place] = (octets.at(place) as number) ^ 1;
  return { ...certificate, [part]: octets };
};

describe('a certificate is refused', () => {
  const good = 0x9000;
  type Case = [string, () => readonly CvCertificate[], readonly number[], Partial<Card>?];
  const cases: readonly Case[] = [
    ['not at all, when all is right', () => chain(), [good, good, good, good]],
    ['when its issuer is unknown', () => [dv({ ...stranger, chr: 'DECVCA00001' })], [0x6a88, 0x6985]],
    ['when its verifier is missing', () => [at()], [0x6a88, 0x6985]],
    ['when it comes before its issuer', () => chain().toReversed(), [0x6a88, 0x6985, good, good]],
    ['when a stranger of the same name signed it', () => [dv(stranger)], [good, 0x6984]],
    ['when its signature was altered', () => [flip(dv(root), 'signature', 0)], [good, 0x6984]],
    ['when its signature was cut short', () => [{ ...dv(root), signature: new Uint8Array(63) }], [good, 0x6984]],
    ['when its content was altered', () => [flip(dv(root), 'bodyRaw', -1)], [good, 0x6984]],
    ['when its template is broken', () => [flip(dv(root), 'bodyRaw', 3)], [good, 0x6a80]],
    ['when it ended yesterday', () => [dv(root, { effective: '2026-01-01', expiration: '2026-01-14' })], [good, 0x6984]],
    ['not on its last day', () => [dv(root, { effective: '2026-01-01', expiration: '2026-01-15' })], [good, good]],
    [
      'when it is a terminal’s that ended yesterday',
      () => [dv(root, { effective: '2026-01-01' }), at({ effective: '2026-01-01', expiration: '2026-01-14' })],
      [good, good, good, 0x6984],
    ],
    ['when its issuer has ended', () => [dv(root, { expiration: '2029-01-01' })], [good, 0x6984], { currentDate: '2027-01-01' }],
    [
      'when it begins only after its issuer has ended',
      () => [dv(root, { effective: '2027-01-01', expiration: '2027-12-31' })],
      [good, 0x6984],
    ],
    ['when it ends before it begins', () => [{ ...dv(root), bodyRaw: swapDates(dv(root).bodyRaw) }], [good, 0x6a80]],
    [
      'when an authority certifies a terminal itself',
      () => [issue(root, { ...terminal, place: 'terminal', rights: allRights })],
      [good, 0x6984],
    ],
    ['when a verifier certifies a verifier', () => [dv(root), dv(verifier)], [good, good, good, 0x6984]],
    ['when a verifier certifies an authority', () => [dv(root), link(verifier, second)], [good, good, good, 0x6984]],
    [
      'when a terminal certifies anything',
      () => [...chain(), issue(terminal, { ...verifier, place: 'terminal', rights: [] })],
      [good, good, good, good, good, 0x6984],
    ],
    ['when it is for another kind of terminal', () => [dv(root, { chat: { role: 'IS', bits: hex`80` } })], [good, 0x6984]],
    ['when it is for a kind that nobody knows', () => [dv(root, { chat: { role: 'ST', bits: hex`80` } })], [good, 0x6984]],
    [
      'when its key is no point',
      () => [dv(root, { publicKey: createPublicKey('SHA-256', new Uint8Array([4, ...new Uint8Array(64)])) })],
      [good, 0x6984],
    ],
    [
      'when its key is a point of another curve',
      () => [dv(root, { publicKey: createPublicKey('SHA-256', new Uint8Array([4, ...new Uint8Array(96).fill(1)])) })],
      [good, 0x6984],
    ],
    [
      'when it brings domain parameters of its own',
      () => [dv(root, { publicKey: createPublicKey('SHA-256', verifier.signer.point, 'brainpoolP256r1') })],
      [good, 0x6984],
    ],
    [
      'when it is a link without domain parameters',
      () => [link(root, second, { publicKey: createPublicKey('SHA-256', second.signer.point) })],
      [good, 0x6984],
    ],
    ['when it is a link from the trust point before', () => [link(root, second), link(root, third)], [good, good, good, 0x6984]],
    ['when it is a link under a name that is taken', () => [link(root, { ...second, chr: root.chr })], [good, 0x6984]],
  ];

  test.each<Case>(cases)('%s', (_, certificates, expected, changes) => {
    expect(sent(certificates(), insert(changes))).toEqual(expected);
  });

  test('without an issuer, with the issuer of the one before, or after an unknown one was asked for', () => {
    const [first, next] = chain() as [CvCertificate, CvCertificate];
    expect(words([verify(first)])).toEqual([0x6985]);
    expect(words([selectIssuer(root.chr), verify(first), verify(next)])).toEqual([0x9000, 0x9000, 0x6985]);
    expect(words([selectIssuer(root.chr), selectIssuer('HUCVCA00009'), verify(first)])).toEqual([0x9000, 0x6a88, 0x6985]);
    expect(words([selectIssuer(root.chr), verify(flip(first, 'signature', 0)), verify(first)])).toEqual([0x9000, 0x6984, 0x6985]);
  });

  test('with an issuer that it does not name, though that one has the same key', () => {
    const twin = issue(root, { ...root, chr: 'HUCVCA00007', place: 'cvca', rights: allRights });
    const slot = insert({ trustPoints: [twin.raw, root.certificate.raw] });
    expect(words([selectIssuer('HUCVCA00007'), verify(dv(root))], slot)).toEqual([0x9000, 0x6984]);
  });

  test('when its reference is malformed', () => {
    expect(
      words([
        { ...selectIssuer(root.chr), data: hex`84 01 41` },
        { ...selectIssuer(root.chr), data: hex`83` },
      ]),
    ).toEqual([0x6a80, 0x6a80]);
  });

  test('and then the card is as it was', () => {
    for (const [, certificates, expected, changes] of cases) {
      const slot = insert(changes);
      const before = slot.kept;
      sent(certificates(), slot);
      if (expected.length === 2 && expected[1] !== good) expect(slot.kept).toEqual(before);
      expect(slot.chip.session.authentication.step).toBe('password');
    }
  });
});

/** The body with its last and first day exchanged. */
function swapDates(body: Bytes): Bytes {
  const at = body.findIndex((octet, i) => octet === 0x5f && body[i + 1] === 0x25);
  return concat(
    body.slice(0, at + 3),
    body.slice(at + 12, at + 18),
    body.slice(at + 9, at + 12),
    body.slice(at + 3, at + 9),
    body.slice(at + 18),
  );
}

describe('a claim and its proof', () => {
  const [first, next] = chain() as [CvCertificate, CvCertificate];
  const imported = [selectIssuer(first.car.text), verify(first), selectIssuer(next.car.text), verify(next)];
  const protocol = tlv(0x80, oidContent('0.4.0.127.0.7.2.2.2.2.3'));
  const name = (chr: string) => tlv(0x83, latin1(chr) as Bytes);
  const key = tlv(0x91, new Uint8Array(32));

  test.each([
    ['of nobody known', [protocol, name('HUAT00009'), key], 0x6a88],
    ['of a verifier', [protocol, name(verifier.chr), key], 0x6a88],
    ['of the authority', [protocol, name(root.chr), key], 0x6a88],
    ['with another protocol', [tlv(0x80, oidContent('0.4.0.127.0.7.2.2.2.2.4')), name(terminal.chr), key], 0x6a80],
    ['without a key', [protocol, name(terminal.chr)], 0x6a80],
    ['without a name', [protocol, key], 0x6a80],
    ['without a protocol', [name(terminal.chr), key], 0x6a80],
    ['with an object twice', [protocol, protocol, name(terminal.chr), key], 0x6a80],
    ['with an object of its own', [protocol, name(terminal.chr), key, hex`92 00`], 0x6a80],
    ['that is right', [protocol, name(terminal.chr), key], 0x9000],
  ])('%s', (_, objects, expected) => {
    expect(words([...imported, claim(objects)]).at(-1)).toBe(expected);
  });

  test('need a challenge and a claim, a signature by the claimed key, and a fresh challenge each time', () => {
    const wrong = prove(new Uint8Array(64));
    expect(words([...imported, wrong, getChallenge, wrong]).slice(4)).toEqual([0x6985, 0x9000, 0x6985]);
    expect(words([...imported, claim(), wrong, getChallenge, wrong, wrong]).slice(4)).toEqual([0x9000, 0x6985, 0x9000, 0x6300, 0x6985]);
    expect(words([getChallenge, ...imported, claim(), prove(hex`00`)]).at(-1)).toBe(0x6300);
  });

  test('bind challenge, ephemeral key, auxiliary data and this very session', () => {
    const auxiliaryData = encodeAuxiliaryData({ dateOfExpiry: '2026-01-15' });
    const attempt = (changes: { idPicc?: Bytes; challenge?: Bytes; compressedKey?: Bytes; auxiliaryData?: Bytes }) => {
      const { speak, idPicc } = openWithPin(insert(), by());
      speak(verifyCertificates(chain()));
      const { data: challenge } = speak(one(getChallenge));
      const compressedKey = new Uint8Array(32).fill(5);
      speak(one(claim([protocol, name(terminal.chr), auxiliaryData, tlv(0x91, compressedKey)])));
      const input = terminalSignatureInput(
        { idPicc: changes.idPicc ?? idPicc, challenge: changes.challenge ?? challenge },
        { compressedKey: changes.compressedKey ?? compressedKey, auxiliaryData: changes.auxiliaryData ?? auxiliaryData },
      );
      return speak(one(prove(terminal.signer.sign('SHA-256', input)))).status;
    };
    expect(attempt({})).toBe(0x9000);
    expect(attempt({ idPicc: new Uint8Array(32) })).toBe(0x6300);
    expect(attempt({ challenge: new Uint8Array(8) })).toBe(0x6300);
    expect(attempt({ compressedKey: new Uint8Array(32) })).toBe(0x6300);
    expect(attempt({ auxiliaryData: hex`67 00` })).toBe(0x6300);
  });

  test('happen once in a session: every command of terminal authentication is 6985 then', () => {
    const { speak } = authenticate(insert(), by());
    const again = [selectIssuer(root.chr), verify(first), claim(), getChallenge, prove(new Uint8Array(64))];
    expect(again.map((command) => speak(one(command)).status)).toEqual([0x6985, 0x6985, 0x6985, 0x6985, 0x6985]);
  });

  test('end with the session: imported certificates and challenges are gone after the next PACE', () => {
    const slot = insert();
    const { speak } = openWithPin(slot, by());
    speak(verifyCertificates(chain()));
    slot.reset();
    expect(words([selectIssuer(verifier.chr), claim(), prove(new Uint8Array(64))], slot)).toEqual([0x6a88, 0x6a88, 0x6985]);
  });
});

describe('effective rights', () => {
  const of = (changes: Partial<SignIn>, slot = insert()) => {
    signIn(slot, by(changes));
    const { authentication } = slot.chip.session;
    return authentication.step === 'chip' ? authentication.terminal.chat.bits : undefined;
  };

  test('are those of authority, verifier, terminal and holder together, for every single right', () => {
    for (const right of allRights) {
      const without: readonly AuthenticationRight[] = allRights.filter((other) => other !== right);
      const all = of({});
      const lesser = issue(root, { ...root, place: 'cvca', rights: without });
      const less = [
        of({ permitted: without }),
        of({ chain: chain({ rights: without }) }),
        of({ chain: chain({ verifierRights: without }) }),
        of({}, insert({ trustPoints: [lesser.raw] })),
      ];
      for (const one of less) expect(one).not.toEqual(all);
      expect(new Set(less.map(String)).size).toBe(1);
    }
  });

  test('hold no place in the hierarchy', () => {
    expect((of({})?.[0] as number) >> 6).toBe(0);
  });
});

describe('the date of the card', () => {
  const moved = (certificates: readonly CvCertificate[], proved: boolean, currentDate = '2026-01-15') => {
    const slot = insert({ currentDate });
    if (proved) authenticate(slot, by({ chain: certificates }));
    else sent(certificates, slot);
    return slot.kept.currentDate;
  };

  test.each([
    ['forward with an official verifier', [dv(root, { effective: '2026-02-01' })], false, '2026-02-01'],
    ['not with a foreign verifier', [dv(root, { effective: '2026-02-01' }, 'dv-other')], false, '2026-01-15'],
    ['not with a terminal that has not proved itself', [dv(root), at({ effective: '2026-03-01' })], false, '2026-01-15'],
    ['forward with one that has', [dv(root), at({ effective: '2026-03-01' })], true, '2026-03-01'],
    ['not with one of a foreign verifier', [dv(root, {}, 'dv-other'), at({ effective: '2026-03-01' })], true, '2026-01-15'],
    ['forward with a link certificate', [link(root, second, { effective: '2026-04-01' })], false, '2026-04-01'],
    ['not with a link certificate of before', [link(root, second, { effective: '2026-01-01' })], false, '2026-01-15'],
  ] as const)('moves %s', (_, certificates, proved, expected) => {
    expect(moved(certificates, proved)).toBe(expected);
  });

  test('never goes back', () => {
    expect(moved([dv(root), at()], true, '2026-05-01')).toBe('2026-05-01');
  });

  test('is kept before the certificate is answered, and a cut before that leaves the old one', () => {
    const slot = insert();
    const { speak } = openWithPin(slot, by());
    speak(one(selectIssuer(root.chr)));
    slot.cutPower('before');
    expect(() => speak(one(verify(dv(root, { effective: '2026-02-01' }))))).toThrow();
    expect(slot.kept.currentDate).toBe('2026-01-15');
  });
});

describe('trust points', () => {
  const links = [link(root, second), link(second, third), link(third, fourth)];

  test('a card three generations behind follows the links one after another, keeps two, and then lets a terminal in', () => {
    const slot = insert();
    const { speak } = openWithPin(slot, by());
    speak(verifyCertificates(links));
    expect(slot.kept.trustPoints).toEqual([links[2]?.raw, links[1]?.raw]);
    slot.reset();
    const under = { ...authorities, root: { ...fourth, certificate: links[2] as CvCertificate } };
    expect(() => signIn(slot, by({ authorities: under }))).not.toThrow();
  });

  test('follow in one session, with the verifier behind them', () => {
    const whole = [...links, dv(fourth), at()];
    expect(() => signIn(insert(), by({ chain: whole }))).not.toThrow();
  });

  test('the one before still lets terminals in, and the one before that no more', () => {
    const slot = insert();
    expect(sent([...links.slice(0, 1), dv(root)], slot)).toEqual([0x9000, 0x9000, 0x9000, 0x9000]);
    slot.reset();
    expect(sent([link(second, third), dv(root)], slot)).toEqual([0x9000, 0x9000, 0x6a88, 0x6985]);
  });

  test('a link that skips a generation is unknown', () => {
    expect(sent([link(second, third)])).toEqual([0x6a88, 0x6985]);
  });

  test('a link is good after its issuer, and itself, has ended: a card that slept can follow', () => {
    expect(sent([link(root, second, { expiration: '2027-06-01' })], insert({ currentDate: '2028-01-01' }))).toEqual([0x9000, 0x9000]);
  });

  test('a link sent again changes nothing and is no fault', () => {
    const slot = insert();
    sent(links.slice(0, 1), slot);
    slot.reset();
    const before = slot.kept.trustPoints;
    expect(sent(links.slice(0, 1), slot)).toEqual([0x9000, 0x9000]);
    expect(slot.kept.trustPoints).toBe(before);
  });

  test('a link is kept before it is answered', () => {
    const slot = insert();
    const { speak } = openWithPin(slot, by());
    speak(one(selectIssuer(root.chr)));
    slot.cutPower('after');
    expect(() => speak(one(verify(links[0] as CvCertificate)))).toThrow();
    expect(slot.kept.trustPoints).toHaveLength(2);
  });
});

describe('who comes by the CAN', () => {
  const signInBy = (rights: readonly AuthenticationRight[], permitted: readonly AuthenticationRight[]) => () =>
    signIn(insert(), by({ permitted, chain: chain({ rights }), password: ['can', '500540'] }));

  test('needs the right to that from holder and authority', () => {
    expect(signInBy(['canAllowed'], ['canAllowed'])).not.toThrow();
    expect(signInBy([], ['canAllowed'])).toThrow('ta.signature-refused');
    expect(signInBy(['canAllowed'], [])).toThrow('pace.refused');
  });
});

test('extensions that the chip does not know are no fault, and the ones it knows are there for it', () => {
  const others = [{ oid: '2.999.1', value: hex`80 01 00` }];
  const certificates = chain({ terminal: { extensions: { descriptionHash: new Uint8Array(32), sectorHashes: [], others } } });
  const slot = insert();
  signIn(slot, by({ chain: certificates }));
  expect(slot.chip.session.authentication).toMatchObject({ terminal: { certificate: { extensions: { sectorHashes: [], others } } } });
});

test('without PACE, and with PACE that let no terminal in, terminal authentication is 6982', () => {
  expect(insert().send(getChallenge).status).toBe(0x6982);
  expect(runSync(one(selectIssuer(root.chr)), insert().send).status).toBe(0x6982);
  expect(insert().send({ cla: 0x80, ins: 0x20, p1: 0x80, p2: 0, data: oid(auxiliaryIdentifiers.dateOfExpiry) }).status).toBe(0x6982);
});
