import { describe, expect, it } from 'vitest';
import { createCryptography } from '../../io/crypto/index.ts';
import { type Bytes, hex, toHex } from '../bytes/index.ts';
import { createSigner, type Signer } from '../crypto/index.ts';
import { parseTlv, parseTlvs, sequence, type Tlv, tlv } from '../tlv/index.ts';
import {
  type CertificateExtensions,
  createName,
  isListOf,
  signContent,
  signRevocationList,
  signX509,
  type X509Certificate,
} from '../x509/index.ts';
import {
  createCardSecurity,
  type Defect,
  documentFaults,
  encodeSecurityInfos,
  type KnownDefect,
  knownDefect,
  type SecurityInfo,
  verifyCardSecurity,
} from './index.ts';

const cryptography = createCryptography();
const curve = cryptography.curve('brainpoolP256r1');
const newKey = () => createSigner(curve, curve.randomScalar(cryptography.random));
const [countryKey, otherCountryKey, documentKey, chipKey] = [newKey(), newKey(), newKey(), newKey()];

const [begin, now, end] = ['2026-01-01', '2026-06-01', '2027-01-01'].map(Date.parse) as [number, number, number];
const day = 86_400_000;

function certify(
  of: Signer,
  subject: string,
  by: Signer,
  issuer: string,
  extensions: CertificateExtensions,
  [notBefore, notAfter] = [begin, end],
): X509Certificate {
  return signX509(
    {
      serialNumber: 5n,
      issuer: createName({ commonName: issuer }),
      subject: createName({ commonName: subject }),
      notBefore,
      notAfter,
      publicKey: { kind: 'EC', curve: of.curve, point: of.point },
      extensions,
    },
    by,
  );
}

const ca: CertificateExtensions = { authority: { pathLength: 0 }, keyUsage: ['keyCertSign', 'cRLSign'] };
const ds: CertificateExtensions = { keyUsage: ['digitalSignature'], documentTypes: ['ID'] };
const country = certify(countryKey, 'CSCA', countryKey, 'CSCA', ca);
const document = certify(documentKey, 'DS', countryKey, 'CSCA', ds);

function list(serialNumbers: readonly bigint[], thisUpdate = now - day, nextUpdate = now + day, by = countryKey) {
  const revoked = serialNumbers.map((serialNumber) => ({ serialNumber, revokedAt: begin }));
  return signRevocationList({ issuer: country.subject, thisUpdate, nextUpdate, number: 1n, revoked }, by, hex`01`);
}

const pace: SecurityInfo = { kind: 'pace', protocol: '0.4.0.127.0.7.2.2.4.2.2', version: 2, parameterId: 13 };
const strongPace: SecurityInfo = { kind: 'pace', protocol: '0.4.0.127.0.7.2.2.4.2.4', version: 2, parameterId: 13 };
const key: SecurityInfo = {
  kind: 'chip-authentication-public-key',
  protocol: '0.4.0.127.0.7.2.2.1.2',
  curve: 'brainpoolP256r1',
  point: chipKey.point,
};
const cardAccess = encodeSecurityInfos([pace]);
const cardSecurity = createCardSecurity([pace, key], { certificate: document, signer: documentKey }, cryptography);
const trust = { countrySigners: [country], revocationLists: [list([])], documentTypes: ['ID'] };

function fault(changes: { files?: object; trust?: object; at?: number } = {}) {
  const outcome = verifyCardSecurity(
    { cardSecurity, cardAccess, ...changes.files },
    { ...trust, ...changes.trust },
    changes.at ?? now,
    cryptography,
  );
  return outcome.kind === 'genuine' ? 'genuine' : outcome.fault;
}

const signed = (certificate: X509Certificate, infos: readonly SecurityInfo[] = [pace, key], signer = documentKey) => ({
  files: { cardSecurity: createCardSecurity(infos, { certificate, signer }, cryptography) },
});

const changedAt = (octets: Bytes, needle: Bytes) => {
  const index = Buffer.from(octets).indexOf(needle);
  expect(index).toBeGreaterThan(0);
  const changed = octets.slice();
  changed[index] = (changed[index] as number) ^ 1;
  return changed;
};

/** The signed file with these certificates in it. */
function withCertificates(octets: Bytes, ...certificates: readonly Bytes[]): Bytes {
  const [type, wrapped] = parseTlvs(parseTlv(octets).value);
  const data = parseTlvs(parseTlv((wrapped as Tlv).value).value).map(({ tag, value }) =>
    tlv(tag, ...(tag === 0xa0 ? certificates : [value])),
  );
  return sequence(tlv((type as Tlv).tag, (type as Tlv).value), tlv(0xa0, sequence(...data)));
}

