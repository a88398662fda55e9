import { describe, expect, it } from 'vitest';
import { createCryptography } from '../../io/crypto/index.ts';
import { type Bytes, hex } from '../bytes/index.ts';
import { createSigner, type Signer } from '../crypto/index.ts';
import { integer, octetString, oid, sequence, setOf, tlv } from '../tlv/index.ts';
import { type CertificateExtensions, createName, signContent, signX509 } from '../x509/index.ts';
import {
  applyChanges,
  type BlockList,
  createBlockList,
  createDefectList,
  createMasterList,
  knownDefect,
  readBlockList,
  readDefectList,
  readMasterList,
} from './index.ts';

const cryptography = createCryptography();
const curve = cryptography.curve('brainpoolP256r1');
const newKey = () => createSigner(curve, curve.randomScalar(cryptography.random));
const [begin, issuedAt, end] = ['2026-01-01', '2026-06-01', '2027-01-01'].map((day) => Date.parse(day)) as [number, number, number];

const authority: CertificateExtensions = { authority: { pathLength: 0 }, keyUsage: ['keyCertSign', 'cRLSign'] };

function certify(key: Signer, subject: string, by: Signer, issuer: string, extensions: CertificateExtensions = {}, notAfter = end) {
  const publicKey = { kind: 'EC', curve: key.curve, point: key.point } as const;
  const names = { issuer: createName({ commonName: issuer }), subject: createName({ commonName: subject }) };
  return signX509({ serialNumber: 7n, ...names, notBefore: begin, notAfter, publicKey, extensions }, by);
}

const listKey = newKey();
const certificate = certify(listKey, 'list', listKey, 'list');
const by = { certificate, signer: listKey };
const other = { certificate: certify(newKey(), 'list', listKey, 'list'), signer: listKey };

const changedAt = (octets: Bytes, needle: Bytes) => {
  const changed = octets.slice();
  const index = Buffer.from(octets).indexOf(needle);
  expect(index).toBeGreaterThan(0);
  changed[index + needle.length - 1] = (changed[index + needle.length - 1] as number) ^ 1;
  return changed;
};

