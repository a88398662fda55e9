// An address for electronic mail, as people have them: a narrow part of RFC 5321 4.1.2, one receiver and nothing around it.
import type { Branded } from './branded.ts';

/** `name@domain`, at most 254 octets. Only `parseMailAddress` makes one. */
export type MailAddress = Branded<string, 'MailAddress'>;

const name = /^[A-Za-z0-9](?:[A-Za-z0-9._+-]{0,62}[A-Za-z0-9])?$/;
const label = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/** Letters of ASCII, digits, and `. _ + -` within; a domain of at least two labels. No quotes, comments, or names of people. */
export function parseMailAddress(input: string): MailAddress | undefined {
  const [local = '', domain = '', ...more] = input.split('@');
  const labels = domain.split('.');
  const fits = input.length <= 254 && more.length === 0 && labels.length >= 2;
  return fits && name.test(local) && !local.includes('..') && labels.every((text) => label.test(text)) ? (input as MailAddress) : undefined;
}
