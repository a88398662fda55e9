import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { establish, layout, registerDocuments } from '../../apps/pki/index.ts';
import { createCryptography } from '../../io/crypto/index.ts';
import { certificateOctets, generateKey, signerOf } from '../../io/keys/index.ts';
import { readBlockList, readDefectList } from '../../lib/card/index.ts';
import { namedCurves } from '../../lib/crypto/index.ts';
import { createPublicKey, createRequest, holderReference, noExtensions, parseCertificate, parseCertificates } from '../../lib/cvc/index.ts';
import { parseRevocationLists, parseX509 } from '../../lib/x509/index.ts';
import { type Command, exit, type Input, type Terminal, UsageError } from '../command.ts';
import { establishAll } from './establish.ts';
import { exportFiles } from './export.ts';
import { issueAt, issueDv, issueSigner, move, renewCsca, renewCvca } from './issue.ts';
import { list, renew } from './list.ts';
import { blockList, crl, defectList, masterList, releaseDocument, revokeDocument, revokeSigner } from './lists.ts';

let data: string;
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'eszig-cli-pki-'));
  await establish(join(data, 'pki'), { clock: Date.now, cryptography: createCryptography(), origin: 'https://idp.localhost:8181' });
}, 60_000);
afterAll(() => rm(data, { recursive: true }));

async function run(
  command: Command,
  operands: string[],
  options: Record<string, string | boolean> = {},
  repeated: Record<string, string[]> = {},
) {
  const given: Record<string, string | boolean> = { data, ...options };
  const documents: unknown[] = [];
  const input: Input = {
    operands,
    text: (option) => given[option] as string | undefined,
    texts: (option) => repeated[option] ?? [],
    flag: (option) => given[option] === true,
    number: () => undefined,
  };
  const terminal: Terminal = {
    language: 'en',
    isJson: true,
    say: () => {},
    json: (document) => documents.push(document),
    askHidden: async () => undefined,
    readLine: async () => undefined,
    environment: {},
  };
  return { status: await command.run(input, terminal), document: documents[0] };
}

const pki = () => join(data, 'pki');
const at = (...parts: string[]) => join(pki(), ...parts);

