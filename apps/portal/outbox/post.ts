// Posting a letter: in the same transaction as the act that it tells of, so that neither is there without the other.
import type { Kysely } from 'kysely';
import type { Attachment, Outgoing } from '../../../io/mail/index.ts';
import { newSecret } from '../../../io/relying-party/index.ts';
import type { Branded } from '../../../lib/person/index.ts';
import type { OutboxTables } from './tables.ts';

/**
 * An address that the registers hold for a person or an institution. Only what the directory answered makes one: nobody can have a letter of the
 * portal sent to an address that was typed into a form (attacks.md F6).
 */
export type RegisteredAddress = Branded<string, 'RegisteredAddress'>;

export type AddressedLetter = Omit<Outgoing, 'to'> & { readonly to: RegisteredAddress };

/** Puts a letter into the outbox; `startSender` sends it soon. `db` may be a transaction of any tables that include the outbox's. */
// biome-ignore lint/suspicious/noExplicitAny: see above
export async function post(db: Kysely<any>, letter: AddressedLetter, now: number): Promise<void> {
  const { to, subject, text, attachments = [] } = letter;
  const own = db as Kysely<OutboxTables>;
  await own
    .insertInto('outbox')
    .values({
      id: newSecret(),
      recipient: to,
      subject,
      text,
      attachments: JSON.stringify(attachments.map((file) => ({ ...file, content: Buffer.from(file.content).toString('base64') }))),
      tries: 0,
      posted_at: now,
      next_at: now,
    })
    .execute();
}

/** The files of a row. */
export function attachmentsOf(text: string): readonly Attachment[] {
  const files = JSON.parse(text) as readonly { readonly name: string; readonly type: string; readonly content: string }[];
  return files.map((file) => ({ ...file, content: Uint8Array.from(Buffer.from(file.content, 'base64')) }));
}
