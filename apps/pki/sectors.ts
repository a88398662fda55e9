// The provider's two sectors: pseudonyms, whose secret nobody keeps, and blocking identifiers, whose secret the document verifier keeps. TR-03110-3 A.5.
import { generateKey, type PrivateKey, readKey, readPublic, writeKey, writePublic } from '../../io/keys/index.ts';
import type { Bytes } from '../../lib/bytes/index.ts';
import { encodeSectorKey } from '../../lib/eac/ri/index.ts';
import { EidError } from '../../lib/error/index.ts';
import { type AuthorityErrorCode, curve } from './cv-authorities.ts';
import type { Layout } from './layout.ts';

/** ECDH with SHA-256. */
export const sectorProtocol = '0.4.0.127.0.7.2.2.5.2.3';

export interface Sectors {
  /** Objects 7F49. */
  readonly pseudonym: Bytes;
  readonly blocking: Bytes;
}

/** The sector public keys, made on the first start. They never change: with another key every person would have another pseudonym. */
export async function ensureSectors(files: Layout['sectors']): Promise<Sectors> {
  const pseudonym = (await readPublic(files.pseudonym)) ?? (await makePseudonymSector(files.pseudonym));
  const blocking = (await readPublic(files.blocking)) ?? (await makeBlockingSector(files));
  return { pseudonym, blocking };
}

/** With no secret there is nobody who could calculate or compare pseudonyms without the card. */
async function makePseudonymSector(path: string): Promise<Bytes> {
  const object = sectorKey(await generateKey(curve));
  await writePublic(path, object);
  return object;
}

async function makeBlockingSector(files: Layout['sectors']): Promise<Bytes> {
  const key = (await readKey(files.blockingKey)) ?? (await generateKey(curve));
  await writeKey(files.blockingKey, key);
  const object = sectorKey(key);
  await writePublic(files.blocking, object);
  return object;
}

function sectorKey({ publicKey }: PrivateKey): Bytes {
  if (publicKey.kind !== 'EC') throw new EidError<AuthorityErrorCode>('pki.inconsistent', { kind: publicKey.kind });
  return encodeSectorKey({ protocol: sectorProtocol, curve: publicKey.curve, point: publicKey.point });
}
