// What the configuration names, read from its files: keys, certificates, lists.
import { createHash, X509Certificate as NodeCertificate } from 'node:crypto';
import {
  certificateOctets,
  certificatePem,
  certificatesOctets,
  type KeysErrorCode,
  type Reloading,
  readPrivate,
  readPublic,
  readSigner,
  reloading,
} from '../../io/keys/index.ts';
import type { Logger } from '../../io/log/index.ts';
import { type Bytes, equal } from '../../lib/bytes/index.ts';
import {
  applyChanges,
  type DocumentTrust,
  type KnownBlockList,
  readBlockList,
  readDefectList,
  readMasterList,
  union,
} from '../../lib/card/index.ts';
import type { Clock, Cryptography } from '../../lib/crypto/index.ts';
import { parseCertificates, terminalCertificate } from '../../lib/cvc/index.ts';
import { sectorKeyHash } from '../../lib/eac/ri/index.ts';
import { EidError, isEidError } from '../../lib/error/index.ts';
import { parseRevocationLists, parseX509, type X509Certificate } from '../../lib/x509/index.ts';
import type { CompleteConfig } from './config.ts';
import type { BlockList, ClientCertificate, RelyingParty, Terminal } from './relying-party.ts';

/** `material.mismatch`: a file does not belong to the certificate beside it, or is older than the one before; fact `part` says which. */
export type MaterialErrorCode = 'material.mismatch';

type ServiceConfig = CompleteConfig['services'][number];

/** Terminals remembered after they were renewed: sessions that began with one end with it. */
const remembered = 4;

/** A relying party with its terminal, renewed while we run; everything is checked to belong together. */
export async function readRelyingParty(
  config: ServiceConfig,
  reloadEvery: number,
  cryptography: Cryptography,
  log: Logger,
): Promise<RelyingParty & Disposable> {
  using stack = new DisposableStack();
  const { pseudonym, previous = pseudonym, blocking } = config.sectorKeyFiles;
  const own = [config.keyFile, config.descriptionFile, pseudonym, previous, blocking];
  const files = [...config.certificateFiles, ...own, ...config.laterCertificateFiles];
  let terminals: readonly Terminal[] = [];
  const renew = async (contents: readonly Bytes[]) => {
    terminals = [await readTerminal(config, contents, cryptography), ...terminals].slice(0, remembered);
    return terminals;
  };
  const terminal = stack.use(await reloading(files, renew, reloadEvery, log));
  const blockList = stack.use(await readList(config, reloadEvery, cryptography, log));
  const clientFiles = config.clientCertificateFile === undefined ? [] : [config.clientCertificateFile];
  const clients = stack.use(await reloading(clientFiles, (contents) => contents.flatMap(clientsOf), reloadEvery, log));
  const owned = stack.move();
  return {
    name: config.name,
    get clients() {
      return clients.value;
    },
    signs: config.signature === 'required',
    get terminal() {
      return terminal.value[0] as Terminal;
    },
    terminalOf: (reference) =>
      terminal.value.find(({ certificate }) => certificate.chr.text === reference) ?? (terminal.value[0] as Terminal),
    get blockList() {
      return blockList.value;
    },
    ...(config.attached && { returnAddress: config.attached.returnAddress }),
    comparisons: {
      values: config.comparisons.values,
      within: config.comparisons.within,
      ...(config.comparisons.ages && { ages: config.comparisons.ages }),
      ...(config.comparisons.places && { places: config.comparisons.places }),
    },
    openSessions: config.openSessions,
    [Symbol.dispose]: () => owned.dispose(),
  };
}

function clientsOf(file: Bytes): readonly ClientCertificate[] {
  return certificatesOctets(file).map((octets) => ({ key: keyOf(new NodeCertificate(octets)), pem: certificatePem(octets) }));
}

/** SHA-256 of the key in a certificate, hexadecimal. */
export function keyOf(certificate: NodeCertificate): string {
  return createHash('sha256')
    .update(certificate.publicKey.export({ format: 'der', type: 'spki' }))
    .digest('hex');
}

/** What documents are judged by, and when the lists of it were signed that have no end of their own (milliseconds since 1970). */
export interface HeldTrust extends DocumentTrust {
  readonly issued: readonly { readonly name: string; readonly at: number }[];
}

/** Country signers, their revocation lists, and what is known to be wrong with documents, renewed while we run. */
export function readDocumentTrust(
  config: CompleteConfig,
  { clock, cryptography, log }: { readonly clock: Clock; readonly cryptography: Cryptography; readonly log: Logger },
): Promise<Reloading<HeldTrust>> {
  const { countrySignerFiles, revocationListFiles, documentLists, documentTypes, pinnedDocumentSigners, reloadEvery } = config;
  const listFiles =
    documentLists === undefined ? [] : [documentLists.masterListFile, documentLists.defectListFile, documentLists.signerFile];
  const read = (contents: readonly Bytes[]): HeldTrust => {
    const [signers, others] = [contents.slice(0, countrySignerFiles.length), contents.slice(countrySignerFiles.length)];
    const trusted = signers.map((file) => parseX509(certificateOctets(file)));
    const revocationLists = others.slice(0, revocationListFiles.length).flatMap(parseRevocationLists);
    const common = { revocationLists, pinnedSigners: pinnedDocumentSigners, documentTypes };
    const [masterList, defectList, signer] = others.slice(revocationListFiles.length);
    if (masterList === undefined || defectList === undefined || signer === undefined) {
      return { countrySigners: trusted, ...common, issued: [] };
    }
    const master = readMasterList(masterList, trusted, clock(), cryptography);
    const { defects, issuedAt } = readDefectList(defectList, parseX509(certificateOctets(signer)), cryptography);
    const issued = [
      { name: 'master list', at: master.issuedAt },
      { name: 'defect list', at: issuedAt },
    ];
    return { countrySigners: [...trusted, ...master.certificates], ...common, defects, issued };
  };
  return reloading([...countrySignerFiles, ...revocationListFiles, ...listFiles], read, reloadEvery, log);
}

