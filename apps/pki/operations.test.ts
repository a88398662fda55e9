// Renewals out of turn, requests as files, the hourly job, and what happens when something is cut off half way.
import { readdir, readFile, rename, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generateKey, readSigner, signerOf, writeKey } from '../../io/keys/index.ts';
import type { Logger } from '../../io/log/index.ts';
import { fromUnsigned } from '../../lib/bytes/index.ts';
import { applyChanges, readBlockList, readDefectList, readMasterList } from '../../lib/card/index.ts';
import type { Signer } from '../../lib/crypto/index.ts';
import {
  authenticateRequest,
  createChat,
  createPublicKey,
  createRequest,
  holderOf,
  holderReference,
  noExtensions,
  parseCertificates,
  rightsOf,
  verificationKey,
  verifyCertificate,
} from '../../lib/cvc/index.ts';
import { isIssuedBy, isListOf, parseRevocationLists } from '../../lib/x509/index.ts';
import {
  answerRequest,
  blockListChanges,
  documentSigners,
  dueAt,
  establish,
  issueDocumentSigner,
  layout,
  moveSector,
  registerDocuments,
  release,
  renewCountrySigner,
  renewRoot,
  reportDefect,
  revoke,
  revokeDocumentSigner,
  standings,
} from './index.ts';
import { start } from './main.ts';
import { at, begin, certificateIn, cryptography, day, established, read, x509In } from './testing/established.ts';

const folder = established();

describe('a request that comes as a file', () => {
  const rights = createChat(['readDg4', 'readDg5']);

  async function ask(chr: string, { car, old }: { car?: string; old?: { chr: string; signer: Signer } } = {}) {
    const signer = signerOf(await generateKey('brainpoolP256r1'));
    const body = {
      publicKey: { ...createPublicKey('SHA-256', signer.point), curve: 'brainpoolP256r1' } as const,
      chr: holderReference(chr),
      extensions: noExtensions,
      ...(car !== undefined && { car: holderReference(car) }),
    };
    const first = createRequest(body, signer);
    const request =
      old === undefined ? first : authenticateRequest(first, { chr: holderReference(old.chr), signer: old.signer, hash: 'SHA-256' });
    return { octets: request.raw, signer };
  }

  it('of a foreign document verifier is answered by the CVCA, and never as one of our own', async () => {
    const { octets } = await ask('ATDVeID0100001', { car: 'HUCVCADEMO00001' });
    const certificate = await answerRequest(folder, octets, createChat(['readDg4'], 'dv-other'), at(1));
    expect([holderOf(certificate.chat), certificate.car.text, certificate.expiration]).toEqual([
      'dv-other',
      'HUCVCADEMO00001',
      '2027-02-22',
    ]);
    const cvca = await certificateIn(layout(folder).cvca.certificate);
    expect(verifyCertificate(certificate, verificationKey(cvca), cryptography)).toBe(true);
  });

  it('renews with the rights of the certificate before, and only by its key', async () => {
    const first = await ask('HUKORHAZ00001');
    await answerRequest(folder, first.octets, rights, at(1));
    const other = await ask('HUMASVALA00001');
    await answerRequest(folder, other.octets, rights, at(1));
    const answer = async (chr: string, old?: { chr: string; signer: Signer }) =>
      answerRequest(folder, (await ask(chr, old && { old })).octets, createChat(['readDg1', 'readDg2']), at(20));
    await expect(answer('HUKORHAZ00002')).rejects.toThrow('pki.failure-outer-signature');
    await expect(answer('HUKORHAZ00002', { chr: 'HUKORHAZ00001', signer: other.signer })).rejects.toThrow('pki.failure-outer-signature');
    await expect(answer('HUKORHAZ00002', { chr: 'HUMASVALA00001', signer: other.signer })).rejects.toThrow(
      'pki.failure-certificate-holder-unknown',
    );
    await expect(answer('HUKORHAZ00001', { chr: 'HUKORHAZ00001', signer: first.signer })).rejects.toThrow(
      'pki.failure-certificate-holder-reference-in-use',
    );
    const renewed = await answer('HUKORHAZ00002', { chr: 'HUKORHAZ00001', signer: first.signer });
    expect(rightsOf(renewed.chat)).toEqual(rightsOf(rights));
  });

  it('of a holder whose certificates have all ended is a first request again', async () => {
    await answerRequest(folder, (await ask('HUREGI00001')).octets, rights, at(1));
    const { octets } = await ask('HUREGI00002');
    await expect(answerRequest(folder, octets, rights, at(30))).rejects.toThrow('pki.failure-outer-signature');
    expect((await answerRequest(folder, octets, rights, at(40))).chr.text).toBe('HUREGI00002');
  });

  it('for another authority, or that is none, is refused', async () => {
    const { octets } = await ask('HUUJ00001', { car: 'HUMASDV00001' });
    const answer = (request: Uint8Array) => answerRequest(folder, request, rights, at(1));
    await expect(answer(octets)).rejects.toThrow('pki.failure-certification-authority-holder-unknown');
    await expect(answer(octets.subarray(1))).rejects.toThrow('pki.failure-syntax');
    await expect(answerRequest(join(folder, 'empty'), octets, rights, at(1))).rejects.toThrow('pki.inconsistent');
  });
});

