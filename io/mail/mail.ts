// Sending letters by SMTP (RFC 5321): plain text to one address, with files that we made. No HTML, no list of receivers, no forwarding.
import { createTransport } from 'nodemailer';
import { EidError } from '../../lib/error/index.ts';
import type { Attachment } from './message.ts';

/** Fact `reason`: nodemailer's or the system's code. The letter was not taken; sending it again is for the caller's outbox. */
export type MailErrorCode = 'mail.unreachable' | 'mail.refused';

export interface MailOptions {
  readonly host: string;
  readonly port: number;
  /** The sender's address. */
  readonly from: string;
}

export interface Outgoing {
  /** One address, as it is registered. */
  readonly to: string;
  readonly subject: string;
  /** Plain text; lines end in `\n`. */
  readonly text: string;
  readonly attachments?: readonly Attachment[];
}

export interface Mail {
  /** Hands a letter to the server. Errors: `mail.unreachable` (try later), `mail.refused` (this letter will never be taken). */
  send(letter: Outgoing): Promise<void>;
}

export type OpenMail = Mail & Disposable;

/** A way to a mail server. TLS is used when the server offers it. */
export function openMail({ host, port, from }: MailOptions): OpenMail {
  const transport = createTransport({ host, port, secure: false, connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 15_000 });
  return {
    async send({ to, subject, text, attachments = [] }) {
      try {
        await transport.sendMail({
          from,
          // An object, not a text: a comma in an address makes no second receiver.
          to: { name: '', address: to },
          subject,
          text,
          textEncoding: 'base64',
          attachments: attachments.map(({ name, type, content }) => ({ filename: name, contentType: type, content: Buffer.from(content) })),
          disableFileAccess: true,
          disableUrlAccess: true,
        });
      } catch (cause) {
        const { responseCode = 0, code = 'unknown' } = cause as { responseCode?: number; code?: string };
        const forGood = responseCode >= 500;
        throw new EidError<MailErrorCode>(forGood ? 'mail.refused' : 'mail.unreachable', { reason: code }, { cause });
      }
    },
    [Symbol.dispose]: () => transport.close(),
  };
}
