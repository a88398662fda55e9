// The block service: a register of documents with their blocking public keys, and the signed list of those that are revoked. TR-03129 (GetBlockList).
import { z } from 'zod';
import { certificateOctets, readKey, readPrivate, readPublic, scalarOf, signerOf, writePrivate, writePublic } from '../../io/keys/index.ts';
import { type Bytes, parseHex, parseUtf8, toHex } from '../../lib/bytes/index.ts';
import { createBlockList } from '../../lib/card/index.ts';
import type { Cryptography } from '../../lib/crypto/index.ts';
import { identifierFor, sectorKeyHash } from '../../lib/eac/ri/index.ts';
import { EidError } from '../../lib/error/index.ts';
import { parseX509 } from '../../lib/x509/index.ts';
import { type AuthorityErrorCode, curve, hash } from './cv-authorities.ts';
import { type Layout, layout } from './layout.ts';
import { sectorProtocol } from './sectors.ts';

/** `pki.unknown-document`: nobody registered a document of this number. */
export type BlockListErrorCode = 'pki.unknown-document';

/** An issued document: its number, and the public key of its blocking identifier (04‖x‖y on brainpoolP256r1). */
export interface IssuedDocument {
  readonly documentNumber: string;
  readonly blockingKey: Bytes;
}

const Register = z.strictObject({
  documents: z.record(z.string(), z.strictObject({ blockingKey: z.string().regex(/^04[0-9a-f]{128}$/), revoked: z.boolean() })),
});
type Register = z.infer<typeof Register>;

/** Enters documents that the office issued; one that is known keeps its state, under a new key it is a new one. */
export async function registerDocuments(folder: string, documents: readonly IssuedDocument[]): Promise<void> {
  const files = layout(folder).blockList;
  const register = await readRegister(files.register);
  const entries = documents.map(({ documentNumber, blockingKey }) => {
    const key = toHex(blockingKey);
    const known = register.documents[documentNumber];
    return [documentNumber, known?.blockingKey === key ? known : { blockingKey: key, revoked: false }] as const;
  });
  await writeRegister(files.register, { documents: { ...register.documents, ...Object.fromEntries(entries) } });
}

/** Revokes documents and publishes the list anew. Throws `pki.unknown-document`; then nothing has changed. */
export async function revoke(folder: string, documentNumbers: readonly string[], cryptography: Cryptography): Promise<void> {
  const files = layout(folder);
  const register = await readRegister(files.blockList.register);
  const documents = { ...register.documents };
  for (const documentNumber of documentNumbers) {
    const known = documents[documentNumber];
    if (known === undefined) throw new EidError<BlockListErrorCode>('pki.unknown-document');
    documents[documentNumber] = { ...known, revoked: true };
  }
  await writeRegister(files.blockList.register, { documents });
  await publish(files, { documents }, cryptography);
}

/** Publishes the list of the register as it is. */
export async function publishBlockList(folder: string, cryptography: Cryptography): Promise<void> {
  const files = layout(folder);
  await publish(files, await readRegister(files.blockList.register), cryptography);
}

async function publish(files: Layout, register: Register, cryptography: Cryptography): Promise<void> {
  const [sectorKey, secret, signerKey, certificate] = await Promise.all([
    readPublic(files.sectors.blocking),
    readKey(files.sectors.blockingKey),
    readKey(files.blockList.key),
    readPublic(files.blockList.certificate),
  ]);
  if (sectorKey === undefined || secret === undefined || signerKey === undefined || certificate === undefined) {
    throw new EidError<AuthorityErrorCode>('pki.inconsistent', { certificate: files.blockList.certificate });
  }
  const scalar = scalarOf(secret);
  const sector = { protocol: sectorProtocol, curve } as const;
  const identifiers = Object.values(register.documents)
    .filter(({ revoked }) => revoked)
    .map(({ blockingKey }) => identifierFor(sector, scalar, parseHex(blockingKey) as Bytes, cryptography));
  const list = createBlockList(
    { listId: cryptography.random(8), sectors: [{ sectorId: sectorKeyHash(sectorKey, hash, cryptography), identifiers }] },
    { certificate: parseX509(certificateOctets(certificate)), signer: signerOf(signerKey) },
    cryptography,
  );
  await writePublic(files.blockList.list, list);
}

async function readRegister(path: string): Promise<Register> {
  const octets = await readPrivate(path);
  if (octets === undefined) return { documents: {} };
  return Register.parse(JSON.parse(parseUtf8(octets) ?? ''));
}

function writeRegister(path: string, register: Register): Promise<void> {
  return writePrivate(path, `${JSON.stringify(register, null, 2)}\n`);
}
