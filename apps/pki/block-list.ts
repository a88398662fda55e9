// The block service: a register of documents with their blocking public keys, and the signed lists of those that are revoked: complete, and what changed
// since an earlier state. TR-03129 (GetBlockList).
import { z } from 'zod';
import { certificateOctets, readKey, readPrivate, readPublic, signerOf, writePrivate, writePublic } from '../../io/keys/index.ts';
import { type Bytes, fromUnsigned, parseHex, parseUtf8, toHex, toUnsigned } from '../../lib/bytes/index.ts';
import { type BlockList, createBlockList } from '../../lib/card/index.ts';
import type { Clock, Cryptography } from '../../lib/crypto/index.ts';
import { identifierFor, sectorKeyHash } from '../../lib/eac/ri/index.ts';
import { EidError } from '../../lib/error/index.ts';
import { type ContentSigner, parseX509 } from '../../lib/x509/index.ts';
import { type AuthorityErrorCode, curve, hash } from './cv-authorities.ts';
import { exclusively } from './files.ts';
import { type Layout, layout } from './layout.ts';
import { readSectors, sectorProtocol } from './sectors.ts';

/** `pki.unknown-document`: nobody registered a document of this number · `pki.unknown-state`: the block list never had this state. */
export type BlockListErrorCode = 'pki.unknown-document' | 'pki.unknown-state';

/** Time and cryptography of one call. */
export interface PkiEffects {
  readonly clock: Clock;
  readonly cryptography: Cryptography;
}

/** An issued document: its number, and the public key of its blocking identifier (04‖x‖y on brainpoolP256r1). */
export interface IssuedDocument {
  readonly documentNumber: string;
  readonly blockingKey: Bytes;
}

const state = z.number().int().positive();
const Register = z.strictObject({
  /** Number of the list's state: one more with every change. */
  state: z.number().int().nonnegative(),
  documents: z.record(
    z.string(),
    z.strictObject({
      blockingKey: z.string().regex(/^04[0-9a-f]{128}$/),
      /** The states in which it came onto the list and went off it; the last word counts. */
      revoked: state.optional(),
      released: state.optional(),
    }),
  ),
});
type Register = z.infer<typeof Register>;
type Entry = Register['documents'][string];

/** Enters documents that the office issued; one that is known keeps its state, under a new key it is a new one. */
export function registerDocuments(folder: string, documents: readonly IssuedDocument[]): Promise<void> {
  return exclusively(folder, async () => {
    const path = layout(folder).blockList.register;
    const register = await readRegister(path);
    const entries = documents.map(({ documentNumber, blockingKey }) => {
      const key = toHex(blockingKey);
      const known = register.documents[documentNumber];
      return [documentNumber, known?.blockingKey === key ? known : { blockingKey: key }] as const;
    });
    await writeRegister(path, { ...register, documents: { ...register.documents, ...Object.fromEntries(entries) } });
  });
}

/** Revokes documents and publishes the list anew. Throws `pki.unknown-document`; then nothing has changed. */
export function revoke(folder: string, documentNumbers: readonly string[], effects: PkiEffects): Promise<void> {
  return change(folder, documentNumbers, effects, (known, next) =>
    isBlocked(known) ? known : { blockingKey: known.blockingKey, revoked: next },
  );
}

/** Takes documents off the list again, for a revocation that was a mistake. Throws `pki.unknown-document`; then nothing has changed. */
export function release(folder: string, documentNumbers: readonly string[], effects: PkiEffects): Promise<void> {
  return change(folder, documentNumbers, effects, (known, next) => (isBlocked(known) ? { ...known, released: next } : known));
}

/** Signs the list of the register as it is, as of now. */
export async function publishBlockList(folder: string, { clock, cryptography }: PkiEffects): Promise<void> {
  const files = layout(folder);
  const register = await readRegister(files.blockList.register);
  const blocked = Object.values(register.documents).filter(isBlocked);
  const list = await listOf(files, { type: 'complete', register, entries: blocked, issuedAt: clock() }, cryptography);
  await writePublic(files.blockList.list, createBlockList(list, await listSigner(files), cryptography));
}