/** A secret of exactly this many octets, or at least so many. */
export async function readSecret(path: string, size: number): Promise<Bytes> {
  const secret = await readPrivate(path);
  if (secret === undefined || secret.length < size) throw new EidError<KeysErrorCode>('keys.malformed', { path });
  return secret.slice(0, size);
}

/** A text file that others may not read, without the line end. */
export async function readSecretText(path: string): Promise<string> {
  const secret = await readPrivate(path);
  if (secret === undefined) throw new EidError<KeysErrorCode>('keys.unreadable', { path });
  return Buffer.from(secret).toString('utf8').trim();
}

export async function readFile(path: string): Promise<Bytes> {
  const content = await readPublic(path);
  if (content === undefined) throw new EidError<KeysErrorCode>('keys.unreadable', { path });
  return content;
}

async function readTerminal(config: ServiceConfig, contents: readonly Bytes[], cryptography: Cryptography): Promise<Terminal> {
  const count = config.certificateFiles.length;
  const certificates = contents.slice(0, count).flatMap(parseCertificates);
  const [, description, pseudonym, previous, blocking, ...later] = contents.slice(count) as [Bytes, Bytes, Bytes, Bytes, Bytes];
  const laterCertificates = later.flatMap(parseCertificates);
  const certificate = terminalCertificate(certificates);
  const signer = await readSigner(config.keyFile);
  const { hash } = certificate.publicKey;
  const { descriptionHash, sectorHashes } = certificate.extensions;
  const isSame = (found: Uint8Array, expected: Uint8Array | undefined) => expected !== undefined && equal(found, expected);
  const belongs = (part: string, found: Uint8Array, expected: Uint8Array | undefined) => {
    if (!isSame(found, expected)) throw mismatch(part, config.name);
  };
  belongs('key', signer.point, certificate.publicKey.point);
  belongs('description', cryptography.hash(hash, description), descriptionHash);
  belongs('pseudonym sector', sectorKeyHash(pseudonym, hash, cryptography), sectorHashes[0]);
  const moves = !equal(previous, pseudonym) && isSame(sectorKeyHash(previous, hash, cryptography), sectorHashes[1]);
  if (!moves) belongs('blocking sector', sectorKeyHash(blocking, hash, cryptography), sectorHashes[1]);
  const sectorKeys = moves ? { pseudonym, previous, blocking: pseudonym } : { pseudonym, blocking };
  return { certificate, certificates: certificates.map(({ raw }) => raw), laterCertificates, signer, description, sectorKeys };
}

/** The identifiers of blocked cards. A list of changes in the place of the complete one, or one older than the list in force, is refused. */
async function readList(
  config: ServiceConfig,
  reloadEvery: number,
  cryptography: Cryptography,
  log: Logger,
): Promise<Reloading<BlockList>> {
  const { file, signerFile, changes, believedFor } = config.blockList;
  let inForce: Pick<KnownBlockList, 'issuedAt' | 'listId'> = { issuedAt: 0, listId: new Uint8Array() };
  const read = ([octets, signer, ...changed]: readonly Bytes[]): BlockList => {
    const listSigner: X509Certificate = parseX509(certificateOctets(signer as Bytes));
    const complete = readBlockList(octets as Bytes, listSigner, cryptography);
    const list = afterChanges(
      complete,
      changed.map((one) => readBlockList(one, listSigner, cryptography)),
    );
    if (list.type !== 'complete') throw mismatch('block list type', config.name);
    // Times are of whole seconds: a complete list whose changes do not fit may be of the same one as the state that those of before led to.
    const isBack = list === complete && list.issuedAt === inForce.issuedAt && changed.length > 0 && !equal(list.listId, inForce.listId);
    if (list.issuedAt < inForce.issuedAt || isBack) throw mismatch('block list age', config.name);
    inForce = list;
    const blocked = union(list.sectors.map(({ identifiers }) => identifiers));
    return {
      has: (identifier) => blocked.has(identifier),
      identifiers: blocked,
      covers: (sectorKey) => list.sectors.some(({ sectorId }) => equal(sectorId, sectorKeyHash(sectorKey, 'SHA-256', cryptography))),
      issuedAt: list.issuedAt,
      believedUntil: list.issuedAt + believedFor,
    };
  };
  const changeFiles = changes === undefined ? [] : [changes.addedFile, changes.removedFile];
  return reloading([file, signerFile, ...changeFiles], read, reloadEvery, log);
}

/** The list with its changes; the list alone when they are not its own, or not whole. Should that be older than what is in force, it is refused. */
function afterChanges(complete: KnownBlockList, changes: readonly KnownBlockList[]): KnownBlockList {
  try {
    return applyChanges(complete, changes);
  } catch (thrown) {
    if (isEidError(thrown, 'card.delta')) return complete;
    throw thrown;
  }
}

function mismatch(part: string, service: string): EidError<MaterialErrorCode> {
  return new EidError<MaterialErrorCode>('material.mismatch', { part, service });
}
