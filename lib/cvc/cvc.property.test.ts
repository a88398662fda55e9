import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectors from '../../vectors/cvc.json' with { type: 'json' };
import { throwsOnlyEidError } from '../bytes/garbage.fixture.ts';
import { type Bytes, bytes, parseHex } from '../bytes/index.ts';
import type { Signer } from '../crypto/index.ts';
import { namedCurves } from '../crypto/index.ts';
import { authenticationRights, createChat, parseChat, rightsOf } from './chat.ts';
import {
  type AuthenticationRight,
  type CertificateBody,
  createPublicKey,
  createRequest,
  encodeCertificate,
  encodeChat,
  encodeDescription,
  holderReference,
  parseCertificate,
  parseDescription,
  parseRequest,
  signCertificate,
} from './index.ts';

const octets = (constraints: fc.IntArrayConstraints) => fc.uint8Array(constraints).map((array) => bytes(array));
const reference = fc
  .tuple(fc.constantFrom('HU', 'DE'), fc.stringMatching(/^[A-Za-z0-9]{1,9}$/), fc.stringMatching(/^[A-Z0-9]{5}$/))
  .map((parts) => holderReference(parts.join('')));
const hash = fc.constantFrom('SHA-256', 'SHA-384', 'SHA-512');
const point = octets({ minLength: 64, maxLength: 64 }).map((xy) => bytes([4, ...xy]));
const rights = fc.uniqueArray(fc.constantFrom(...(Object.keys(authenticationRights) as AuthenticationRight[])));
const holder = fc.constantFrom('cvca', 'dv-official', 'dv-other', 'terminal');
const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const extensions = fc.record(
  {
    descriptionHash: octets({ minLength: 32, maxLength: 32 }),
    sectorHashes: fc.array(octets({ minLength: 32, maxLength: 32 }), { maxLength: 2 }),
    others: fc.constantFrom([], [{ oid: '2.999.1', value: bytes([0x80, 1, 7]) }]),
  },
  { requiredKeys: ['sectorHashes', 'others'] },
);
const body: fc.Arbitrary<CertificateBody> = fc
  .record({
    car: reference,
    publicKey: fc.tuple(hash, point, fc.constantFrom('P-256' as const, 'brainpoolP256r1' as const, undefined)),
    chr: reference,
    chat: fc.tuple(rights, holder),
    days: fc.tuple(day, day),
    extensions,
  })
  .map(({ publicKey, chat, days, ...rest }) => {
    const [effective, expiration] = days.sort() as [string, string];
    return { ...rest, publicKey: createPublicKey(...publicKey), chat: createChat(...chat), effective, expiration };
  });

/** Signs nothing: decoding does not look at signatures. */
const signer: Signer = { curve: 'P-256', point: namedCurves['P-256'].parameters.G, sign: () => bytes(new Array(64).fill(1)) };

const description = fc.record(
  {
    issuerName: fc.string(),
    issuerUrl: fc.constant('https://dv.example/'),
    subjectName: fc.string(),
    subjectUrl: fc.constant('https://idp.example:8443'),
    terms: fc.oneof(
      fc.record({ format: fc.constant('plain' as const), text: fc.string({ unit: 'grapheme' }) }),
      fc.record({ format: fc.constant('html' as const), text: fc.string({ unit: 'grapheme-ascii' }) }),
      fc.record({ format: fc.constant('pdf' as const), document: octets({}) }),
    ),
    redirectUrl: fc.constant('https://idp.example/back'),
    commCertificates: fc
      .uniqueArray(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 5 })
      .map((firsts) => firsts.sort((a, b) => a - b).map((first) => bytes([first, ...new Array(31).fill(9)]))),
  },
  { requiredKeys: ['issuerName', 'subjectName', 'terms'] },
);

const raw = parseHex(vectors.chain.terminal.raw) as Bytes;
const rawRoot = parseHex(vectors.otherRoot.raw) as Bytes;

describe('CV certificates', () => {
  it('a certificate is read as it was written', () => {
    fc.assert(
      fc.property(body, hash, (written, by) => {
        const { raw: whole, bodyRaw, signature, ...read } = signCertificate(written, { signer, hash: by });
        expect(read).toEqual(written);
        expect(encodeCertificate({ ...read, signature })).toEqual(whole);
        expect(parseCertificate(whole).bodyRaw).toEqual(bodyRaw);
      }),
    );
  });

  it('a certificate decoder throws nothing but EidError on any octets', () => {
    throwsOnlyEidError(parseCertificate, [raw, rawRoot]);
  });

  it('a request is read as it was written', () => {
    fc.assert(
      fc.property(body, ({ car, publicKey, chr, extensions: asked }) => {
        const written = { car, chr, extensions: asked, publicKey: { ...publicKey, curve: 'P-256' as const } };
        expect(createRequest(written, signer)).toMatchObject(written);
      }),
    );
  });

  it('a request decoder throws nothing but EidError on any octets', () => {
    const publicKey = { ...createPublicKey('SHA-256', signer.point), curve: 'P-256' as const };
    const chr = holderReference('HUTEST00001');
    throwsOnlyEidError(parseRequest, [createRequest({ publicKey, chr, extensions: { sectorHashes: [], others: [] } }, signer).raw]);
  });

  it('an authorisation template is read as it was written', () => {
    fc.assert(
      fc.property(rights, holder, (names, place) => {
        const chat = parseChat(encodeChat(createChat(names, place)));
        expect(chat).toEqual(createChat(names, place));
        expect([...rightsOf(chat)].sort()).toEqual([...names].sort());
      }),
    );
  });

  it('an authorisation template decoder throws nothing but EidError on any octets', () => {
    throwsOnlyEidError(parseChat, [encodeChat(createChat(['readDg4']))]);
  });

  it('a description is read as it was written', () => {
    fc.assert(
      fc.property(description, (written) => {
        expect(parseDescription(encodeDescription(written))).toEqual(written);
      }),
    );
  });

  it('a description decoder throws nothing but EidError on any octets', () => {
    const written = { issuerName: 'a', subjectName: 'b', terms: { format: 'plain', text: 'c' }, commCertificates: [raw] } as const;
    throwsOnlyEidError(parseDescription, [encodeDescription(written)]);
  });
});