describe('generations', () => {
  it('a link certificate says what the new CVCA says of itself, signed with the old key', async () => {
    const { cvca, terminal } = layout(folder);
    const old = await certificateIn(cvca.certificate);
    await renewRoot(folder, at(1));
    const next = await certificateIn(cvca.certificate);
    const [link, dv, at1] = parseCertificates(await read(terminal.chain));
    if (link === undefined) throw new Error('no link');
    const { car: _, raw: __, bodyRaw: ___, signature: ____, ...said } = link;
    expect(next).toMatchObject(said);
    expect([link.car.text, link.chr.text]).toEqual([old.chr.text, next.chr.text]);
    expect(verifyCertificate(link, verificationKey(old), cryptography)).toBe(true);
    expect([dv?.car.text, at1?.car.text]).toEqual([next.chr.text, dv?.chr.text]);
    expect(await readdir(cvca.generations)).toEqual(['HUCVCADEMO00001.cvcert', 'HUCVCADEMO00002.cvcert']);
  });

  it('a country signer vouches for the next one, and keeps a revocation list for what it issued', async () => {
    const { countrySigner, documentSigner, lists } = layout(folder);
    const [old, signer] = [await x509In(countrySigner.certificate), await x509In(documentSigner.certificate)];
    await renewCountrySigner(folder, at(1));
    const next = await x509In(countrySigner.certificate);
    const masters = readMasterList(await read(lists.masterList), [old], begin + day, cryptography).certificates;
    expect(masters).toHaveLength(3);
    const link = masters.find(({ subject, issuer }) => subject.serialNumber !== issuer.serialNumber);
    expect(link && [isIssuedBy(link, old, cryptography), link.publicKey]).toEqual([true, next.publicKey]);
    await revokeDocumentSigner(folder, signer.serialNumber.toString(16), at(1));
    const [own, kept] = parseRevocationLists(await read(countrySigner.revocationLists));
    expect([own && isListOf(own, next, cryptography), kept && isListOf(kept, old, cryptography)]).toEqual([true, true]);
    expect([own?.revoked.length, kept?.revoked.length]).toEqual([0, 1]);
    expect(isIssuedBy(await x509In(documentSigner.certificate), next, cryptography)).toBe(true);
  });

  it('a document signer that is revoked signs nothing more: another takes its place', async () => {
    const { documentSigner } = layout(folder);
    await issueDocumentSigner(folder, at(1));
    const signer = await x509In(documentSigner.certificate);
    await revokeDocumentSigner(folder, signer.serialNumber.toString(16).toUpperCase(), at(1));
    const next = await x509In(documentSigner.certificate);
    expect(next.serialNumber).not.toBe(signer.serialNumber);
    expect((await readSigner(documentSigner.key)).point).toEqual((next.publicKey as { point: Uint8Array }).point);
    expect(next.extensions.privateKeyUsage).toEqual({ notBefore: begin + day, notAfter: begin + 366 * day });
    expect((await documentSigners(documentSigner)).length).toBe(4);
    await expect(revokeDocumentSigner(folder, 'ff', at(1))).rejects.toThrow('pki.unknown-signer');
  });

  it('a defect is entered for one certificate, and the list is signed anew', async () => {
    const { documentSigner, lists } = layout(folder);
    const signer = await x509In(documentSigner.certificate);
    const serial = signer.serialNumber.toString(16);
    await reportDefect(folder, { serial, kind: 'chipAuthenticationKeyRevoked' }, at(2));
    const list = readDefectList(await read(lists.defectList), await x509In(lists.certificate), cryptography);
    expect(list).toMatchObject({ issuedAt: begin + 2 * day, defects: [{ known: [{ kind: 'chipAuthenticationKeyRevoked' }] }] });
    expect(list.defects[0]?.certificateHash).toEqual(cryptography.hash('SHA-256', signer.raw));
    await expect(reportDefect(folder, { serial: 'ff', kind: 'eidIntegrity' }, at(2))).rejects.toThrow('pki.unknown-signer');
  });

  it('an authority that was cut off between its new certificate and its key goes on with the new one', async () => {
    const { dv } = layout(folder);
    const key = await generateKey('brainpoolP256r1');
    await rename(dv.key, `${dv.key}.next`);
    await writeKey(dv.key, key);
    await establish(folder, at(2));
    expect((await readSigner(dv.key)).point).toEqual((await certificateIn(dv.certificate)).publicKey.point);
    expect(await readdir(join(folder, 'dv'))).not.toContain('key.pem.next');
  });
});

