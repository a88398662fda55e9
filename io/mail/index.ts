export { type Mail, type MailErrorCode, type OpenMail, type Outgoing, openMail } from './mail.ts';
export { type Mailbox, startMailbox } from './mailbox.ts';
export type { Attachment, Letter } from './message.ts';
