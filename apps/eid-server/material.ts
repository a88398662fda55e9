// What the configuration names, read from its files: keys, certificates, lists.
import { createHash } from 'node:crypto';
import { certificateOctets, type KeysErrorCode, readPrivate, readPublic, readSigner } from '../../io/keys/index.ts';
import type { Logger } from '../../io/log/index.ts';
import { type Bytes, equal, toHex } from '../../lib/bytes/index.ts';
import { type DocumentTrust, readBlockList } from '../../lib/card/index.ts';
import type { Cryptography } from '../../lib/crypto/index.ts';
import { parseCertificate, terminalCertificate } from '../../lib/cvc/index.ts';
import { sectorKeyHash } from '../../lib/eac/ri/index.ts';
import { EidError } from '../../lib/error/index.ts';
import { parseRevocationList, parseX509, type X509Certificate } from '../../lib/x509/index.ts';
import type { CompleteConfig } from './config.ts';
import { type Reloading, reloading } from './reloading.ts';
import type { BlockList, RelyingParty, Terminal } from './relying-party.ts';

/** `material.mismatch`: a file does not belong to the certificate beside it, or is older than the one before; fact `part` says which. */
export type MaterialErrorCode = 'material.mismatch';

type ServiceConfig = CompleteConfig['services'][number];

/** A relying party with its terminal; everything is checked to belong together. */
export async function readRelyingParty(
  config: ServiceConfig,
  reloadEvery: number,
  cryptography: Cryptography,
  log: Logger,
): Promise<RelyingParty & Disposable> {
  const terminal = await readTerminal(config, cryptography);
  const clientFile = await readFile(config.clientCertificateFile);
  const blockList = await readList(config, reloadEvery, terminal, cryptography, log);
  return {
    name: config.name,
    clientCertificate: createHash('sha256').update(certificateOctets(clientFile)).digest('hex'),
    terminal,
    blockList: { has: (identifier) => blockList.value.has(identifier) },
    openSessions: config.openSessions,
    [Symbol.dispose]: () => blockList[Symbol.dispose](),
  };
}

/** Country signers and their revocation lists, renewed while we run. */
export function readDocumentTrust(config: CompleteConfig, log: Logger): Promise<Reloading<DocumentTrust>> {
  const { countrySignerFiles, revocationListFiles, documentTypes } = config;
  const read = (contents: readonly Bytes[]): DocumentTrust => ({
    countrySigners: contents.slice(0, countrySignerFiles.length).map((file) => parseX509(certificateOctets(file))),
    revocationLists: contents.slice(countrySignerFiles.length).map(parseRevocationList),
    documentTypes,
  });
  return reloading([...countrySignerFiles, ...revocationListFiles], read, config.reloadEvery, log);
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

async function readTerminal(config: ServiceConfig, cryptography: Cryptography): Promise<Terminal> {
  const files = await Promise.all(config.certificateFiles.map(readFile));
  const certificate = terminalCertificate(files.map(parseCertificate));
  const signer = await readSigner(config.keyFile);
  const description = await readFile(config.descriptionFile);
  const sectorKeys = {
    pseudonym: await readFile(config.sectorKeyFiles.pseudonym),
    blocking: await readFile(config.sectorKeyFiles.blocking),
  };
  const { hash } = certificate.publicKey;
  const { descriptionHash, sectorHashes } = certificate.extensions;
  const belongs = (part: string, found: Uint8Array, expected: Uint8Array | undefined) => {
    if (expected === undefined || !equal(found, expected)) throw mismatch(part, config.name);
  };
  belongs('key', signer.point, certificate.publicKey.point);
  belongs('description', cryptography.hash(hash, description), descriptionHash);
  belongs('pseudonym sector', sectorKeyHash(sectorKeys.pseudonym, hash, cryptography), sectorHashes[0]);
  belongs('blocking sector', sectorKeyHash(sectorKeys.blocking, hash, cryptography), sectorHashes[1]);
  return { certificate, certificates: files, signer, description, sectorKeys };
}

/** The identifiers of our blocking sector. A list of changes only, or one older than the list in force, is refused. */
async function readList(
  config: ServiceConfig,
  reloadEvery: number,
  terminal: Terminal,
  cryptography: Cryptography,
  log: Logger,
): Promise<Reloading<BlockList>> {
  const { file, signerFile } = config.blockList;
  const sectorId = terminal.certificate.extensions.sectorHashes[1] as Bytes;
  let inForceSince = 0;
  const read = ([octets, signer]: readonly Bytes[]): BlockList => {
    const listSigner: X509Certificate = parseX509(certificateOctets(signer as Bytes));
    const list = readBlockList(octets as Bytes, listSigner, cryptography);
    if (list.type !== 'complete') throw mismatch('block list type', config.name);
    if (list.issuedAt < inForceSince) throw mismatch('block list age', config.name);
    inForceSince = list.issuedAt;
    const blocked = new Set(list.sectors.find((one) => equal(one.sectorId, sectorId))?.identifiers.map(toHex));
    return { has: (identifier) => blocked.has(toHex(identifier)) };
  };
  return reloading([file, signerFile], read, reloadEvery, log);
}

function mismatch(part: string, service: string): EidError<MaterialErrorCode> {
  return new EidError<MaterialErrorCode>('material.mismatch', { part, service });
}