describe('the changes of the block list', () => {
  const curve = cryptography.curve('brainpoolP256r1');
  const documents = ['000001AE', '000002AE', '000003AE'].map((documentNumber) => {
    return { documentNumber, blockingKey: curve.keyPair(curve.randomScalar(cryptography.random)).point };
  });
  const [one, two, three] = documents.map(({ documentNumber }) => documentNumber) as [string, string, string];
  const signer = () => x509In(layout(folder).blockList.certificate);
  const complete = async () => readBlockList(await read(layout(folder).blockList.list), await signer(), cryptography);
  const updated = async (base: Awaited<ReturnType<typeof complete>>) => {
    const { added, removed } = await blockListChanges(folder, base.listId, at(3));
    const by = await signer();
    return applyChanges(
      base,
      [added, removed].map((octets) => readBlockList(octets, by, cryptography)),
    );
  };
  const set = (list: Awaited<ReturnType<typeof complete>>) =>
    list.sectors.map(({ identifiers }) => [...identifiers].map((identifier) => Buffer.from(identifier).toString('hex')).sort());

  it('make the list of now from the list of any earlier state, whatever came and went', async () => {
    await registerDocuments(folder, documents);
    const states = [await complete()];
    const act = async (change: Promise<void>) => {
      await change;
      states.push(await complete());
    };
    await act(revoke(folder, [one, two], at(3)));
    await act(release(folder, [one], at(3)));
    await act(revoke(folder, [three], at(3)));
    await act(revoke(folder, [one], at(3)));
    await act(release(folder, [two, three], at(3)));
    const now = await complete();
    expect(set(now)[0]).toHaveLength(1);
    for (const state of states) {
      const made = await updated(state);
      expect(set(made)).toEqual(set(now));
      expect(made.listId).toEqual(now.listId);
    }
  });

  it('are none when only the date is new', async () => {
    const before = await complete();
    await establish(folder, at(4));
    const now = await complete();
    expect([now.listId, now.issuedAt]).toEqual([before.listId, begin + 4 * day]);
    expect(set(await updated(before))).toEqual(set(now));
  });

  it('are not told for a state that never was', async () => {
    await expect(blockListChanges(folder, fromUnsigned(99n, 8), at(3))).rejects.toThrow('pki.unknown-state');
    await expect(blockListChanges(folder, fromUnsigned(1n, 4), at(3))).rejects.toThrow('pki.unknown-state');
  });

  it('are of two sectors while the provider moves, and of one when the new sector has lost its secret', async () => {
    await moveSector(folder, 'begin', at(4));
    expect(set(await complete()).map(({ length }) => length)).toEqual([1, 1]);
    expect(await readdir(join(folder, 'sectors', 'pseudonym'))).toEqual(['key.pem']);
    await moveSector(folder, 'end', at(4));
    expect(set(await complete()).map(({ length }) => length)).toEqual([1]);
    expect(await readdir(join(folder, 'sectors', 'pseudonym'))).toEqual([]);
  });
});

