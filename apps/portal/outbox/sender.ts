// Sends what is in the outbox, and tries again when the mail server is away. Any number of processes may do so at once.
import type { Kysely } from 'kysely';
import type { Logger } from '../../../io/log/index.ts';
import type { Mail } from '../../../io/mail/index.ts';
import type { Clock } from '../../../lib/crypto/index.ts';
import { isEidError } from '../../../lib/error/index.ts';
import { attachmentsOf } from './post.ts';
import type { OutboxTables } from './tables.ts';

export interface SenderParts<Tables extends OutboxTables = OutboxTables> {
  readonly db: Kysely<Tables>;
  readonly mail: Mail;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface Sender extends AsyncDisposable {
  /** Sends all that is due now. */
  flush(): Promise<void>;
}

/** Milliseconds: how often the outbox is looked at; the longest pause before another try; how long a letter is kept. */
const pace = 1_000;
const longestPause = 30 * 60_000;
const longestKept = 7 * 24 * 3_600_000;

/** Milliseconds before the next try after so many: 5 s, 10 s, 20 s … up to half an hour. */
export const pauseAfter = (tries: number) => Math.min(5_000 * 2 ** (tries - 1), longestPause);

/** Begins to send; disposing waits for the letter in hand. */
export function startSender<Tables extends OutboxTables>({ db, ...others }: SenderParts<Tables>): Sender {
  const parts: SenderParts = { db: db as unknown as Kysely<OutboxTables>, ...others };
  const { log } = parts;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  const flush = async () => {
    while (await sendNext(parts));
  };
  const round = () => {
    running = flush()
      .catch((thrown) => log.warn('outbox.waits', { code: isEidError(thrown) ? thrown.code : 'internal' }))
      .finally(() => {
        if (timer !== undefined) timer = setTimeout(round, pace).unref();
      });
  };
  timer = setTimeout(round, pace).unref();
  return {
    flush,
    async [Symbol.asyncDispose]() {
      clearTimeout(timer);
      timer = undefined;
      await running;
    },
  };
}

/** Sends one letter that is due; false when there is none. The row is locked meanwhile: no other process sends it too. */
function sendNext({ db, mail, clock, log }: SenderParts): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const now = clock();
    const row = await transaction
      .selectFrom('outbox')
      .selectAll()
      .where('next_at', '<=', now)
      .orderBy('next_at')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (row === undefined) return false;
    const { id, recipient: to, subject, text, attachments, tries, posted_at } = row;
    const outcome = await mail.send({ to, subject, text, attachments: attachmentsOf(attachments) }).then(() => 'sent' as const, failure);
    const late = now - posted_at > longestKept;
    if (outcome === 'mail.unreachable' && !late) {
      const next = { tries: tries + 1, next_at: now + pauseAfter(tries + 1) };
      await transaction.updateTable('outbox').set(next).where('id', '=', id).execute();
    } else {
      await transaction.deleteFrom('outbox').where('id', '=', id).execute();
    }
    if (outcome !== 'sent') log.warn('outbox.not-sent', { code: outcome, tries: tries + 1, given_up: late || outcome === 'mail.refused' });
    return true;
  });
}

function failure(thrown: unknown): 'mail.unreachable' | 'mail.refused' {
  return isEidError(thrown, 'mail.refused') ? 'mail.refused' : 'mail.unreachable';
}
