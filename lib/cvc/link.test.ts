import { describe, expect, test } from 'vitest';
import { createCryptography } from '../../io/crypto/index.ts';
import { createSigner } from '../crypto/index.ts';
import {
  type CertificateBody,
  type CvCertificate,
  createChat,
  createPublicKey,
  followLinks,
  type Holder,
  holderReference,
  noExtensions,
  signCertificate,
} from './index.ts';

const cryptography = createCryptography();
const curve = cryptography.curve('brainpoolP256r1');
const generations = 12;
const signers = Array.from({ length: generations + 1 }, () => createSigner(curve, curve.randomScalar(cryptography.random)));
const nameOf = (generation: number) => holderReference(`HUCVCA${String(generation).padStart(5, '0')}`);
const today = '2026-11-23';

/** The key of one generation, certified by another; each generation begins a year after the one before and lasts three. */
function certify(issuer: number, subject: number, change: Partial<CertificateBody> = {}, holder: Holder = 'cvca'): CvCertificate {
  const body = {
    car: nameOf(issuer),
    chr: nameOf(subject),
    publicKey: createPublicKey('SHA-256', (signers[subject] as (typeof signers)[0]).point, 'brainpoolP256r1'),
    chat: createChat(['readDg4'], holder),
    effective: `${2014 + subject}-01-01`,
    expiration: `${2017 + subject}-01-01`,
    extensions: noExtensions,
  };
  return signCertificate({ ...body, ...change }, { signer: signers[issuer] as (typeof signers)[0], hash: 'SHA-256' });
}

const root = certify(0, 0);
const links = Array.from({ length: generations }, (_, i) => certify(i, i + 1));
const names = (certificates: readonly CvCertificate[]) => certificates.map(({ chr }) => chr.text);
const follow = (met: readonly CvCertificate[], trusted = [root]) => names(followLinks(trusted, met, today, cryptography));

describe('TR-03110-3 2.1.2: link certificates', () => {
  test('lead over as many generations as there are, in whatever order they come, though the older ones have lapsed', () => {
    expect(follow(links)).toEqual(names(links));
    expect(follow(links.toReversed())).toEqual(names(links));
  });

  test('no further than the first one that is missing', () => {
    expect(follow(links.filter((_, i) => i !== 4))).toEqual(names(links.slice(0, 4)));
    expect(follow(links.slice(1))).toEqual([]);
  });

  test('not twice, and not to a name that is known already', () => {
    expect(follow([...links, ...links])).toEqual(names(links));
    expect(follow(links, [root, links[0] as CvCertificate])).toEqual(names(links.slice(1)));
    const usurper = certify(0, 1, { publicKey: createPublicKey('SHA-256', (signers[5] as (typeof signers)[0]).point, 'brainpoolP256r1') });
    expect(follow([usurper], [root, links[0] as CvCertificate])).toEqual([]);
  });

  const first = links[0] as CvCertificate;
  const forged = signCertificate(first, { signer: signers[7] as (typeof signers)[0], hash: 'SHA-256' });
  test.each([
    ['signed by another key', forged],
    ['of tomorrow', certify(0, 1, { effective: '2026-11-24', expiration: '2029-01-01' })],
    ['that began after its issuer had ended', certify(0, 1, { effective: '2018-01-01', expiration: '2021-01-01' })],
    ['of another terminal type', certify(0, 1, { chat: { role: 'IS', bits: Uint8Array.of(0xc0) } })],
    ['that is a document verifier', certify(0, 1, {}, 'dv-official')],
    ['that certifies itself', certify(1, 1)],
  ])('one %s leads nowhere', (_, link) => expect(follow([link])).toEqual([]));
});