describe('what is due', () => {
  const item = { kind: 'dv', name: 'HUDVDEMO0100001', from: 0, until: 10 * day, renewAt: 7 * day } as const;
  const state = (now: number) => standings([item], now)[0];

  it('is good, due from its renewal on, and ended after its last moment', () => {
    expect([state(7 * day - 1)?.state, state(7 * day)?.state, state(10 * day)?.state, state(10 * day + 1)?.state]).toEqual([
      'good',
      'due',
      'due',
      'ended',
    ]);
    expect([state(0)?.daysLeft, state(10 * day + 1)?.daysLeft]).toEqual([10, -1]);
    expect(dueAt([item], 7 * day)).toHaveLength(1);
    expect(dueAt([item], 0)).toEqual([]);
  });
});

describe('the hourly job', () => {
  function recording() {
    const events: string[] = [];
    const at = (event: string, facts: object = {}) => void events.push(`${event} ${Object.values(facts).join(' ')}`);
    const log: Logger = { debug: at, info: at, warn: at, error: at, with: () => log };
    return { log, events };
  }
  const config = { origin: 'https://idp.localhost:8181' };

  it('renews what is due at its start, says so, and writes the days left', async () => {
    const { log, events } = recording();
    await using _job = await start({ folder, ...config }, { log, clock: at(40).clock });
    expect(events.some((event) => event.startsWith('renewed terminal HUEESZTAT'))).toBe(true);
    expect(events.filter((event) => /^near|failed/.test(event))).toEqual([]);
    expect(await readFile(layout(folder).metrics, 'utf8')).toMatch(/^eszig_pki_days_left\{kind="terminal",name="HUEESZTAT\d+"\} 30$/m);
  });

  it('does not end when it fails: it says that it failed and what is near its end, and counts on', async () => {
    const { log, events } = recording();
    const { dv, metrics } = layout(folder);
    await rename(dv.key, `${dv.key}.away`);
    await (await start({ folder, ...config }, { log, clock: at(69).clock }))[Symbol.asyncDispose]();
    await rename(`${dv.key}.away`, dv.key);
    expect(events[0]).toContain('renewal-failed');
    expect(events.some((event) => /^near-its-end terminal HUEESZTAT\d+ 1$/.test(event))).toBe(true);
    expect(events.some((event) => /^near-its-end (dv|cvca)/.test(event))).toBe(false);
    expect(await readFile(metrics, 'utf8')).toMatch(/^eszig_pki_days_left\{kind="terminal",name="HUEESZTAT\d+"\} 1$/m);
  });
});

describe('two that write at once', () => {
  it('wait for each other: no revocation is lost', async () => {
    const curve = cryptography.curve('brainpoolP256r1');
    const numbers = ['100001AE', '100002AE', '100003AE', '100004AE'];
    await registerDocuments(
      folder,
      numbers.map((documentNumber) => ({ documentNumber, blockingKey: curve.keyPair(curve.randomScalar(cryptography.random)).point })),
    );
    await Promise.all(numbers.map((documentNumber) => revoke(folder, [documentNumber], at(40))));
    const { documents } = JSON.parse(await readFile(layout(folder).blockList.register, 'utf8'));
    for (const documentNumber of numbers) expect(documents[documentNumber].revoked).toBeGreaterThan(0);
  });

  it('are not held up by one that ended, or that holds on for longer than any work', async () => {
    const lock = join(folder, '.lock');
    await writeFile(lock, '999999999');
    await registerDocuments(folder, []);
    await writeFile(lock, String(process.pid));
    const long = new Date(Date.now() - 61_000);
    await utimes(lock, long, long);
    await registerDocuments(folder, []);
    expect(await readdir(folder)).not.toContain('.lock');
  });
});
