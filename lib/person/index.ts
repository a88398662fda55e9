export type { Branded } from './branded.ts';
export {
  ageOn,
  birthdayIn,
  type CalendarDate,
  daysAfter,
  daysBetween,
  parseCalendarDate,
  writeDate,
} from './calendar-date.ts';
export { type DocumentNumber, parseDocumentNumber } from './document-number.ts';
export {
  type InstitutionId,
  parseInstitutionId,
  parseRegisterNumber,
  parseTaxNumber,
  parseUnitId,
  type RegisterNumber,
  type TaxNumber,
  taxNumberCheckDigit,
  type UnitId,
} from './institution-numbers.ts';
export { type MailAddress, parseMailAddress } from './mail-address.ts';
export { compareNames, fullName, type PersonName } from './name.ts';
export {
  contentOfPersonalIdentifier,
  type PersonalIdentifier,
  parsePersonalIdentifier,
  personalIdentifierCheckDigit,
  type Sex,
} from './personal-identifier.ts';
export { parseTaj, type Taj, tajCheckDigit, writeTaj } from './taj.ts';
export { dateOfBirthInTaxIdentifier, parseTaxIdentifier, type TaxIdentifier, taxIdentifierCheckDigit } from './tax-identifier.ts';
