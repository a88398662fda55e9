// The provider's sectors: pseudonyms, whose secret nobody keeps, and blocking identifiers, whose secret the document verifier keeps; and the move from one
// pseudonym sector to the next. TR-03110-3 A.5, TR-03130-1 (ID and ID2).
import { rm } from 'node:fs/promises';
import { generateKey, type PrivateKey, readKey, readPublic, scalarOf, writeKey, writePublic } from '../../io/keys/index.ts';
import { type Bytes, equal } from '../../lib/bytes/index.ts';
import { encodeSectorKey } from '../../lib/eac/ri/index.ts';
import { EidError } from '../../lib/error/index.ts';
import { type AuthorityErrorCode, curve } from './cv-authorities.ts';
import type { Layout } from './layout.ts';

/** `pki.sector-moving`: the provider moves already · `pki.sector-settled`: it does not. */
export type SectorErrorCode = 'pki.sector-moving' | 'pki.sector-settled';

/** ECDH with SHA-256. */
export const sectorProtocol = '0.4.0.127.0.7.2.2.5.2.3';

/** A sector in which cards can be blocked. */
export interface BlockingSector {
  /** Object 7F49. */
  readonly object: Bytes;
  readonly secret: Bytes;
}

export interface Sectors {
  /** What the terminal certificate names, objects 7F49: pseudonyms and blocking identifiers; during a move pseudonyms new and old. */
  readonly named: readonly [Bytes, Bytes];
  readonly blocking: readonly BlockingSector[];
}

/** The sector public keys, made on the first start. They never change by themselves: with another key every person would have another pseudonym. */
export async function ensureSectors(files: Layout['sectors']): Promise<Sectors> {
  if ((await readPublic(files.pseudonym)) === undefined) await writePublic(files.pseudonym, sectorKey(await generateKey(curve)));
  await settle(files);
  if ((await readPublic(files.blocking)) === undefined) {
    const key = (await readKey(files.blockingKey)) ?? (await generateKey(curve));
    await writeKey(files.blockingKey, key);
    await writePublic(files.blocking, sectorKey(key));
  }
  return readSectors(files);
}

export async function readSectors(files: Layout['sectors']): Promise<Sectors> {
  const [pseudonym, previous, blocking, blockingKey, pseudonymKey] = await Promise.all([
    readPublic(files.pseudonym),
    readPublic(files.previous),
    readPublic(files.blocking),
    readKey(files.blockingKey),
    readKey(files.pseudonymKey),
  ]);
  if (pseudonym === undefined || blocking === undefined || blockingKey === undefined) {
    throw new EidError<AuthorityErrorCode>('pki.inconsistent', { sectors: files.blocking });
  }
  const settled = { object: blocking, secret: scalarOf(blockingKey) };
  if (previous === undefined || equal(previous, pseudonym)) return { named: [pseudonym, blocking], blocking: [settled] };
  if (pseudonymKey === undefined) throw new EidError<AuthorityErrorCode>('pki.inconsistent', { sectors: files.pseudonym });
  return { named: [pseudonym, previous], blocking: [settled, { object: pseudonym, secret: scalarOf(pseudonymKey) }] };
}

/**
 * Begins the move: a new pseudonym sector before the old one. Both places of the certificate are then taken by pseudonyms, so cards are blocked in the new
 * sector, whose secret is kept until the move ends. It cannot join pseudonyms with documents: the block service knows the public keys of blocking keys only.
 */
export async function beginMove(files: Layout['sectors']): Promise<void> {
  const { named } = await readSectors(files);
  const [pseudonym] = named;
  if (await isMoving(files)) throw new EidError<SectorErrorCode>('pki.sector-moving');
  const key = await generateKey(curve);
  await writeKey(files.pseudonymKey, key);
  await writePublic(files.previous, pseudonym);
  await writePublic(files.pseudonym, sectorKey(key));
}

/** Ends the move: the old sector is forgotten, and the new one's secret is destroyed. */
export async function endMove(files: Layout['sectors']): Promise<void> {
  if (!(await isMoving(files))) throw new EidError<SectorErrorCode>('pki.sector-settled');
  await rm(files.previous);
  await settle(files);
  await rm(files.pseudonymKey, { force: true });
}

async function isMoving(files: Layout['sectors']): Promise<boolean> {
  const [pseudonym, previous] = await Promise.all([readPublic(files.pseudonym), readPublic(files.previous)]);
  return pseudonym !== undefined && previous !== undefined && !equal(pseudonym, previous);
}

/** Nobody moves: the sector before is the sector of now. So the file is always there for whoever reads it again and again. */
async function settle(files: Layout['sectors']): Promise<void> {
  const pseudonym = await readPublic(files.pseudonym);
  if (pseudonym !== undefined && (await readPublic(files.previous)) === undefined) await writePublic(files.previous, pseudonym);
}

function sectorKey({ publicKey }: PrivateKey): Bytes {
  if (publicKey.kind !== 'EC') throw new EidError<AuthorityErrorCode>('pki.inconsistent', { kind: publicKey.kind });
  return encodeSectorKey({ protocol: sectorProtocol, curve: publicKey.curve, point: publicKey.point });
}