describe('passive authentication', () => {
  it('believes a card whose security object is signed by a document signer of the country, and gives what it states', () => {
    const outcome = verifyCardSecurity({ cardSecurity, cardAccess }, trust, now, cryptography);
    expect(outcome.kind).toBe('genuine');
    expect(outcome.kind === 'genuine' && outcome.infos).toMatchObject([pace, key]);
  });

  it('refuses content that was changed after it was signed', () => {
    expect(fault({ files: { cardSecurity: changedAt(cardSecurity, chipKey.point) } })).toBe('signature');
  });

  it('refuses a signature by another key under the name of the document signer', () => {
    expect(fault(signed(document, [pace, key], newKey()))).toBe('signature');
  });

  it('refuses another kind of content with a right signature', () => {
    const other = signContent('2.999.1', encodeSecurityInfos([pace, key]), { certificate: document, signer: documentKey }, cryptography);
    expect(fault({ files: { cardSecurity: other } })).toBe('content-type');
  });

  it('refuses a document signer of an unknown country signer, of its name only, or that certified itself', () => {
    const otherCountry = certify(otherCountryKey, 'CSCA', otherCountryKey, 'CSCA', ca);
    expect(fault({ trust: { countrySigners: [otherCountry] } })).toBe('unknown-signer');
    expect(fault({ trust: { countrySigners: [] } })).toBe('unknown-signer');
    expect(fault(signed(certify(documentKey, 'DS', documentKey, 'DS', ds)))).toBe('unknown-signer');
  });

  it('believes a pinned document signer without its country, and still not what it did not sign, when it has ended, or when its country took it back', () => {
    const pinnedSigners = [toHex(cryptography.hash('SHA-256', document.raw))];
    const alone = { countrySigners: [], revocationLists: [], pinnedSigners };
    expect(fault({ trust: alone })).toBe('genuine');
    expect(fault({ trust: { ...alone, pinnedSigners: [toHex(cryptography.hash('SHA-256', country.raw))] } })).toBe('unknown-signer');
    expect(fault({ trust: alone, ...signed(document, [pace, key], newKey()) })).toBe('signature');
    expect(fault({ trust: alone, at: end + 1000 })).toBe('signer-not-valid');
    expect(fault({ trust: { ...alone, documentTypes: ['P'] } })).toBe('document-type');
    expect(fault({ trust: { pinnedSigners, revocationLists: [list([5n])] } })).toBe('signer-revoked');
  });

  it('refuses a document signer below one that is no authority', () => {
    const child = certify(otherCountryKey, 'child', documentKey, 'DS', ds);
    const trusted = { trust: { countrySigners: [document] } };
    expect(fault({ ...trusted, ...signed(child, [pace, key], otherCountryKey) })).toBe('unknown-signer');
    const noCertificates = certify(countryKey, 'CSCA', countryKey, 'CSCA', { ...ca, keyUsage: ['cRLSign'] });
    expect(fault({ trust: { countrySigners: [noCertificates] } })).toBe('unknown-signer');
  });

  it('refuses before and after the validity of document signer and country signer', () => {
    const early = signed(certify(documentKey, 'DS', countryKey, 'CSCA', ds, [now + 1000, end]));
    const late = signed(certify(documentKey, 'DS', countryKey, 'CSCA', ds, [begin, now - 1000]));
    const ended = { trust: { countrySigners: [certify(countryKey, 'CSCA', countryKey, 'CSCA', ca, [begin, now - 1000])] } };
    expect([fault(early), fault(late), fault(ended)]).toEqual(Array(3).fill('signer-not-valid'));
  });

  it('refuses a document signer whose key is for something else', () => {
    expect(fault(signed(certify(documentKey, 'DS', countryKey, 'CSCA', { ...ds, keyUsage: ['keyEncipherment'] })))).toBe(
      'signer-not-valid',
    );
  });

  it('refuses a revoked document signer, also by a list that is old', () => {
    expect(fault({ trust: { revocationLists: [list([5n])] } })).toBe('signer-revoked');
    expect(fault({ trust: { revocationLists: [list([5n], now - 3 * day, now - 2 * day)] } })).toBe('signer-revoked');
  });

  it('refuses without a list of the country signer, and with one that is not signed by it', () => {
    expect(fault({ trust: { revocationLists: [] } })).toBe('revocation-list-missing');
    expect(fault({ trust: { revocationLists: [list([], now - day, now + day, otherCountryKey)] } })).toBe('revocation-list-missing');
    const withoutRight = certify(countryKey, 'CSCA', countryKey, 'CSCA', { ...ca, keyUsage: ['keyCertSign'] });
    expect(isListOf(list([]), withoutRight, cryptography)).toBe(false);
  });

  it('refuses with a list that has ended or has not begun', () => {
    expect(fault({ trust: { revocationLists: [list([], now - 3 * day, now - 1000)] } })).toBe('revocation-list-stale');
    expect(fault({ trust: { revocationLists: [list([], now + 1000, now + day)] } })).toBe('revocation-list-stale');
  });

  it('refuses a document signer for other document types, or for none', () => {
    expect(fault({ trust: { documentTypes: ['P'] } })).toBe('document-type');
    expect(fault(signed(certify(documentKey, 'DS', countryKey, 'CSCA', { keyUsage: ['digitalSignature'] })))).toBe('document-type');
  });

  it('refuses an EF.CardAccess that says less, more or other than the signed file', () => {
    expect(fault({ files: { cardAccess: encodeSecurityInfos([strongPace]) } })).toBe('card-access-differs');
    expect(fault({ files: { cardAccess: encodeSecurityInfos([pace, strongPace]) } })).toBe('card-access-differs');
    expect(fault({ files: { cardAccess: encodeSecurityInfos([]) } })).toBe('card-access-differs');
  });

  it.each([
    { kind: 'pace', protocol: '0.4.0.127.0.7.2.2.4.2.2', version: 2, parameterId: 12 },
    { kind: 'pace-domain-parameters', protocol: '0.4.0.127.0.7.2.2.4.2', curve: 'brainpoolP256r1', parameterId: 32 },
    { kind: 'terminal-authentication', protocol: '0.4.0.127.0.7.2.2.2', version: 2 },
    { kind: 'chip-authentication', protocol: '0.4.0.127.0.7.2.2.3.2.2', version: 2, keyId: 1 },
    { kind: 'chip-authentication-domain-parameters', protocol: '0.4.0.127.0.7.2.2.3.2', curve: 'brainpoolP256r1', keyId: 1 },
  ] as const)('compares what both files say of $kind: neither may say it alone, and both may not differ', (info) => {
    const open = (infos: readonly SecurityInfo[]) => ({ cardAccess: encodeSecurityInfos(infos) });
    expect(fault({ files: open([pace, info]) })).toBe('card-access-differs');
    const said = signed(document, [pace, key, info]);
    expect(fault({ ...said, files: { ...said.files, ...open([pace]) } })).toBe('card-access-differs');
    expect(fault({ ...said, files: { ...said.files, ...open([pace, info]) } })).toBe('genuine');
  });

  it('does not mind statements in EF.CardAccess about something else', () => {
    const info: SecurityInfo = { kind: 'card-info', protocol: '0.4.0.127.0.7.2.2.6', url: 'https://card.example' };
    expect(fault({ files: { cardAccess: encodeSecurityInfos([pace, info]) } })).toBe('genuine');
  });

  it('refuses a chip key that is no point of its curve', () => {
    expect(fault(signed(document, [pace, { ...key, point: hex`04 ${new Uint8Array(64).fill(3)}` }]))).toBe('chip-key');
  });

  it('refuses a second certificate in the signed file', () => {
    expect(fault({ files: { cardSecurity: withCertificates(cardSecurity, document.raw) } })).toBe('genuine');
    expect(fault({ files: { cardSecurity: withCertificates(cardSecurity, document.raw, country.raw) } })).toBe('malformed');
  });

  it('refuses a document signer whose key is not in use yet, and minds no end of its use', () => {
    const of = (privateKeyUsage: object) => fault(signed(certify(documentKey, 'DS', countryKey, 'CSCA', { ...ds, privateKeyUsage })));
    expect(of({ notBefore: now + 1000, notAfter: end })).toBe('signer-not-valid');
    expect([of({ notBefore: begin, notAfter: now - 1000 }), of({ notAfter: now - 1000 }), of({ notBefore: now })]).toEqual(
      Array(3).fill('genuine'),
    );
  });

  it('believes document signers of every generation of the country signer, each with its own revocation list', () => {
    const nextCountry = certify(otherCountryKey, 'CSCA', otherCountryKey, 'CSCA', ca);
    const younger = signed(certify(documentKey, 'DS', otherCountryKey, 'CSCA', ds));
    const both = { countrySigners: [nextCountry, country], revocationLists: [list([], now - day, now + day, otherCountryKey), list([])] };
    expect([fault({ trust: both }), fault({ trust: both, ...younger })]).toEqual(['genuine', 'genuine']);
    const oneList = { ...both, revocationLists: [list([])] };
    expect(fault({ trust: oneList, ...younger })).toBe('revocation-list-missing');
  });

  it('refuses documents below a country signer that another generation took back, and no others', () => {
    const certifyWith = (serialNumber: bigint, of: Signer, by: Signer) =>
      signX509({ ...certify(of, 'CSCA', by, 'CSCA', ca), serialNumber, issuer: country.subject }, by);
    const [first, next] = [certifyWith(70n, countryKey, countryKey), certifyWith(71n, otherCountryKey, otherCountryKey)];
    const younger = signed(certify(documentKey, 'DS', otherCountryKey, 'CSCA', ds));
    const trusting = (revoked: readonly bigint[], by = otherCountryKey, countrySigners = [first, next]) => ({
      countrySigners,
      revocationLists: [list([]), list([], now - day, now + day, otherCountryKey), list(revoked, now - day, now + day, by)],
    });
    expect(fault({ trust: trusting([70n]) })).toBe('signer-revoked');
    expect(fault({ trust: trusting([70n]), ...younger })).toBe('genuine');
    expect(fault({ trust: trusting([72n]) })).toBe('genuine');
    expect(fault({ trust: trusting([70n], newKey()) }), 'a list of nobody we know').toBe('genuine');
  });

  it('has an answer for every fault: the client learns its kind only, the relying party that the document is not valid', () => {
    for (const { client, relyingParty } of Object.values(documentFaults)) {
      expect(['securityConditionNotSatisfied', 'internalError']).toContain(client);
      expect(relyingParty).toBe('invalidDocument');
    }
    expect(documentFaults['signer-revoked'].client).toBe('internalError');
    for (const name of ['signature', 'unknown-signer', 'card-access-differs', 'chip-key'] as const) {
      expect(documentFaults[name].client).toBe('securityConditionNotSatisfied');
    }
  });

  it('refuses what it cannot read, and algorithms that it does not speak', () => {
    expect(fault({ files: { cardSecurity: cardSecurity.subarray(1) } })).toBe('malformed');
    expect(fault({ files: { cardAccess: hex`3100 00` } })).toBe('malformed');
    const weak = cardSecurity.slice();
    const sha256 = hex`2A 86 48 CE 3D 04 03 02`;
    weak[Buffer.from(weak).lastIndexOf(sha256) + sha256.length - 1] = 1;
    expect(fault({ files: { cardSecurity: weak } })).toBe('algorithm');
  });
});

