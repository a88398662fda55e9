// Who may ask the operator for readers: everybody bound to join while a supplementary round is open; otherwise who has not one single reader.

/** A supplementary round: days of Budapest (`YYYY-MM-DD`), both included. */
export type Round = { readonly from: string; readonly until: string };

/** Kinds of institutions that the law binds to join the EESZT, and who registers them: the number that a request ends with. */
const registeringAuthority = {
  hospital: 'OTH',
  'gp-practice': 'OTH',
  'dental-practice': 'OTH',
  pharmacy: 'OGYÉI',
} as const;

export type Authority = (typeof registeringAuthority)[keyof typeof registeringAuthority];

export function authorityOf(kind: string): Authority | undefined {
  return Object.hasOwn(registeringAuthority, kind) ? registeringAuthority[kind as keyof typeof registeringAuthority] : undefined;
}

/** `round`: while one is open; `not-one`: the way out for who has none; the others may not ask. */
export type RequestRight = 'round' | 'not-one' | 'has-reader' | 'not-bound';

export type RequestFacts = {
  readonly kind: string;
  /** Readers of the institution, wherever they stand, given or bought. */
  readonly readers: number;
  readonly rounds: readonly Round[];
  readonly today: string;
};

export function requestRight({ kind, readers, rounds, today }: RequestFacts): RequestRight {
  if (authorityOf(kind) === undefined) return 'not-bound';
  if (rounds.some(({ from, until }) => from <= today && today <= until)) return 'round';
  return readers === 0 ? 'not-one' : 'has-reader';
}
