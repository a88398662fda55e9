import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Mailbox, type OpenMail, openMail, startMailbox } from './index.ts';

let mailbox: Mailbox;
let mail: OpenMail;
const at = Date.parse('2026-11-23T08:00:00Z');

beforeAll(async () => {
  mailbox = await startMailbox({ port: 0, clock: () => at, keep: 3 });
  mail = openMail({ host: '127.0.0.1', port: mailbox.port, from: 'eeszt@posta.example' });
});

afterAll(async () => {
  mail[Symbol.dispose]();
  await mailbox[Symbol.asyncDispose]();
});

beforeEach(() => expect(mailbox.letters().length).toBeLessThanOrEqual(3));

test('a letter arrives as it was sent: Hungarian letters in subject, text and file name, the file octet for octet', async () => {
  const content = Uint8Array.from({ length: 5_000 }, (_, i) => (i * 7) % 256);
  const subject = 'Értesítés: a hibabejelentését – amelyet űrlapon küldött – továbbítottuk a szerviznek, és hamarosan jelentkezünk';
  const text = 'Tisztelt Győrffy Levente!\n\nAz Ön árvíztűrő tükörfúrógépe.\n.\nEgy pont állt az előző sorban.\n';
  await mail.send({
    to: 'borbala@posta.example',
    subject,
    text,
    attachments: [{ name: 'kísérőlevél-őűŐŰ.pdf', type: 'application/pdf', content }],
  });
  const [letter] = mailbox.letters();
  expect(letter).toMatchObject({ from: 'eeszt@posta.example', to: ['borbala@posta.example'], subject, text, receivedAt: at });
  expect(letter?.attachments).toEqual([{ name: 'kísérőlevél-őűŐŰ.pdf', type: 'application/pdf', content: Buffer.from(content) }]);
});

test('a short letter without files arrives too', async () => {
  await mail.send({ to: 'a@posta.example', subject: 'ű', text: 'ő' });
  expect(mailbox.letters()[0]).toMatchObject({ subject: 'ű', text: 'ő', attachments: [] });
});

test('neither an address nor a subject makes a second receiver or a header of its own', async () => {
  await mail.send({ to: 'a@posta.example', subject: 'x\r\nBcc: stranger@posta.example', text: '' });
  expect(mailbox.letters()[0]).toMatchObject({ to: ['a@posta.example'], subject: expect.stringContaining('Bcc') });
  await mail
    .send({ to: 'a@posta.example, stranger@posta.example', subject: 'two', text: '' })
    .catch((thrown) => expect(thrown.code).toMatch(/^mail\./));
  for (const { to } of mailbox.letters()) expect(to).not.toContain('stranger@posta.example');
});

test('the mailbox forgets the oldest', async () => {
  for (const subject of ['1', '2', '3', '4']) await mail.send({ to: 'a@posta.example', subject, text: subject });
  expect(mailbox.letters().map(({ subject }) => subject)).toEqual(['4', '3', '2']);
});

test('a server that is away is told from one that refuses a letter', async () => {
  const small = await startMailbox({ port: 0, clock: () => at });
  using away = openMail({ host: '127.0.0.1', port: small.port, from: 'eeszt@posta.example' });
  const big = {
    to: 'a@posta.example',
    subject: 'big',
    text: '',
    attachments: [{ name: 'a', type: 'image/png', content: new Uint8Array(11_000_000) }],
  };
  await expect(away.send(big)).rejects.toMatchObject({ code: 'mail.refused' });
  await small[Symbol.asyncDispose]();
  await expect(away.send({ to: 'a@posta.example', subject: '', text: '' })).rejects.toMatchObject({ code: 'mail.unreachable' });
});
