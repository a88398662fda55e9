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

/**
 * What the identity provider of the EESZT asks: names, birth date, TAJ, pseudonym; and for linking, once for each worker, name and place of birth
 * and the mother's name.
 */
export const terminalRights: readonly AuthenticationRight[] = [
  'readDg4',
  'readDg5',
  'readDg8',
  'readDg9',
  'readDg12',
  'readDg13',
  'readDg16',
  'restrictedIdentification',
];

/** What a window of the card office may: everything that any certificate of ours may but join people with providers. */
export const windowRights: readonly AuthenticationRight[] = authorityRights.filter(
  (right) => !['restrictedIdentification', 'communityIdVerification', 'ageVerification'].includes(right),
);

export const day = 86_400_000;

/**
 * Days that each thing is valid, and how many before its end the next one is made. A country signer and a document signer are valid as long as the
 * documents they signed: their keys sign in the first years only. The CVCA is renewed so early that a document verifier below it always has its whole life.
 */
export const lifetimes = {
  cvca: { days: 3 * 365, renewBefore: 90 },
  dv: { days: 90, renewBefore: 35 },
  terminal: { days: 30, renewBefore: 3 },
  'country-signer': { days: 13 * 365, renewBefore: 10 * 365 },
  'document-signer': { days: 10 * 365, renewBefore: 9 * 365 },
  'list-signer': { days: 3 * 365, renewBefore: 30 },
  'block-list-signer': { days: 3 * 365, renewBefore: 30 },
  'tls-authority': { days: 10 * 365, renewBefore: 365 },
  tls: { days: 365, renewBefore: 30 },
  'revocation-list': { days: 30, renewBefore: 29 },
  'master-list': { days: 90, renewBefore: 83 },
  'defect-list': { days: 90, renewBefore: 83 },
  /** Believed for a day, signed anew every six hours. */
  'block-list': { days: 1, renewBefore: 0.75 },
} as const satisfies Readonly<Record<string, Lifetime>>;

export interface Lifetime {
  readonly days: number;
  readonly renewBefore: number;
}

export type Kind = keyof typeof lifetimes;

/** A day so many days later. */
export function laterDay(from: CalendarDate, days: number): CalendarDate {
  return new Date(Date.parse(`${from}T00:00:00Z`) + days * day).toISOString().slice(0, 10);
}

/** When the next one is to be made of what ends at this instant (milliseconds since 1970). */
export function renewalOf(kind: Kind, end: number): number {
  return end - lifetimes[kind].renewBefore * day;
}

/** Whether a CV certificate is to be renewed on this day. */
export function isDue(kind: Kind, expiration: CalendarDate, today: CalendarDate): boolean {
  return Date.parse(today) >= renewalOf(kind, Date.parse(expiration));
}
