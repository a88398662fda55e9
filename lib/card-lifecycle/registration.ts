// A card as it is entered into the register from elsewhere: who holds it, what it is, and its public keys. JSON, read strictly.
import { z } from 'zod';
import { parseCalendarDate, parseDocumentNumber, parsePersonalIdentifier, parseTaj, parseTaxIdentifier } from '../person/index.ts';
import { cardStates } from './moves.ts';
import { cardKinds } from './validity.ts';

const text = z.string().min(1).max(120);
const parsed = <T extends string>(parse: (text: string) => T | undefined, problem: string) =>
  z.custom<T>((value) => typeof value === 'string' && parse(value) === value, problem);
const date = parsed(parseCalendarDate, 'not a day of the calendar');

/** 04‖x‖y on brainpoolP256r1. */
export const point = z.string().regex(/^04[0-9a-f]{128}$/);
export const octets = z.string().regex(/^([0-9a-f]{2})+$/);
export const documentNumber = parsed(parseDocumentNumber, 'six digits and two capital letters');

/** A person as the register keeps them; numbers are checked, and absent where there are none. */
const registeredHolder = z.strictObject({
  title: text.exactOptional(),
  family: text,
  given: text,
  birthName: text.exactOptional(),
  motherName: text.exactOptional(),
  dateOfBirth: date,
  placeOfBirth: text.exactOptional(),
  sex: z.enum(['F', 'M']),
  nationality: z.string().regex(/^[A-Z]{3}$/),
  street: text.exactOptional(),
  city: text.exactOptional(),
  postalCode: z
    .string()
    .regex(/^[0-9A-Z ]{4,8}$/)
    .exactOptional(),
  country: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('HUN'),
  taj: parsed(parseTaj, 'wrong TAJ').exactOptional(),
  taxId: parsed(parseTaxIdentifier, 'wrong tax identifier').exactOptional(),
  personalId: parsed(parsePersonalIdentifier, 'wrong personal identifier').exactOptional(),
  email: z.string().max(254).exactOptional(),
});
export type RegisteredHolder = z.output<typeof registeredHolder>;

const registeredCard = z.strictObject({
  holder: registeredHolder,
  documentNumber,
  kind: z.enum(cardKinds),
  /** Year of the chip generation; absent without a chip. */
  generation: z
    .string()
    .regex(/^\d{4}$/)
    .exactOptional(),
  state: z.enum(cardStates),
  issued: date,
  /** Absent: never. */
  expires: date.exactOptional(),
  activated: z.boolean().exactOptional(),
  blockingKey: point.exactOptional(),
  /** The newest country verifier (CHR) that the card believes. */
  trusts: z.string().min(8).max(16).exactOptional(),
  /** Public keys of the chip, the blocking key among them. */
  publicKeys: z.array(point),
  /** The pseudonym key's secret, sealed by the personalisation machine. */
  sealedPseudonymKey: octets.exactOptional(),
});
export type RegisteredCard = z.output<typeof registeredCard>;

/** The document of a file that the office takes cards from. Throws `ZodError`. */
export function parseRegisteredCards(document: unknown): readonly RegisteredCard[] {
  return z.array(registeredCard).parse(document);
}
