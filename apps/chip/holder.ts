// The person whom a card is made for, as data: what is printed on it, its document, and its codes. A person of world/ is one too.
import { z } from 'zod';
import type { PinState } from '../../lib/chip/index.ts';
import { EidError } from '../../lib/error/index.ts';

/** `holder.malformed`: the fact `at` names the place, never the value. */
export type HolderErrorCode = 'holder.malformed';

const text = z.string().min(1);
const digits = (length: number) => z.string().regex(new RegExp(`^\\d{${length}}$`));

/** Either the activation PIN, for a card that nobody has used, or the PIN; `suspended` and `blocked` set its counter. */
const codes = z
  .object({
    pinState: z.enum(['not-activated', 'operational', 'suspended', 'blocked']).optional(),
    activationPin: digits(5).optional(),
    pin: digits(6).optional(),
    can: digits(6),
    puk: digits(10),
  })
  .refine(({ activationPin, pin }) => (activationPin === undefined) !== (pin === undefined), 'either activationPin or pin');

const holder = z.object({
  names: z.object({ family: text, given: text }),
  birthName: text.optional(),
  motherName: text.optional(),
  dateOfBirth: z.iso.date(),
  placeOfBirth: text.optional(),
  sex: z.enum(['F', 'M']).optional(),
  nationality: z
    .string()
    .regex(/^[A-Z]{1,3}$/)
    .default('HUN'),
  address: z
    .object({
      street: text.optional(),
      city: text,
      postalCode: text.optional(),
      country: z
        .string()
        .regex(/^[A-Z]{1,3}$/)
        .default('HUN'),
    })
    .optional(),
  taj: digits(9).optional(),
  taxId: digits(10).optional(),
  personalId: digits(11).optional(),
  document: z.object({
    number: text,
    generation: z.enum(['2016', '2024']).default('2024'),
    issued: z.iso.date(),
    expires: z.iso.date(),
  }),
  card: codes,
});

export type Holder = z.output<typeof holder>;

/** A holder from a JSON document; unknown members are left aside. Throws `holder.malformed`. */
export function parseHolder(document: unknown): Holder {
  const parsed = holder.safeParse(document);
  if (!parsed.success) throw new EidError<HolderErrorCode>('holder.malformed', { at: parsed.error.issues[0]?.path.join('.') ?? '' });
  return parsed.data;
}

/** The state that a new card of these codes begins in. */
export function firstState({ card }: Holder): Exclude<PinState, 'deactivated'> {
  return card.pinState ?? (card.pin === undefined ? 'not-activated' : 'operational');
}
