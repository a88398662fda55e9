// A mail server that delivers nothing: it keeps the letters it is handed in memory. For the demonstration world and for tests.
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { EidError } from '../../lib/error/index.ts';
import { type Letter, readMessage } from './message.ts';

export interface MailboxOptions {
  /** 0 for any free port. Loopback only. */
  readonly port: number;
  readonly clock: () => number;
  /** How many letters are kept; the oldest go first. */
  readonly keep?: number;
}

export interface Mailbox extends AsyncDisposable {
  readonly port: number;
  /** The newest first. */
  letters(): readonly Letter[];
}

const largest = 10 * 1024 * 1024;

/** Starts listening; `http.port-taken` (facts `host`, `port`) when another program has the port. */
export async function startMailbox({ port, clock, keep = 200 }: MailboxOptions): Promise<Mailbox> {
  const letters: Letter[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: largest,
    onData(stream, session, done) {
      const octets: Buffer[] = [];
      stream.on('data', (some: Buffer) => octets.push(some));
      stream.once('end', () => {
        if (stream.sizeExceeded) return done(Object.assign(new Error('too large'), { responseCode: 552 }));
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom === false ? '' : mailFrom.address;
        const message = readMessage(Buffer.concat(octets).toString('latin1'));
        letters.unshift({ from, to: rcptTo.map(({ address }) => address), ...message, receivedAt: clock() });
        letters.length = Math.min(letters.length, keep);
        done();
      });
    },
  });
  // A client that goes away in the middle of a letter is not the mailbox's trouble.
  await new Promise<void>((resolve, reject) => {
    server.on('error', (cause: NodeJS.ErrnoException) =>
      reject(cause.code === 'EADDRINUSE' ? new EidError('http.port-taken', { host: '127.0.0.1', port }, { cause }) : cause),
    );
    server.listen(port, '127.0.0.1', () => resolve());
  });
  const { port: taken } = server.server.address() as AddressInfo;
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { port: taken, letters: () => letters, [Symbol.asyncDispose]: close };
}
