// The shape of the demonstration world's files: one person, one institution, one relying party each. Everything in them is invented.
import { z } from 'zod';
import { professions, registerStatuses, roleIds } from '../lib/entitlement/index.ts';
import { scopeNames } from '../lib/oidc/index.ts';
import {
  birthdayIn,
  contentOfPersonalIdentifier,
  dateOfBirthInTaxIdentifier,
  parseCalendarDate,
  parseDocumentNumber,
  parseInstitutionId,
  parseMailAddress,
  parsePersonalIdentifier,
  parseRegisterNumber,
  parseTaj,
  parseTaxIdentifier,
  parseTaxNumber,
  parseUnitId,
} from '../lib/person/index.ts';

/** A text that a parser of `lib/person` accepts, in the one spelling that it gives back. */
const parsed = <T extends string>(parse: (text: string) => T | undefined, problem: string) =>
  z.string().transform((text, context): T => {
    const value = parse(text);
    if (value !== undefined && value === text) return value;
    context.addIssue({ code: 'custom', message: problem });
    return z.NEVER;
  });

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id is lower-case letters, digits and hyphens');
const text = z.string().min(1).max(120);
const digits = (length: number) => z.string().regex(new RegExp(`^\\d{${length}}$`), `${length} digits`);
const date = parsed(parseCalendarDate, 'not a date of the calendar');
const institutionId = parsed(parseInstitutionId, 'an institution has six digits');
const unitId = parsed(parseUnitId, 'a unit has nine digits');
/** Mail of the demonstration world goes nowhere else: a name reserved for examples (RFC 2606). */
const mail = parsed(parseMailAddress, 'no mail address').refine((address) => address.endsWith('.example'), 'not a reserved domain');
const country = z.string().regex(/^[A-Z]{3}$/, 'a country has three letters');
const bothLanguages = z.strictObject({ hu: text, en: text });
const address = z.strictObject({ street: text, city: text, postalCode: z.string().regex(/^[0-9A-Z ]{4,8}$/), country });

const document = z.strictObject({
  number: parsed(parseDocumentNumber, 'a document number is six digits and two letters'),
  /** Year of the chip generation. */
  generation: z.enum(['2016', '2024']),
  issued: date,
  expires: date,
  state: z.enum(['valid', 'expired', 'revoked']),
  /** Legal ground of a holder who is no Hungarian citizen. */
  residence: z.enum(['settled', 'immigrant', 'refugee', 'protected']).nullable(),
});

/** The card's codes; which of them the holder has depends on the PIN state. */
const codes = { can: digits(6), puk: digits(10) };
const card = z.discriminatedUnion('pinState', [
  z.strictObject({ pinState: z.literal('not-activated'), activationPin: digits(5), ...codes }),
  z.strictObject({ pinState: z.literal('operational'), pin: digits(6), ...codes }),
  z.strictObject({ pinState: z.literal('suspended'), pin: digits(6), ...codes }),
  z.strictObject({ pinState: z.literal('blocked'), pin: digits(6), ...codes }),
]);

const worker = z.strictObject({
  profession: z.enum(professions),
  registerNumber: parsed(parseRegisterNumber, 'a register number has five digits').nullable(),
  register: z.strictObject({
    basic: z.boolean(),
    operational: z.boolean(),
    status: z.enum(registerStatuses),
  }),
  /** False: the card is not yet bound to the person's EESZT user. */
  linked: z.boolean(),
  /** Where the register has the person otherwise than the card. */
  registeredAs: z.exactOptional(z.strictObject({ name: text, motherName: text, placeOfBirth: text })),
  roles: z.array(
    z.strictObject({ role: z.enum(roleIds), institution: institutionId, unit: unitId, status: z.enum(['in-force', 'suspended']) }),
  ),
});