describe('block list', () => {
  const type = '0.4.0.127.0.7.3.2.2';
  const sectorId = hex`AA`;
  const list = (identifiers: readonly Bytes[], changes: Partial<BlockList> = {}): BlockList => ({
    type: 'complete',
    listId: hex`01`,
    issuedAt,
    sectors: [{ sectorId, identifiers }],
    ...changes,
  });
  const [one, two, three] = [hex`0101`, hex`0202`, hex`0303`];
  const octets = createBlockList(list([one, two]), by, cryptography);
  const read = (file: Uint8Array) => readBlockList(file, certificate, cryptography);
  const known = (written: BlockList) => read(createBlockList(written, by, cryptography));
  /** With the identifiers as they are written. */
  const plain = ({ sectors, ...rest }: BlockList) => ({
    ...rest,
    sectors: sectors.map(({ identifiers, ...sector }) => ({ ...sector, identifiers: [...identifiers] })),
  });

  it('is read as it was written, with its date: complete and changes, counting its entries or not', () => {
    for (const written of [
      list([one, two]),
      list([], { finalEntries: 0 }),
      list([one], { type: 'added', deltaBase: hex`00`, finalEntries: 300 }),
      list([one], { type: 'removed', deltaBase: hex`00` }),
    ]) {
      expect(plain(known(written))).toEqual(written);
    }
  });

  it('may be of a hundred thousand cards', () => {
    const many = Array.from({ length: 100_000 }, (_, i) => Uint8Array.of(i >> 16, i >> 8, i));
    const [sector] = known(list(many.slice(0, -1))).sectors;
    expect(sector?.identifiers.size).toBe(99_999);
    expect(many.filter((identifier) => sector?.identifiers.has(identifier) !== true)).toEqual(many.slice(-1));
  });

  it('is believed only when its one signer signed it', () => {
    expect(() => readBlockList(octets, other.certificate, cryptography)).toThrow('card.not-authentic');
    expect(() => read(changedAt(octets, hex`0402 0202`))).toThrow('card.not-authentic');
    expect(() => read(createBlockList(list([]), { certificate, signer: newKey() }, cryptography))).toThrow('card.not-authentic');
    expect(() => read(createDefectList({ defects: [], issuedAt }, by, cryptography))).toThrow('card.not-authentic');
  });

  it('is none without a date, with a base where none belongs, without one where it does, of another type or version', () => {
    const content = (version: number, kind: number, ...rest: Bytes[]) =>
      sequence(integer(version), integer(kind), octetString(hex`01`), ...rest, sequence());
    const signed = (value: Bytes, time?: number) => () => read(signContent(type, value, by, cryptography, time));
    expect(signed(content(0, 0), issuedAt)).not.toThrow();
    expect(signed(content(0, 0))).toThrow('card.malformed');
    expect(signed(content(0, 0, octetString(hex`00`)), issuedAt)).toThrow('card.malformed');
    expect(signed(content(0, 1), issuedAt)).toThrow('card.malformed');
    expect(signed(content(0, 3), issuedAt)).toThrow('card.malformed');
    expect(signed(content(2, 0), issuedAt)).toThrow('card.unsupported');
    expect(signed(content(0, 0, integer(1)), issuedAt)).toThrow('tlv.');
  });

  it('of changes makes the next complete list of the one before', () => {
    const next = { listId: hex`02`, deltaBase: hex`01`, finalEntries: 2 };
    const changes = [list([three], { type: 'added', ...next }), list([one], { type: 'removed', ...next, issuedAt: issuedAt - 5000 })];
    const after = applyChanges(known(list([one, two])), changes.map(known));
    expect(plain(after)).toEqual(list([two, three], { listId: hex`02`, finalEntries: 2, issuedAt: issuedAt - 5000 }));
    expect(applyChanges(after, [])).toBe(after);
    const elsewhere = list([], {
      type: 'added',
      listId: hex`03`,
      deltaBase: hex`02`,
      sectors: [{ sectorId: hex`BB`, identifiers: [one] }],
    });
    expect(applyChanges(after, [known(elsewhere)]).sectors).toHaveLength(2);
  });

  it('of changes is for the list that it names only, both files of one state, and comes to the number that it states', () => {
    const next = { type: 'added', listId: hex`02`, deltaBase: hex`01` } as const;
    const apply =
      (...changes: BlockList[]) =>
      () =>
        applyChanges(known(list([one])), changes.map(known));
    expect(apply(list([two], { ...next, finalEntries: 2 }))).not.toThrow();
    expect(apply(list([two], { ...next, finalEntries: 3 }))).toThrow('card.delta');
    expect(apply(list([two], { ...next, deltaBase: hex`00` }))).toThrow('card.delta');
    expect(apply(list([two], next), list([one], { ...next, type: 'removed', listId: hex`03` }))).toThrow('card.delta');
    expect(apply(list([two]))).toThrow('card.delta');
    expect(() => applyChanges(known(list([one], next)), [known(list([two], next))])).toThrow('card.delta');
  });
});

