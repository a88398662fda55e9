// What the demonstration authorities grant, and for how long. All of it is a choice of this project, as data.
import type { AuthenticationRight, CalendarDate } from '../../lib/cvc/index.ts';

/** Every right of the card profile but those on the tax and the personal identifier (DG21, DG22): no certificate of the EESZT has them. */
export const authorityRights: readonly AuthenticationRight[] = [
  'readDg1',
  'readDg2',
  'readDg3',
  'readDg4',
  'readDg5',
  'readDg8',
  'readDg9',
  'readDg10',
  'readDg11',
  'readDg12',
  'readDg13',
  'readDg14',
  'readDg15',
  'readDg16',
  'readDg17',
  'readDg18',
  'writeDg17',
  'writeDg18',
  'pinManagement',
  'canAllowed',
  'restrictedIdentification',
  'communityIdVerification',
  'ageVerification',
];

/** What the identity provider of the EESZT asks: names, birth date, TAJ, pseudonym. */
export const terminalRights: readonly AuthenticationRight[] = ['readDg4', 'readDg5', 'readDg8', 'readDg12', 'restrictedIdentification'];

export const day = 86_400_000;

/** Days that a CV certificate lives, and how many before its end the next one is asked for. */
export const cvLifetimes = {
  cvca: { days: 3 * 365, renewBefore: 0 },
  dv: { days: 90, renewBefore: 35 },
  terminal: { days: 30, renewBefore: 3 },
} as const;

/** Days that an X.509 certificate lives, and how many before its end it is made anew. */
export const x509Lifetimes = {
  countrySigner: { days: 13 * 365, renewBefore: 0 },
  documentSigner: { days: 10 * 365, renewBefore: 0 },
  blockListSigner: { days: 3 * 365, renewBefore: 30 },
  tlsAuthority: { days: 10 * 365, renewBefore: 0 },
  tls: { days: 365, renewBefore: 30 },
} as const;

/** The revocation list is made anew when it is a day old, and believed for a month. */
export const revocationListLifetime = { days: 30, renewAfter: 1 } as const;

/** A day so many days later. */
export function laterDay(from: CalendarDate, days: number): CalendarDate {
  return new Date(Date.parse(`${from}T00:00:00Z`) + days * day).toISOString().slice(0, 10);
}
