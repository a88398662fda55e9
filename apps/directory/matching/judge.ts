// Whether the person on a card is the person in the register: yes, no, or a question for people. One table, the first row that fits decides.

/** What was compared: `true` is alike after normalisation. */
export type Likeness = {
  readonly dateOfBirth: boolean;
  readonly motherName: boolean;
  readonly birthName: boolean;
  readonly placeOfBirth: boolean;
  /** The name of today, or a name by marriage that both sides explain. */
  readonly name: boolean;
  /** Nobody else in the registers has this name at birth and this day of birth. */
  readonly alone: boolean;
};

/** Why people must look. */
export const humanReasons = ['namesake', 'name', 'place', 'birth-name'] as const;

export type HumanReason = (typeof humanReasons)[number];

export type Verdict = { readonly kind: 'yes' } | { readonly kind: 'no' } | { readonly kind: 'human'; readonly reason: HumanReason };

type Row = { readonly when: Partial<Likeness>; readonly verdict: Verdict };

const rows: readonly Row[] = [
  { when: { dateOfBirth: false }, verdict: { kind: 'no' } },
  { when: { motherName: false }, verdict: { kind: 'no' } },
  { when: { birthName: false, placeOfBirth: false }, verdict: { kind: 'no' } },
  { when: { birthName: false, name: false }, verdict: { kind: 'no' } },
  { when: { birthName: false }, verdict: { kind: 'human', reason: 'birth-name' } },
  { when: { alone: false }, verdict: { kind: 'human', reason: 'namesake' } },
  { when: { placeOfBirth: false }, verdict: { kind: 'human', reason: 'place' } },
  { when: { name: false }, verdict: { kind: 'human', reason: 'name' } },
];

export function judge(likeness: Likeness): Verdict {
  const fits = ({ when }: Row) => Object.entries(when).every(([what, alike]) => likeness[what as keyof Likeness] === alike);
  return rows.find(fits)?.verdict ?? { kind: 'yes' };
}
