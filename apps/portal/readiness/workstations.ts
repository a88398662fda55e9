// What the clients of an institution report of their workstations: under the institution's key, a reader or none, a version, and nothing of a person.
import { createHash, randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Tables } from '../tables.ts';

/** The report. A key that is not here is refused, so that nothing personal can slip in. */
export const WorkstationReport = z.strictObject({
  /** The workstation's code in the institution's inventory. */
  workstation: z.string().min(1).max(40),
  reader: z.boolean(),
  clientVersion: z.string().regex(/^\d{1,4}(\.\d{1,4}){0,3}$/),
});

/** A new key in the place of the old one: told once, kept as a digest. */
export async function newWorkstationKey(db: Kysely<Tables>, institution: string, now: number): Promise<string> {
  const key = `${institution}.${randomBytes(32).toString('base64url')}`;
  const values = { institution, digest: digestOf(key), created_at: now };
  await db
    .insertInto('workstation_key')
    .values(values)
    .onConflict((conflict) => conflict.column('institution').doUpdateSet(values))
    .execute();
  return key;
}

/** Keeps a report. `no-key` for a key that is nobody's, `unknown` for a workstation that its institution did not enter. */
export async function takeReport(
  db: Kysely<Tables>,
  authorization: string | undefined,
  { workstation, reader, clientVersion }: z.output<typeof WorkstationReport>,
  now: number,
): Promise<'kept' | 'no-key' | 'unknown'> {
  const institution = await institutionOf(db, authorization);
  if (institution === undefined) return 'no-key';
  const { numUpdatedRows } = await db
    .updateTable('workstation')
    .set({ reader_seen: reader, client_version: clientVersion, seen_at: now })
    .where('institution', '=', institution)
    .where('code', '=', workstation)
    .executeTakeFirst();
  return numUpdatedRows === 1n ? 'kept' : 'unknown';
}

/** Whose key it is: 32 random octets, found by their digest. */
async function institutionOf(db: Kysely<Tables>, authorization: string | undefined): Promise<string | undefined> {
  const key = /^Bearer (\d{6}\.[\w-]{43})$/.exec(authorization ?? '')?.[1];
  if (key === undefined) return undefined;
  return (await db.selectFrom('workstation_key').select('institution').where('digest', '=', digestOf(key)).executeTakeFirst())?.institution;
}

const digestOf = (key: string) => createHash('sha256').update(key).digest('base64url');