describe('eszig pki', () => {
  it.each([
    ['cvca', ['HUCVCADEMO00001.cvcert']],
    ['chain', ['HUCVCADEMO00001.cvcert', 'HUDVDEMO0100001.cvcert', 'HUEESZTAT00001.cvcert', 'description.der']],
    ['csca', ['csca.pem', 'revocation-list.crl']],
    ['crl', ['revocation-list.crl']],
    ['links', []],
    ['master-list', ['master-list.cms', 'master-list.pem']],
    ['defect-list', ['defect-list.cms', 'defect-list.pem']],
    ['block-list', ['block-list.cms', 'block-list.pem']],
    ['sectors', ['blocking.key-object', 'pseudonym.key-object']],
  ])('export %s writes certificates and lists, and never a key', async (what, names) => {
    const out = join(data, `out-${what}`);
    const { status } = await run(exportFiles, [what], { out });
    expect(status).toBe(exit.done);
    expect((await readdir(out)).sort()).toEqual(names);
    for (const name of names) expect(await readFile(join(out, name), 'latin1')).not.toContain('PRIVATE');
  });

  it('list shows what there is, when it ends, and when the next renewal is due', async () => {
    const { document } = await run(list, []);
    const { items, documentSigners, links, nextDue } = document as Record<string, { kind: string; state: string; daysLeft: number }[]>;
    const kinds = items?.map(({ kind }) => kind);
    for (const kind of ['cvca', 'dv', 'terminal', 'country-signer', 'document-signer', 'tls', 'revocation-list', 'block-list']) {
      expect(kinds).toContain(kind);
    }
    expect(items?.every(({ state }) => state === 'good')).toBe(true);
    expect(items?.find(({ kind }) => kind === 'dv')?.daysLeft).toBe(90);
    expect(documentSigners).toMatchObject([{ revoked: false }]);
    expect(links).toEqual([]);
    expect(Date.parse(String(nextDue))).toBeGreaterThan(Date.now());
  });

  it('establish makes everything in a new folder, keeps what is there, and wants an https origin', async () => {
    const fresh = join(data, 'fresh');
    const made = await run(establishAll, [], { data: fresh, origin: 'https://idp.example' });
    const items = (made.document as { items: { kind: string; name: string; state: string }[] }).items;
    expect([made.status, items.every(({ state }) => state === 'good')]).toEqual([exit.done, true]);
    expect(new Set(items.map(({ kind }) => kind)).size).toBeGreaterThan(10);
    const again = await run(establishAll, [], { data: fresh, origin: 'https://idp.example' });
    const lasting = (document: unknown) => (document as { items: typeof items }).items.filter(({ kind }) => kind !== 'block-list');
    expect(lasting(again.document)).toEqual(lasting(made.document));
    for (const origin of ['http://idp.example', 'https://idp.example/', 'x'])
      await expect(run(establishAll, [], { data: fresh, origin })).rejects.toThrow(UsageError);
    await expect(run(establishAll, [], { data: fresh })).rejects.toThrow(UsageError);
  });

  it('renew does nothing when nothing is due, and writes the metrics', async () => {
    expect((await run(renew, [], { 'dry-run': true })).document).toEqual({ due: [] });
    expect((await run(renew, [])).document).toEqual({ renewed: [] });
    expect(await readFile(at('metrics.prom'), 'utf8')).toMatch(/^eszig_pki_days_left\{kind="dv",name="HUDVDEMO0100001"\} 90$/m);
  });

  it('issue-terminal gives the next certificate of the same holder', async () => {
    const { document } = await run(issueAt, []);
    expect(document).toMatchObject({ chr: 'HUEESZTAT00002', holder: 'terminal' });
  });

  it('issue-dv and issue-terminal answer requests that come as files, and refuse what the authorities refuse', async () => {
    const key = await generateKey('brainpoolP256r1');
    const signer = signerOf(key);
    const publicKey = { ...createPublicKey('SHA-256', signer.point), curve: 'brainpoolP256r1' } as const;
    const file = join(data, 'request.cvreq');
    const out = join(data, 'answer.cvcert');
    const ask = (chr: string) =>
      writeFile(file, createRequest({ publicKey, chr: holderReference(chr), extensions: noExtensions }, signer).raw);
    await ask('ATDVeID0100001');
    expect((await run(issueDv, [], { request: file, out, foreign: true })).document).toMatchObject({ holder: 'dv-other', file: out });
    expect(parseCertificate(await readFile(out)).chr.text).toBe('ATDVeID0100001');
    const again = await run(issueDv, [], { request: file, out });
    expect(again).toMatchObject({
      status: exit.refused,
      document: { error: { code: 'pki.failure-certificate-holder-reference-in-use', nextStep: expect.stringContaining('sequence') } },
    });
    await ask('HUTESTAT000001');
    const granted = await run(issueAt, [], { request: file, out }, { right: ['readDg4'] });
    expect(granted.document).toMatchObject({ holder: 'terminal', rights: ['readDg4'] });
    await ask('HUTESTAU000001');
    await expect(run(issueAt, [], { request: file, out }, { right: ['readDg22'] })).rejects.toThrow(UsageError);
    await writeFile(file, 'no request');
    expect((await run(issueAt, [], { request: file, out })).status).toBe(exit.refused);
    await expect(run(issueAt, [], { request: join(data, 'none'), out })).rejects.toThrow(UsageError);
    await expect(run(issueDv, [])).rejects.toThrow(UsageError);
  });

  it('renew-cvca makes the next generation, its link, and a chain below it', async () => {
    expect((await run(renewCvca, [])).document).toMatchObject({ car: 'HUCVCADEMO00002', chr: 'HUCVCADEMO00002', holder: 'cvca' });
    const chain = parseCertificates(await readFile(at('terminal', 'chain.cvcerts')));
    expect(chain.map(({ car, chr }) => `${car.text} ${chr.text}`)).toEqual([
      'HUCVCADEMO00001 HUCVCADEMO00002',
      'HUCVCADEMO00002 HUDVDEMO0100002',
      'HUDVDEMO0100002 HUEESZTAT00003',
    ]);
    const out = join(data, 'out-links');
    await run(exportFiles, ['links'], { out });
    expect(await readdir(out)).toEqual(['link-HUCVCADEMO00002.cvcert']);
  });

  it('renew-csca and issue-document-signer make new ones, revoke-document-signer takes one back and puts another in its place', async () => {
    const first = (await run(issueSigner, [])).document as { serialNumber: string };
    await run(renewCsca, []);
    const { documentSigners } = (await run(list, [])).document as { documentSigners: unknown[] };
    expect(documentSigners).toHaveLength(3);
    const second = parseX509(certificateOctets(await readFile(at('document-signer', 'certificate.pem')))).serialNumber.toString(16);
    for (const serial of [first.serialNumber, second]) await run(revokeSigner, [serial]);
    const after = (await run(list, [])).document as { documentSigners: { serialNumber: string; revoked: boolean }[] };
    const revoked = after.documentSigners.filter((one) => one.revoked).map(({ serialNumber }) => serialNumber);
    expect(revoked.sort()).toEqual([first.serialNumber, second].sort());
    expect(after.documentSigners).toHaveLength(4);
    expect((await run(revokeSigner, ['00'])).document).toMatchObject({ error: { code: 'pki.unknown-signer' } });
    await expect(run(revokeSigner, [])).rejects.toThrow(UsageError);
  });

  it('crl, master-list and defect-list sign the lists anew; defect-list enters a defect', async () => {
    const before = parseRevocationLists(await readFile(at('country-signer', 'revocation-lists.crls')));
    await run(crl, []);
    const after = parseRevocationLists(await readFile(at('country-signer', 'revocation-lists.crls')));
    expect(after.map(({ number }) => number)).toEqual(before.map(({ number }) => number + 1n));
    expect((await run(masterList, [])).document).toEqual({ file: at('lists', 'master-list.cms') });
    expect((await run(defectList, [])).document).toEqual({ file: at('lists', 'defect-list.cms') });
    const { documentSigners } = (await run(list, [])).document as { documentSigners: { serialNumber: string }[] };
    const signer = documentSigners[0]?.serialNumber ?? '';
    const report = { signer, defect: 'certificateReplaced', certificate: at('document-signer', 'certificate.pem') };
    await run(defectList, [], report);
    const by = parseX509(certificateOctets(await readFile(at('lists', 'certificate.pem'))));
    const { defects } = readDefectList(await readFile(at('lists', 'defect-list.cms')), by, createCryptography());
    expect(defects).toMatchObject([{ signer: { serialNumber: BigInt(`0x${signer}`) }, known: [{ kind: 'certificateReplaced' }] }]);
    await expect(run(defectList, [], { signer })).rejects.toThrow(UsageError);
    await expect(run(defectList, [], { signer, defect: 'certificateRevoked', certificate: signer })).rejects.toThrow(UsageError);
  });

  it('move-sector names two pseudonym sectors, newest first, until it ends', async () => {
    const sectorsNamed = async () => parseCertificate(await readFile(at('terminal', 'certificate.cvcert'))).extensions.sectorHashes;
    const [old, blocking] = await sectorsNamed();
    expect((await run(move, ['end'])).document).toMatchObject({ error: { code: 'pki.sector-settled' } });
    await run(move, ['begin']);
    const [newest, previous] = await sectorsNamed();
    expect(previous).toEqual(old);
    expect(newest).not.toEqual(old);
    expect((await run(move, ['begin'])).document).toMatchObject({ error: { code: 'pki.sector-moving' } });
    await run(move, ['end']);
    expect(await sectorsNamed()).toEqual([newest, blocking]);
    expect(await readdir(at('sectors', 'pseudonym'))).toEqual([]);
    await expect(run(move, ['back'])).rejects.toThrow(UsageError);
  });

  it('revoke and release want a document that was issued here; block-list tells what changed since', async () => {
    const { blockList: files } = layout(pki());
    const state = async () => ((await run(blockList, [])).document as { listId: string; entries: number }) ?? {};
    await registerDocuments(pki(), [{ documentNumber: '000001AE', blockingKey: namedCurves.brainpoolP256r1.parameters.G }]);
    const before = await state();
    expect((await run(revokeDocument, ['000001AE'])).document).toMatchObject({ revoked: '000001AE', blockList: files.list });
    expect((await state()).entries).toBe(before.entries + 1);
    const changes = (await run(blockList, [], { since: before.listId, out: data })).document as { added: string; removed: string };
    const by = parseX509(certificateOctets(await readFile(files.certificate)));
    const readList = async (path: string) => readBlockList(await readFile(path), by, createCryptography());
    expect((await readList(changes.added)).sectors[0]?.identifiers.size).toBe(1);
    expect((await readList(changes.removed)).sectors[0]?.identifiers.size).toBe(0);
    expect((await run(releaseDocument, ['000001AE'])).document).toMatchObject({ released: '000001AE' });
    expect((await state()).entries).toBe(before.entries);
    expect((await run(revokeDocument, ['000009AE'])).document).toMatchObject({ error: { code: 'pki.unknown-document' } });
    expect((await run(blockList, [], { since: 'ffffffffffffffff' })).document).toMatchObject({ error: { code: 'pki.unknown-state' } });
    await expect(run(revokeDocument, [])).rejects.toThrow(UsageError);
    await expect(run(blockList, [], { since: 'xy' })).rejects.toThrow(UsageError);
  });

  it('a folder without authorities, and an unknown export, are wrong usage', async () => {
    const nowhere = { data: join(data, 'none') };
    await expect(run(exportFiles, ['toString'])).rejects.toThrow(UsageError);
    await expect(run(exportFiles, ['cvca'], nowhere)).rejects.toThrow(UsageError);
    for (const command of [list, renew, renewCvca, issueAt, issueSigner, crl, masterList, defectList, blockList]) {
      await expect(run(command, [], nowhere)).rejects.toThrow(UsageError);
    }
    for (const command of [revokeDocument, revokeSigner]) await expect(run(command, ['1'], nowhere)).rejects.toThrow(UsageError);
  });
});