describe('master list', () => {
  const [first, second] = [newKey(), newKey()];
  const old = certify(first, 'CSCA', first, 'CSCA', authority);
  const next = certify(second, 'CSCA 2', second, 'CSCA 2', authority);
  const link = certify(second, 'CSCA 2', first, 'CSCA', authority);
  const mayList: CertificateExtensions = { keyUsage: ['digitalSignature'], extendedKeyUsage: ['masterListSigning'] };
  const signedBy = (issuer: Signer, name: string, extensions = mayList, notAfter = end) => ({
    certificate: certify(listKey, 'MLS', issuer, name, extensions, notAfter),
    signer: listKey,
  });
  const written = (signer: ReturnType<typeof signedBy>, certificates = [old, next, link]) =>
    createMasterList({ certificates, issuedAt }, signer, cryptography);
  const read = (octets: Uint8Array, trusted = [old], now = issuedAt) => readMasterList(octets, trusted, now, cryptography);

  it('gives the country signers that a trusted one vouches for, and its date', () => {
    const list = read(written(signedBy(first, 'CSCA')));
    expect(list.issuedAt).toBe(issuedAt);
    expect(list.certificates.map(({ raw }) => Buffer.from(raw).toString('hex')).sort()).toEqual(
      [old, next, link].map(({ raw }) => Buffer.from(raw).toString('hex')).sort(),
    );
  });

  it('is believed when a link certificate leads from a trusted country signer to the one that vouches', () => {
    expect(read(written(signedBy(second, 'CSCA 2'))).certificates).toHaveLength(3);
    expect(() => read(written(signedBy(second, 'CSCA 2'), [old, next]))).toThrow('card.not-authentic');
    expect(() => read(written(signedBy(second, 'CSCA 2')), [])).toThrow('card.not-authentic');
  });

  it('is not believed from a signer that is not for master lists, has ended, has not begun, or is nobody we know', () => {
    expect(() => read(written(signedBy(first, 'CSCA', { keyUsage: ['digitalSignature'] })))).toThrow('card.not-authentic');
    expect(() => read(written(signedBy(first, 'CSCA', mayList, issuedAt - 1000)))).toThrow('card.not-authentic');
    expect(() => read(written(signedBy(first, 'CSCA')), [old], begin - 1)).toThrow('card.not-authentic');
    expect(() => read(written(signedBy(listKey, 'MLS')))).toThrow('card.not-authentic');
    expect(() => read(written({ ...signedBy(first, 'CSCA'), signer: newKey() }))).toThrow('card.not-authentic');
  });

  it('of another version is none', () => {
    const signer = signedBy(first, 'CSCA');
    expect(() => read(signContent('2.23.136.1.1.2', sequence(integer(1), setOf()), signer, cryptography, issuedAt))).toThrow(
      'card.malformed',
    );
  });
});

describe('defect list', () => {
  const defects = [
    {
      signer: { issuer: createName({ commonName: 'CSCA' }).raw, serialNumber: 5n },
      known: [knownDefect('certificateRevoked', integer(3))],
    },
    {
      signer: { issuer: createName({ commonName: 'CSCA' }).raw, serialNumber: 6n },
      certificateHash: hex`0102`,
      known: [{ identifier: '2.999.1' }],
    },
  ];
  const octets = createDefectList({ defects, issuedAt }, by, cryptography);

  it('is read as it was written', () => {
    const list = readDefectList(octets, certificate, cryptography);
    expect(list.issuedAt).toBe(issuedAt);
    expect([...list.defects].sort((a, b) => Number(a.signer.serialNumber - b.signer.serialNumber))).toEqual(defects);
  });

  it('is believed only when its one signer signed it', () => {
    expect(() => readDefectList(octets, other.certificate, cryptography)).toThrow('card.not-authentic');
    expect(() => readDefectList(changedAt(octets, hex`020106`), certificate, cryptography)).toThrow('card.not-authentic');
  });

  it('of another version or with another hash is none', () => {
    const read = (...fields: Bytes[]) =>
      readDefectList(
        signContent('0.4.0.127.0.7.3.1.5', sequence(...fields, setOf()), by, cryptography, issuedAt),
        certificate,
        cryptography,
      );
    const sha256 = oid('2.16.840.1.101.3.4.2.1');
    expect(read(integer(0), sha256).defects).toEqual([]);
    expect(() => read(integer(1), sha256)).toThrow('card.malformed');
    expect(() => read(integer(0), oid('1.3.14.3.2.26'))).toThrow('card.malformed');
    expect(() => read(integer(0), tlv(6))).toThrow('tlv.');
  });
});