export const Person = z
  .strictObject({
    id,
    /** Why this person is in the world. */
    story: bothLanguages,
    names: z.strictObject({ family: text, given: text, title: z.exactOptional(text) }),
    birthName: text,
    motherName: text,
    dateOfBirth: date,
    placeOfBirth: text,
    sex: z.enum(['F', 'M']),
    nationality: country,
    /** The address that the register has, if any. */
    mail: z.exactOptional(mail),
    address,
    taj: parsed(parseTaj, 'wrong TAJ'),
    taxId: parsed(parseTaxIdentifier, 'wrong tax identifier'),
    personalId: parsed(parsePersonalIdentifier, 'wrong personal identifier'),
    document,
    card,
    worker: z.exactOptional(worker),
  })
  .check(({ value: person, issues }) => {
    const refuse = (path: string, message: string) => issues.push({ code: 'custom', path: [path], message, input: person });
    const { dateOfBirth, sex } = contentOfPersonalIdentifier(person.personalId);
    if (dateOfBirth !== person.dateOfBirth || sex !== person.sex) refuse('personalId', 'names another date of birth or sex');
    if (dateOfBirthInTaxIdentifier(person.taxId) !== person.dateOfBirth) refuse('taxId', 'names another date of birth');
    const { issued, expires, residence } = person.document;
    if (expires <= issued) refuse('document', 'expires before it was issued');
    if (expires !== birthdayIn(person.dateOfBirth, Number(expires.slice(0, 4)))) refuse('document', 'a card expires on a birthday');
    if ((person.nationality === 'HUN') !== (residence === null))
      refuse('document', 'a residence ground belongs to foreigners, and to all of them');
    const registered = person.worker?.register.status !== 'not-registered';
    if (person.worker && registered !== (person.worker.registerNumber !== null))
      refuse('worker', 'a register number belongs to registered workers');
  });

export const Institution = z
  .strictObject({
    id: institutionId,
    name: text,
    kind: z.enum(['hospital', 'gp-practice', 'dental-practice', 'pharmacy', 'government-window', 'operator']),
    taxNumber: parsed(parseTaxNumber, 'wrong tax number'),
    /** The address that the institution registered with. */
    mail: z.exactOptional(mail),
    address,
    units: z
      .array(
        z.strictObject({
          id: unitId,
          name: text,
          workstations: z.array(z.strictObject({ id, name: text, reader: text.nullable() })),
        }),
      )
      .min(1),
  })
  .check(({ value: institution, issues }) => {
    const stray = institution.units.find((unit) => !unit.id.startsWith(institution.id));
    if (stray)
      issues.push({ code: 'custom', path: ['units'], message: `unit ${stray.id} bears another institution's digits`, input: institution });
  });

/** A card reader of the operator's list: given to an institution, bought by one, or in stock. */
export const CardReader = z.strictObject({
  serial: z.string().regex(/^[A-Z0-9][A-Z0-9-]{2,22}[A-Z0-9]$/),
  model: text,
  institution: z.exactOptional(institutionId),
  workstation: z.exactOptional(id),
  origin: z.enum(['operator', 'own']),
  given: z.exactOptional(date),
  warrantyUntil: z.exactOptional(date),
});

/** An application that people sign in to. In its addresses `{portal}`, `{office}` and `{hospital}` stand for the origins of the running world. */
export const RelyingParty = z.strictObject({
  id,
  name: bothLanguages,
  /** Shown on the permission page: why the data are asked for. */
  purpose: bothLanguages,
  kind: z.enum(['web', 'native']),
  redirectUris: z.array(text).min(1),
  postLogoutRedirectUris: z.array(text),
  backChannelLogoutUri: z.exactOptional(text),
  /** Beside `openid`. */
  scopes: z.array(z.enum(scopeNames)),
  /** People have the same identifier at all relying parties of a sector; by default each is a sector of its own. */
  sector: z.exactOptional(id),
});

export type Person = z.output<typeof Person>;
export type Institution = z.output<typeof Institution>;
export type RelyingParty = z.output<typeof RelyingParty>;
export type CardReader = z.output<typeof CardReader>;
