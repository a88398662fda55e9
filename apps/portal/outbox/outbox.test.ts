// The outbox against a real PostgreSQL and a real mail server of ours.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { quiet } from '../../../io/log/index.ts';
import { type Mail, type Mailbox, type OpenMail, openMail, startMailbox } from '../../../io/mail/index.ts';
import { testStore } from '../../../io/store/testing/database.ts';
import { EidError } from '../../../lib/error/index.ts';
import { type OutboxTables, outboxMigrations, post, type RegisteredAddress, startSender } from './index.ts';
import { pauseAfter } from './sender.ts';

const store = testStore<OutboxTables>('outbox_test', outboxMigrations);
const to = 'patika@aranykigyo.example' as RegisteredAddress;
let mailbox: Mailbox;
let mail: OpenMail;
let now = Date.parse('2026-11-23T08:00:00Z');

const waiting = () => store.db.selectFrom('outbox').select(['subject', 'tries', 'next_at']).execute();
const sender = (by: Mail) => startSender({ db: store.db, mail: by, clock: () => now, log: quiet });

beforeAll(async () => {
  mailbox = await startMailbox({ port: 0, clock: () => now });
  mail = openMail({ host: '127.0.0.1', port: mailbox.port, from: 'eeszt@posta.example' });
}, 60_000);

afterAll(async () => {
  mail[Symbol.dispose]();
  await mailbox[Symbol.asyncDispose]();
});

beforeEach(() => store.db.deleteFrom('outbox').execute());

test('a posted letter is sent with its file, once, and then the outbox keeps nothing of it', async () => {
  const attachments = [{ name: 'levél.pdf', type: 'application/pdf', content: Uint8Array.from([0, 255, 13, 10]) }];
  await post(store.db, { to, subject: 'Értesítés', text: 'Tisztelt Intézmény!', attachments }, now);
  await using first = sender(mail);
  await using second = sender(mail);
  await Promise.all([first.flush(), second.flush()]);
  expect(mailbox.letters()).toHaveLength(1);
  const content = Buffer.from([0, 255, 13, 10]);
  expect(mailbox.letters()[0]).toMatchObject({ to: [to], subject: 'Értesítés', attachments: [{ name: 'levél.pdf', content }] });
  expect(await waiting()).toEqual([]);
});

test('a letter of an act that came to nothing is not sent', async () => {
  const before = mailbox.letters().length;
  const act = store.db.transaction().execute(async (transaction) => {
    await post(transaction, { to, subject: 'never', text: '' }, now);
    throw new Error('refused');
  });
  await expect(act).rejects.toThrow('refused');
  await using own = sender(mail);
  await own.flush();
  expect(mailbox.letters()).toHaveLength(before);
});

test('while the mail server is away a letter waits longer after each try, and is sent when the server is back', async () => {
  await post(store.db, { to, subject: 'waits', text: '' }, now);
  const away: Mail = { send: () => Promise.reject(new EidError('mail.unreachable')) };
  await using trying = sender(away);
  for (const tries of [1, 2, 3]) {
    await trying.flush();
    expect(await waiting()).toEqual([{ subject: 'waits', tries, next_at: now + pauseAfter(tries) }]);
    await trying.flush();
    now += pauseAfter(tries);
  }
  await using back = sender(mail);
  await back.flush();
  expect(mailbox.letters()[0]?.subject).toBe('waits');
  expect(await waiting()).toEqual([]);
  expect([1, 2, 3, 20].map(pauseAfter)).toEqual([5_000, 10_000, 20_000, 1_800_000]);
});

test('a letter that the server refuses for good, and one that waited a week, are given up', async () => {
  await post(store.db, { to, subject: 'refused', text: '' }, now);
  await using refused = sender({ send: () => Promise.reject(new EidError('mail.refused')) });
  await refused.flush();
  expect(await waiting()).toEqual([]);
  await post(store.db, { to, subject: 'old', text: '' }, now - 8 * 24 * 3_600_000);
  await using away = sender({ send: () => Promise.reject(new EidError('mail.unreachable')) });
  await away.flush();
  expect(await waiting()).toEqual([]);
});