describe('passive authentication with the defect list', () => {
  const about = (known: readonly KnownDefect[], changes: Partial<Defect> = {}) => ({
    trust: { defects: [{ signer: { issuer: country.subject.raw, serialNumber: 5n }, known, ...changes }] },
  });

  it('refuses documents of a signer that was revoked, whose chip keys are known, or whose eID data cannot be relied on', () => {
    expect(fault(about([knownDefect('certificateRevoked')]))).toBe('signer-revoked');
    expect(fault(about([knownDefect('chipAuthenticationKeyRevoked')]))).toBe('chip-key-revoked');
    expect(fault(about([knownDefect('eidIntegrity')]))).toBe('eid-integrity');
    expect(fault(about([knownDefect('powerDownRequired'), knownDefect('eidIntegrity')]))).toBe('eid-integrity');
  });

  it('tolerates defects that touch nothing that is relied on, and those that it does not know', () => {
    const tolerated = [
      'activeAuthenticationKeyRevoked',
      'passportDataGroupMalformed',
      'passportSecurityObjectInvalid',
      'eidDataGroupMalformed',
      'cardSecurityMalformed',
      'chipSecurityMalformed',
      'powerDownRequired',
    ] as const;
    expect(fault(about(tolerated.map((kind) => knownDefect(kind))))).toBe('genuine');
    expect(fault(about([{ identifier: '2.999.1' }]))).toBe('genuine');
  });

  it('is about one signer: another issuer, serial number or certificate is not meant', () => {
    const revoked = [knownDefect('certificateRevoked')];
    expect(fault(about(revoked, { signer: { issuer: createName({ commonName: 'other' }).raw, serialNumber: 5n } }))).toBe('genuine');
    expect(fault(about(revoked, { signer: { issuer: country.subject.raw, serialNumber: 6n } }))).toBe('genuine');
    expect(fault(about(revoked, { certificateHash: cryptography.hash('SHA-256', document.raw) }))).toBe('signer-revoked');
    expect(fault(about(revoked, { certificateHash: cryptography.hash('SHA-256', country.raw) }))).toBe('genuine');
  });

  it('verifies with the certificate that replaces the signer, under the same rules', () => {
    const wrong = signed(certify(newKey(), 'DS', countryKey, 'CSCA', ds));
    expect(fault(wrong)).toBe('signature');
    const replaced = (by: X509Certificate) => fault({ ...wrong, ...about([knownDefect('certificateReplaced', by.raw)]) });
    expect(replaced(document)).toBe('genuine');
    expect(replaced(certify(documentKey, 'DS', otherCountryKey, 'CSCA', ds))).toBe('unknown-signer');
    expect(fault({ ...wrong, ...about([knownDefect('certificateReplaced')]) })).toBe('malformed');
  });
});
