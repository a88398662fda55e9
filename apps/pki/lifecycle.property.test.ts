// Ten years of the authorities on a scripted clock, and a card that slept through them.
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCryptography } from '../../io/crypto/index.ts';
import { certificateOctets, readSigner } from '../../io/keys/index.ts';
import { run } from '../../lib/apdu/index.ts';
import { type Bytes, bytes } from '../../lib/bytes/index.ts';
import { createCardSecurity, encodeSecurityInfos, readDefectList, readMasterList, verifyCardSecurity } from '../../lib/card/index.ts';
import { buildChain, createChat, dayOf, holderOf, parseCertificate, parseCertificates, verifyChain } from '../../lib/cvc/index.ts';
import { createChip } from '../../lib/eac/ta/chain.fixture.ts';
import { authenticateTerminal, getChallenge, terminalSignatureInput, verifyCertificates } from '../../lib/eac/ta/index.ts';
import { parseRevocationLists, parseX509 } from '../../lib/x509/index.ts';
import { establish, type Item, layout, nextDue, readInventory, readLinks, renewDue, type Standing } from './index.ts';
import { terminalRights } from './policy.ts';

const cryptography = createCryptography();
const day = 86_400_000;
const begin = Date.parse('2026-11-23T12:00:00Z');
const end = begin + (10 * 365 - 40) * day;
const infos = [{ kind: 'pace', protocol: '0.4.0.127.0.7.2.2.4.2.2', version: 2, parameterId: 13 }] as const;
const files = { cardAccess: encodeSecurityInfos(infos) };

/** Ten years are thousands of files, each written through to the disk: not where there is a folder in memory. */
const memory = '/dev/shm';

let folder: string;
let now = begin;
const options = { clock: () => now, cryptography, origin: 'https://idp.localhost:8181' };
const read = async (path: string) => bytes(await readFile(path));

/** What is kept of the first day: the trust point and the security object of a card. */
let sleeper: { trustPoint: Bytes; cardSecurity: Bytes };
let anchor: Bytes;
const lapsed: Standing[] = [];
const lasting = <T extends Item>(items: readonly T[]) => items.filter(({ kind }) => !kind.endsWith('-list'));
const generations = new Set<string>();
let looks = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(existsSync(memory) ? memory : tmpdir(), 'eszig-life-'));
  await establish(folder, options);
  const { cvca, documentSigner, countrySigner } = layout(folder);
  const by = {
    certificate: parseX509(certificateOctets(await read(documentSigner.certificate))),
    signer: await readSigner(documentSigner.key),
  };
  sleeper = { trustPoint: await read(cvca.certificate), cardSecurity: createCardSecurity(infos, by, cryptography) };
  anchor = certificateOctets(await read(countrySigner.certificate));
  // The job looks when something other than a daily list comes due, as a job that looks every hour would.
  let due = nextDue(lasting(await readInventory(layout(folder), now, cryptography)));
  while (now < end) {
    now = Math.max(now + 3_600_000, due);
    const { all } = await renewDue(folder, options);
    due = nextDue(lasting(all));
    lapsed.push(...all.filter(({ state }) => state !== 'good'));
    for (const { kind, name } of all) if (kind === 'cvca') generations.add(name);
    looks++;
  }
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

describe('ten years of the authorities', () => {
  it('nothing ever lapses when the job looks in time', () => {
    expect(lapsed).toEqual([]);
    expect(looks).toBeGreaterThan(100);
  });

  it('the CVCA has a new key every three years, each introduced by the one before', async () => {
    expect([...generations]).toEqual(['HUCVCADEMO00001', 'HUCVCADEMO00002', 'HUCVCADEMO00003', 'HUCVCADEMO00004']);
    const links = await readLinks(layout(folder).cvca);
    expect(links.map(({ car, chr }) => [car.text, chr.text])).toEqual([
      ['HUCVCADEMO00001', 'HUCVCADEMO00002'],
      ['HUCVCADEMO00002', 'HUCVCADEMO00003'],
      ['HUCVCADEMO00003', 'HUCVCADEMO00004'],
    ]);
  });

  it('a card that is three generations behind is led to the terminal of today, and then trusts the CVCA of today', async () => {
    const certificates = parseCertificates(await read(layout(folder).terminal.chain));
    const first = parseCertificate(sleeper.trustPoint);
    const chain = buildChain(certificates, [first.chr.text]);
    expect(chain.map(({ chat }) => holderOf(chat))).toEqual(['cvca', 'cvca', 'cvca', 'dv-official', 'terminal']);

    const chat = createChat(terminalRights);
    const idPicc = cryptography.random(32);
    const chip = createChip(cryptography, { trust: { trustPoints: [first.raw], currentDate: dayOf(begin) }, idPicc, chat });
    const transmit = async (command: Parameters<typeof chip.answer>[0]) => chip.answer(command);
    await run(verifyCertificates(chain), transmit);
    const challenge = await run(getChallenge(), transmit);
    const terminal = certificates.at(-1) as (typeof certificates)[number];
    const claim = { protocol: terminal.publicKey.oid, chr: terminal.chr.text, compressedKey: cryptography.random(32) };
    const signer = await readSigner(layout(folder).terminal.key);
    await run(authenticateTerminal(claim, signer.sign('SHA-256', terminalSignatureInput({ idPicc, challenge }, claim))), transmit);
    expect(chip.terminal?.certificate.chr.text).toBe(terminal.chr.text);
    expect(chip.context.trust.trustPoints.map((raw) => parseCertificate(raw).chr.text)).toEqual(['HUCVCADEMO00004', 'HUCVCADEMO00003']);
    expect(chip.context.trust.currentDate).toBe(terminal.effective);
  });

  it('a card without a link on its way is not led anywhere', async () => {
    const certificates = parseCertificates(await read(layout(folder).terminal.chain));
    const gap = certificates.filter(({ chr }) => chr.text !== 'HUCVCADEMO00003');
    expect(() => buildChain(gap, [parseCertificate(sleeper.trustPoint).chr.text])).toThrow('cvc.invalid-certificate-path');
  });

  it('a client that knows the CVCA of today, or the one before, believes the chain', async () => {
    const certificates = parseCertificates(await read(layout(folder).terminal.chain));
    for (const name of ['HUCVCADEMO00004', 'HUCVCADEMO00003']) {
      const root = parseCertificate(await read(join(layout(folder).cvca.generations, `${name}.cvcert`)));
      verifyChain(buildChain(certificates, [name]), [root], dayOf(now), cryptography);
    }
  });

  it('whoever trusts the first country signer follows the links to the master list of today, and believes a document of the first day', async () => {
    const { lists, countrySigner } = layout(folder);
    const masters = readMasterList(await read(lists.masterList), [parseX509(anchor)], now, cryptography);
    expect(masters.certificates).toHaveLength(7);
    const signer = parseX509(certificateOctets(await read(lists.certificate)));
    const { defects } = readDefectList(await read(lists.defectList), signer, cryptography);
    const revocationLists = parseRevocationLists(await read(countrySigner.revocationLists));
    const trust = { countrySigners: masters.certificates, revocationLists, defects, documentTypes: ['ID'] };
    expect(verifyCardSecurity({ ...files, cardSecurity: sleeper.cardSecurity }, trust, now, cryptography).kind).toBe('genuine');
    const newest = { ...trust, countrySigners: masters.certificates.filter(({ subject }) => subject.serialNumber === '004') };
    expect(verifyCardSecurity({ ...files, cardSecurity: sleeper.cardSecurity }, newest, now, cryptography)).toMatchObject({
      fault: 'unknown-signer',
    });
  });
});
