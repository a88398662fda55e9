// Step 12 of the road, the directory's end: whose card has this pseudonym, and what may they be?
import type { Kysely } from 'kysely';
import { type LinkResolved, parseResolveLink } from '../../../lib/entitlement/index.ts';
import { dayOf } from '../matrix/days.ts';
import { linkedWorker } from '../store/directory.ts';
import type { Tables } from '../store/tables.ts';

/** Answers `resolve-link`. A link whose worker has left the registers is no link any more. */
export async function resolveLink(db: Kysely<Tables>, body: unknown, now: number): Promise<LinkResolved> {
  const worker = await linkedWorker(db, parseResolveLink(body).pseudonym, dayOf(now));
  return worker === undefined ? { kind: 'not-linked' } : { kind: 'linked', worker };
}
