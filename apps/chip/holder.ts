// The person whom a card is made for, as data: what is printed on it, its document, and its codes. A person of world/ is one too.
import { z } from 'zod';
import { profiles } from '../../lib/card/index.ts';
import { fullUses, type PinState } from '../../lib/chip/index.ts';
import { EidError } from '../../lib/error/index.ts';
import {
  contentOfPersonalIdentifier,
  dateOfBirthInTaxIdentifier,
  parseCalendarDate,
  parseDocumentNumber,
  parsePersonalIdentifier,
  parseTaj,
  parseTaxIdentifier,
} from '../../lib/person/index.ts';

/** `holder.malformed`: the fact `at` names the place and `problem` what is wrong there, never the value. */
export type HolderErrorCode = 'holder.malformed';

/** What a card prints: Latin letters with their accents composed, and the marks that names and addresses have. */
const words = (pattern: RegExp, problem: string) =>
  z
    .string()
    .min(1)
    .max(120)
    .refine((text) => pattern.test(text) && text === text.normalize('NFC') && text === text.trim(), problem);
const name = words(/^[\p{Script=Latin} .'’-]+$/u, 'only Latin letters, spaces, hyphens, full stops and apostrophes, composed (NFC)');
const place = words(/^[\p{Script=Latin}\d ./,'’()-]+$/u, 'only Latin letters, digits and the marks of addresses, composed (NFC)');
const digits = (length: number) => z.string().regex(new RegExp(`^\\d{${length}}$`), `${length} digits`);
const country = z.string().regex(/^[A-Z]{1,3}$/, 'up to three capital letters');
const date = z.string().refine((text) => parseCalendarDate(text) !== undefined, 'not a day of the calendar, YYYY-MM-DD');
/** A text that a parser of `lib/person` gives back as it is. */
const checked = (parse: (text: string) => string | undefined, problem: string) =>
  z.string().refine((text) => parse(text) === text, problem);

const { codes: lengths, generations } = profiles.hungarian;

/** Either the activation PIN, for a card that nobody has used, or the PIN; the state sets its counter. */
const codes = z
  .strictObject({
    pinState: z.enum(['not-activated', 'operational', 'suspended', 'blocked', 'deactivated']).exactOptional(),
    activationPin: digits(lengths.activationPin).exactOptional(),
    pin: digits(lengths.pin).exactOptional(),
    can: digits(lengths.can),
    puk: digits(lengths.puk),
    /** How often the PUK may still unblock. */
    pukUses: z.int().min(0).max(fullUses).exactOptional(),
  })
  .check(({ value: { pinState, activationPin, pin }, issues }) => {
    const refuse = (path: string, message: string) => issues.push({ code: 'custom', path: [path], message, input: pinState });
    if ((activationPin === undefined) === (pin === undefined)) refuse('pin', 'either pin or activationPin');
    if (pinState === 'not-activated' && pin !== undefined) refuse('pinState', 'a card with a PIN is activated');
    if (pinState === 'operational' && pin === undefined) refuse('pinState', 'a card with an activation PIN is not activated');
  });

const holder = z
  .strictObject({
    names: z.strictObject({ family: name, given: name, title: name.exactOptional() }),
    birthName: name.exactOptional(),
    motherName: name.exactOptional(),
    /** `YYYY-MM-DD`; what nobody knows is spaces, from the right: `1964-05-  `, `1964-  -  `, `    -  -  `. */
    dateOfBirth: z.string().refine(isPartialDate, 'not a day of the calendar, YYYY-MM-DD with spaces for what is unknown'),
    /** `null` where there is none to name. */
    placeOfBirth: place.nullable().exactOptional(),
    sex: z.enum(['F', 'M']).exactOptional(),
    nationality: country.exactOptional(),
    address: z
      .strictObject({
        street: place.exactOptional(),
        city: place,
        postalCode: z
          .string()
          .regex(/^[0-9A-Z ]{4,8}$/, 'four to eight digits, capital letters and spaces')
          .exactOptional(),
        country: country.default('HUN'),
      })
      .exactOptional(),
    /** Code of the municipality of residence in the register of KSH. */
    municipality: digits(5).exactOptional(),
    /** The written signature: an image file, in hexadecimal. */
    signature: z
      .string()
      .regex(/^([0-9a-f]{2}){1,1900}$/, 'up to 1900 octets in small hexadecimal')
      .exactOptional(),
    /** The eSign function: its certificate lives from one day to the other. Absent on a card without the function. */
    signatureCertificate: z.strictObject({ from: date, to: date }).exactOptional(),
    taj: checked(parseTaj, 'nine digits, the last one the check digit').exactOptional(),
    taxId: checked(parseTaxIdentifier, 'ten digits, the last one the check digit').exactOptional(),
    personalId: checked(parsePersonalIdentifier, 'eleven digits, the last one the check digit').exactOptional(),
    document: z.strictObject({
      number: checked(parseDocumentNumber, 'six digits and two capital letters'),
      generation: z.enum(['2016', '2024']).default('2024'),
      issued: date,
      expires: date,
      state: z.unknown().optional(),
      residence: z.unknown().optional(),
    }),
    card: codes,
    // What a person of world/ has besides, and no card tells.
    id: z.unknown().optional(),
    story: z.unknown().optional(),
    worker: z.unknown().optional(),
    mail: z.unknown().optional(),
  })
  .check(({ value: person, issues }) => {
    if (issues.length > 0) return;
    const refuse = (path: string, message: string) => issues.push({ code: 'custom', path: path.split('.'), message, input: undefined });
    const { dateOfBirth, sex, signatureCertificate } = person;
    const { issued, expires, generation } = person.document;
    if (expires <= issued) refuse('document.expires', 'not after the day of issue');
    if (issued < generations[generation].issuedFrom) refuse('document.issued', `no card of ${generation} was issued then`);
    if (dateOfBirth > issued) refuse('dateOfBirth', 'after the day of issue');
    if (signatureCertificate !== undefined && signatureCertificate.to <= signatureCertificate.from)
      refuse('signatureCertificate.to', 'not after its first day');
    const [taxId, personalId] = [parseTaxIdentifier(person.taxId ?? ''), parsePersonalIdentifier(person.personalId ?? '')];
    if (parseCalendarDate(dateOfBirth) === undefined) return;
    if (taxId !== undefined && dateOfBirthInTaxIdentifier(taxId) !== dateOfBirth) refuse('taxId', 'names another date of birth');
    const content = personalId === undefined ? undefined : contentOfPersonalIdentifier(personalId);
    if (content !== undefined && content.dateOfBirth !== dateOfBirth) refuse('personalId', 'names another date of birth');
    if (content !== undefined && sex !== undefined && content.sex !== sex) refuse('personalId', 'names the other sex');
  });

export type Holder = z.output<typeof holder>;

/** The JSON document of a holder. */
export type HolderDocument = z.input<typeof holder>;

/** A holder from a JSON document. Throws `holder.malformed` for the first thing that is wrong in it. */
export function parseHolder(document: unknown): Holder {
  const parsed = holder.safeParse(document);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const at = [...(issue?.path ?? []), ...unknown].join('.');
  throw new EidError<HolderErrorCode>('holder.malformed', { at, problem: unknown.length > 0 ? 'no such member' : (issue?.message ?? '') });
}

/** The state that a new card of these codes begins in. */
export function firstState({ card }: Holder): PinState {
  return card.pinState ?? (card.pin === undefined ? 'not-activated' : 'operational');
}

function isPartialDate(text: string): boolean {
  const [, year = '', month = '', day = ''] = /^(\d{4}| {4})-(\d\d| {2})-(\d\d| {2})$/.exec(text) ?? [];
  const known = (part: string) => part.trim() !== '';
  if (year === '' || (known(month) && !known(year)) || (known(day) && !known(month))) return false;
  // What is unknown is taken for the first year, month or day of all.
  const whole = `${known(year) ? year : '1900'}-${known(month) ? month : '01'}-${known(day) ? day : '01'}`;
  return parseCalendarDate(whole) !== undefined;
}
