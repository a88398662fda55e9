import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generateKey, readKey, readSigner, scalarOf, signerOf, writeKey } from '../../io/keys/index.ts';
import { type Bytes, equal } from '../../lib/bytes/index.ts';
import { createCardSecurity, encodeSecurityInfos, readBlockList, verifyCardSecurity } from '../../lib/card/index.ts';
import {
  authenticateRequest,
  buildChain,
  createChat,
  createPublicKey,
  createRequest,
  dayOf,
  holderReference,
  isDescriptionOf,
  noExtensions,
  parseDescription,
  parseRequest,
  rightsOf,
  signCertificate,
  verifyChain,
} from '../../lib/cvc/index.ts';
import { identifierFor, parseSectorKey, sectorKeyHash } from '../../lib/eac/ri/index.ts';
import { parseRevocationList } from '../../lib/x509/index.ts';
import { establish, issueTerminal, layout, registerDocuments, revoke } from './index.ts';
import { issueCertificate } from './issue.ts';
import { at, begin, certificateIn, cryptography, day, established, origin, read, x509In } from './testing/established.ts';

const folder = established();

async function contents(root: string): Promise<Record<string, string>> {
  const files = (await readdir(root, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const pairs = files.map(async ({ parentPath, name }) => [
    join(parentPath, name),
    (await readFile(join(parentPath, name))).toString('hex'),
  ]);
  return Object.fromEntries(await Promise.all(pairs));
}

describe('the authorities of a new data folder', () => {
  it('every secret is readable by its owner only', async () => {
    for (const path of Object.keys(await contents(folder))) {
      const { mode } = await stat(path);
      if (/key\.pem$|register\.json$/.test(path)) expect(mode & 0o777).toBe(0o600);
    }
  });

  it('the chain from the CVCA to the terminal is right, and leads to a card that trusts the CVCA', async () => {
    const files = layout(folder);
    const [cvca, dv, terminal] = [
      await certificateIn(files.cvca.certificate),
      await certificateIn(files.dv.certificate),
      await certificateIn(files.terminal.certificate),
    ];
    const chain = buildChain([terminal, dv], [cvca.chr.text]);
    expect(chain).toEqual([dv, terminal]);
    verifyChain(chain, [cvca], dayOf(begin), cryptography);
    verifyChain(chain, [cvca], dayOf(begin + 30 * day), cryptography);
  });

  it('no certificate has a right on the tax or the personal identifier, and the terminal has only what the EESZT asks', async () => {
    const files = layout(folder);
    for (const { certificate } of [files.cvca, files.dv, files.terminal]) {
      const rights = rightsOf((await certificateIn(certificate)).chat);
      for (const right of ['readDg21', 'readDg22', 'writeDg21', 'writeDg22'] as const) expect(rights).not.toContain(right);
    }
    const { chat } = await certificateIn(files.terminal.certificate);
    expect(rightsOf(chat)).toEqual([
      'readDg16',
      'readDg13',
      'readDg12',
      'readDg9',
      'readDg8',
      'readDg5',
      'readDg4',
      'restrictedIdentification',
    ]);
  });

  it('the description belongs to the terminal certificate and lists the TLS certificates that a client meets', async () => {
    const files = layout(folder);
    const description = await read(files.terminal.description);
    expect(isDescriptionOf(description, await certificateIn(files.terminal.certificate), cryptography)).toBe(true);
    const { subjectUrl, commCertificates = [] } = parseDescription(description);
    expect(subjectUrl).toBe(origin);
    for (const name of ['idp', 'paos'] as const) {
      const hash = cryptography.hash('SHA-256', (await x509In(files.tls[name].certificate)).raw);
      expect(commCertificates.some((one) => equal(one, hash))).toBe(true);
    }
  });

  it('the certificate names two sectors, and the secret of the pseudonym sector is nowhere', async () => {
    const { sectors, terminal } = layout(folder);
    const keys = [await read(sectors.pseudonym), await read(sectors.blocking)];
    const { sectorHashes } = (await certificateIn(terminal.certificate)).extensions;
    expect(sectorHashes).toEqual(keys.map((key) => sectorKeyHash(key, 'SHA-256', cryptography)));
    const point = parseSectorKey(keys[0] as Bytes).point;
    for (const path of Object.keys(await contents(folder)).filter((file) => file.endsWith('key.pem'))) {
      const key = await readKey(path);
      expect(key?.publicKey.kind === 'EC' && equal(key.publicKey.point, point)).toBe(false);
    }
  });

  it('a security object of the document signer passes passive authentication', async () => {
    const { countrySigner, documentSigner } = layout(folder);
    const by = { certificate: await x509In(documentSigner.certificate), signer: await readSigner(documentSigner.key) };
    const infos = [{ kind: 'pace', protocol: '0.4.0.127.0.7.2.2.4.2.2', version: 2, parameterId: 13 }] as const;
    const files = { cardSecurity: createCardSecurity(infos, by, cryptography), cardAccess: encodeSecurityInfos(infos) };
    const trust = {
      countrySigners: [await x509In(countrySigner.certificate)],
      revocationLists: [parseRevocationList(await read(countrySigner.revocationList))],
      documentTypes: ['ID'],
    };
    expect(verifyCardSecurity(files, trust, begin, cryptography).kind).toBe('genuine');
    expect(verifyCardSecurity(files, trust, begin + 31 * day, cryptography)).toEqual({ kind: 'refused', fault: 'revocation-list-stale' });
  });

  it('every X.509 subject and every description says that this is a demonstration', async () => {
    const files = layout(folder);
    for (const { certificate } of [
      files.countrySigner,
      files.documentSigner,
      files.blockList,
      files.tlsAuthority,
      ...Object.values(files.tls),
    ]) {
      expect((await x509In(certificate)).subject.organization).toContain('BEMUTATÓ');
    }
    expect(parseDescription(await read(files.terminal.description)).terms).toMatchObject({
      text: expect.stringContaining('DEMONSTRATION'),
    });
  });
});

describe('a start with a data folder that is there', () => {
  it('changes nothing but the block list, which is signed anew', async () => {
    const before = await contents(folder);
    await establish(folder, at(0.5));
    const after = await contents(folder);
    const changed = Object.keys(after).filter((path) => after[path] !== before[path]);
    expect(changed).toEqual([layout(folder).blockList.list]);
  });

  it('makes the revocation list anew when it is a day old', async () => {
    const path = layout(folder).countrySigner.revocationList;
    const before = parseRevocationList(await read(path));
    await establish(folder, at(1));
    const after = parseRevocationList(await read(path));
    expect(after.number).toBe(before.number + 1n);
    expect(after.thisUpdate).toBe(begin + day);
  });

  it('renews the terminal certificate three days before its end, by a request signed with the old key', async () => {
    const files = layout(folder).terminal;
    const old = await certificateIn(files.certificate);
    await establish(folder, at(26));
    expect(await certificateIn(files.certificate)).toEqual(old);
    await establish(folder, at(27));
    const renewed = await certificateIn(files.certificate);
    expect(renewed.chr.text).toBe('HUEESZTAT00002');
    expect(renewed.extensions).toEqual(old.extensions);
    const request = parseRequest(await read(files.request));
    expect(request.outer?.car.text).toBe(old.chr.text);
    expect((await readSigner(files.key)).point).toEqual(renewed.publicKey.point);
  });

  it('issues a terminal certificate below the new document verifier when that was renewed', async () => {
    const files = layout(folder);
    await establish(folder, at(54));
    const [old, dv] = [await certificateIn(files.terminal.certificate), await certificateIn(files.dv.certificate)];
    await establish(folder, at(55));
    const renewed = await certificateIn(files.dv.certificate);
    expect(renewed.chr.text).not.toBe(dv.chr.text);
    const terminal = await certificateIn(files.terminal.certificate);
    expect([old.car.text, terminal.car.text]).toEqual([dv.chr.text, renewed.chr.text]);
  });

  it('renews an ended certificate with a first request, under a document verifier that is not near its end', async () => {
    const files = layout(folder);
    await establish(folder, at(90));
    const [cvca, dv, terminal] = [
      await certificateIn(files.cvca.certificate),
      await certificateIn(files.dv.certificate),
      await certificateIn(files.terminal.certificate),
    ];
    expect(dv.chr.text).toBe('HUDVDEMO0100002');
    verifyChain([dv, terminal], [cvca], dayOf(begin + 90 * day), cryptography);
    expect(parseRequest(await read(files.terminal.request)).outer).toBeUndefined();
  });

  it('issues another terminal certificate when the address of the identity provider moved, and when asked to', async () => {
    const files = layout(folder).terminal;
    const sectors = await read(layout(folder).sectors.pseudonym);
    await establish(folder, { ...at(90), origin: 'https://idp.localhost:9181' });
    expect(parseDescription(await read(files.description)).subjectUrl).toBe('https://idp.localhost:9181');
    const { chr } = await certificateIn(files.certificate);
    await issueTerminal(folder, at(90));
    expect((await certificateIn(files.certificate)).chr.text).not.toBe(chr.text);
    expect(await read(layout(folder).sectors.pseudonym)).toEqual(sectors);
  });

  it('issues another terminal certificate when the policy gives it other rights', async () => {
    const { terminal, dv } = layout(folder);
    const { car, chr, publicKey, effective, expiration, extensions } = await certificateIn(terminal.certificate);
    const body = { car, chr, publicKey, effective, expiration, extensions, chat: createChat(['readDg4']) };
    const wider = signCertificate(body, { signer: await readSigner(dv.key), hash: 'SHA-256' });
    await writeFile(terminal.certificate, wider.raw);
    await establish(folder, at(90));
    expect(rightsOf((await certificateIn(terminal.certificate)).chat)).toContain('readDg12');
  });

  it('certifies a TLS key that was replaced', async () => {
    const { certificate, key } = layout(folder).tls.portal;
    const replaced = await generateKey('P-256');
    await writeKey(key, replaced);
    await establish(folder, at(90));
    expect((await x509In(certificate)).publicKey).toEqual(replaced.publicKey);
  });

  it('recovers when it was cut off between key and certificate of the terminal', async () => {
    const files = layout(folder).terminal;
    const { chr } = await certificateIn(files.certificate);
    await writeKey(files.key, await generateKey('brainpoolP256r1'));
    await establish(folder, at(90));
    const renewed = await certificateIn(files.certificate);
    expect(renewed.chr.text).not.toBe(chr.text);
    expect((await readSigner(files.key)).point).toEqual(renewed.publicKey.point);
  });

  it('does not go on with a CVCA whose key is another one', async () => {
    const files = layout(folder).cvca;
    const key = await readFile(files.key);
    await writeKey(files.key, await generateKey('brainpoolP256r1'));
    await expect(establish(folder, at(90))).rejects.toThrow('pki.inconsistent');
    await writeFile(files.key, key);
  });

  it('does not use a key that others may read', async () => {
    const { key } = layout(folder).dv;
    await chmod(key, 0o640);
    await expect(establish(folder, at(90))).rejects.toThrow('keys.not-private');
    await chmod(key, 0o600);
  });
});

describe('the block list', () => {
  const card = cryptography.curve('brainpoolP256r1');
  const secret = card.randomScalar(cryptography.random);
  const document = { documentNumber: '000001AE', blockingKey: card.keyPair(secret).point };
  const list = async () => {
    const { blockList } = layout(folder);
    return readBlockList(await read(blockList.list), await x509In(blockList.certificate), cryptography);
  };

  it('lists a revoked card by the identifier that the card itself calculates', async () => {
    await registerDocuments(folder, [document, { documentNumber: '000002AE', blockingKey: card.parameters.G }]);
    expect([...((await list()).sectors[0]?.identifiers ?? [])]).toEqual([]);
    await revoke(folder, [document.documentNumber], at(90));
    const sectorKey = await read(layout(folder).sectors.blocking);
    const sector = parseSectorKey(sectorKey);
    const [entry] = (await list()).sectors;
    expect(entry?.sectorId).toEqual(sectorKeyHash(sectorKey, 'SHA-256', cryptography));
    expect([...(entry?.identifiers ?? [])]).toEqual([identifierFor(sector, secret, sector.point, cryptography)]);
  });

  it('keeps a revoked card when it is registered again and after a restart', async () => {
    await registerDocuments(folder, [document]);
    await establish(folder, at(90));
    expect((await list()).sectors[0]?.identifiers.size).toBe(1);
  });

  it('does not know a document that nobody issued', async () => {
    await expect(revoke(folder, ['999999XX'], at(90))).rejects.toThrow('pki.unknown-document');
  });

  it('the secret of the blocking sector is the one of its public key', async () => {
    const { sectors } = layout(folder);
    const key = await readKey(sectors.blockingKey);
    expect(key && card.keyPair(scalarOf(key)).point).toEqual(parseSectorKey(await read(sectors.blocking)).point);
  });
});

describe('an authority', () => {
  const chr = holderReference('HUEESZTAT00009');
  const today = dayOf(begin + 90 * day);

  async function dv() {
    const files = layout(folder).dv;
    return { certificate: await certificateIn(files.certificate), signer: await readSigner(files.key), curve: 'brainpoolP256r1' as const };
  }
  async function request(curve: 'brainpoolP256r1' | 'P-256' = 'brainpoolP256r1') {
    const signer = signerOf(await generateKey(curve));
    const asked = createRequest(
      { publicKey: { ...createPublicKey('SHA-256', signer.point), curve }, chr, extensions: noExtensions },
      signer,
    );
    return { asked, signer };
  }
  const grant = { chat: createChat(['readDg4']), today, days: 30 };

  it('refuses a request that the new key did not sign', async () => {
    const { asked } = await request();
    const { signature } = (await request()).asked;
    const authority = await dv();
    expect(() => issueCertificate({ ...asked, signature }, authority, grant, cryptography)).toThrow('pki.failure-inner-signature');
  });

  it('refuses a renewal that the old key did not sign, that names another key, or that comes after the end', async () => {
    const authority = await dv();
    const [first, old, other] = [await request(), await request(), await request()];
    const certificate = issueCertificate(old.asked, authority, grant, cryptography);
    const renewal = (signer: typeof old.signer, name = chr) => authenticateRequest(first.asked, { chr: name, signer, hash: 'SHA-256' });
    const renew =
      (asked: typeof first.asked, changes = {}) =>
      () =>
        issueCertificate(asked, authority, { ...grant, renews: certificate, ...changes }, cryptography);
    expect(renew(renewal(old.signer))().chr.text).toBe(chr.text);
    expect(renew(first.asked)).toThrow('pki.failure-outer-signature');
    expect(renew(renewal(other.signer))).toThrow('pki.failure-outer-signature');
    expect(renew(renewal(old.signer, holderReference('HUANOTHER00001')))).toThrow('pki.failure-outer-signature');
    expect(renew(renewal(old.signer), { today: dayOf(begin + 130 * day) })).toThrow('pki.failure-expired');
  });

  it('refuses a key on another curve, a holder that it may not name, and any request after its own end', async () => {
    const authority = await dv();
    const { asked } = await request();
    const issue =
      (changes: object, what = asked) =>
      () =>
        issueCertificate(what, authority, { ...grant, ...changes }, cryptography);
    const { asked: elsewhere } = await request('P-256');
    expect(issue({}, elsewhere)).toThrow('pki.failure-domain-parameters');
    expect(issue({ chat: createChat([], 'dv-official') })).toThrow('pki.failure-not-authorized');
    expect(issue({ today: dayOf(begin + 400 * day) })).toThrow('pki.failure-expired');
  });

  it('names no end after its own', async () => {
    const authority = await dv();
    const { asked } = await request();
    const { expiration } = issueCertificate(asked, authority, { ...grant, days: 400 }, cryptography);
    expect(expiration).toBe(authority.certificate.expiration);
  });
});