/** What came onto the list and what went off it since a state, as two signed lists. Throws `pki.unknown-state`. */
export function blockListChanges(
  folder: string,
  since: Bytes,
  { clock, cryptography }: PkiEffects,
): Promise<{ readonly added: Bytes; readonly removed: Bytes }> {
  return exclusively(folder, async () => {
    const files = layout(folder);
    const register = await readRegister(files.blockList.register);
    const base = Number(toUnsigned(since));
    if (since.length !== stateSize || base > register.state) throw new EidError<BlockListErrorCode>('pki.unknown-state');
    const documents = Object.values(register.documents);
    const was = ({ revoked = Infinity, released = Infinity }: Entry) => revoked <= base && released > base;
    const entriesOf = {
      added: documents.filter((entry) => isBlocked(entry) && !was(entry)),
      removed: documents.filter((entry) => !isBlocked(entry) && was(entry)),
    };
    const signer = await listSigner(files);
    const signed = async (type: 'added' | 'removed') => {
      const wanted = { type, register, entries: entriesOf[type], issuedAt: clock(), deltaBase: since };
      return createBlockList(await listOf(files, wanted, cryptography), signer, cryptography);
    };
    return { added: await signed('added'), removed: await signed('removed') };
  });
}

const stateSize = 8;

interface Wanted {
  readonly type: BlockList['type'];
  readonly register: Register;
  readonly entries: readonly Entry[];
  readonly issuedAt: number;
  readonly deltaBase?: Bytes;
}

async function listOf(
  files: Layout,
  { type, register, entries, issuedAt, deltaBase }: Wanted,
  cryptography: Cryptography,
): Promise<BlockList> {
  const { blocking } = await readSectors(files.sectors);
  const sector = { protocol: sectorProtocol, curve } as const;
  const sectors = blocking.map(({ object, secret }) => ({
    sectorId: sectorKeyHash(object, hash, cryptography),
    identifiers: entries.map(({ blockingKey }) => identifierFor(sector, secret, parseHex(blockingKey) as Bytes, cryptography)),
  }));
  const finalEntries = Object.values(register.documents).filter(isBlocked).length * blocking.length;
  const listId = fromUnsigned(BigInt(register.state), stateSize);
  return { type, listId, ...(deltaBase && { deltaBase }), finalEntries, issuedAt: Math.floor(issuedAt / 1000) * 1000, sectors };
}

function isBlocked({ revoked, released }: Entry): boolean {
  return revoked !== undefined && released === undefined;
}

function change(
  folder: string,
  documentNumbers: readonly string[],
  effects: PkiEffects,
  next: (known: Entry, state: number) => Entry,
): Promise<void> {
  return exclusively(folder, async () => {
    const path = layout(folder).blockList.register;
    const register = await readRegister(path);
    const documents = { ...register.documents };
    const state = register.state + 1;
    for (const documentNumber of documentNumbers) {
      const known = documents[documentNumber];
      if (known === undefined) throw new EidError<BlockListErrorCode>('pki.unknown-document');
      documents[documentNumber] = next(known, state);
    }
    await writeRegister(path, { state, documents });
    await publishBlockList(folder, effects);
  });
}

async function listSigner(files: Layout): Promise<ContentSigner> {
  const [key, certificate] = await Promise.all([readKey(files.blockList.key), readPublic(files.blockList.certificate)]);
  if (key === undefined || certificate === undefined) {
    throw new EidError<AuthorityErrorCode>('pki.inconsistent', { certificate: files.blockList.certificate });
  }
  return { certificate: parseX509(certificateOctets(certificate)), signer: signerOf(key) };
}

async function readRegister(path: string): Promise<Register> {
  const octets = await readPrivate(path);
  if (octets === undefined) return { state: 0, documents: {} };
  return Register.parse(JSON.parse(parseUtf8(octets) ?? ''));
}

function writeRegister(path: string, register: Register): Promise<void> {
  return writePrivate(path, `${JSON.stringify(register, null, 2)}\n`);
}
