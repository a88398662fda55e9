// The attributes of a natural person in the eIDAS profile, and from which operations of the card they come. eIDAS SAML Attribute Profile 1.2 2.2.
import { toBase64, toHex, utf8 } from '../bytes/index.ts';
import type { GetResultResponse, OperationName, PersonalData, PlaceValue } from '../eid-service/index.ts';
import { optional, xml } from '../xml/index.ts';
import { onOneLine, type SamlAttribute, type ValueForm } from './attribute.ts';
import { namespaces, uriNameFormat } from './names.ts';

interface EidasAttribute {
  readonly friendlyName: string;
  readonly operation: OperationName;
  readonly type: string;
  /** The value as text; `undefined` when there is none, or none that is whole. */
  value(data: PersonalData, countries: Countries): string | undefined;
  /** The value in typed form, where it differs. */
  typed?(data: PersonalData): string | undefined;
}

/** ISO 3166-1 alpha-2: who identifies, and for whom. */
export interface Countries {
  readonly own: string;
  readonly receiving: string;
}

/** The mandatory four first. The names are the ends of their URIs. */
export const eidasAttributes = {
  PersonIdentifier: {
    friendlyName: 'PersonIdentifier',
    operation: 'restrictedId',
    type: 'PersonIdentifierType',
    value: ({ restrictedId }, { own, receiving }) => restrictedId && `${own}/${receiving}/${toHex(restrictedId.id)}`,
  },
  CurrentFamilyName: {
    friendlyName: 'FamilyName',
    operation: 'familyNames',
    type: 'CurrentFamilyNameType',
    value: ({ familyNames }) => familyNames,
  },
  CurrentGivenName: {
    friendlyName: 'FirstName',
    operation: 'givenNames',
    type: 'CurrentGivenNameType',
    value: ({ givenNames }) => givenNames,
  },
  DateOfBirth: {
    friendlyName: 'DateOfBirth',
    operation: 'dateOfBirth',
    type: 'DateOfBirthType',
    value: ({ dateOfBirth }) => dateOfBirth?.value,
  },
  BirthName: { friendlyName: 'BirthName', operation: 'birthName', type: 'BirthNameType', value: ({ birthName }) => birthName },
  PlaceOfBirth: {
    friendlyName: 'PlaceOfBirth',
    operation: 'placeOfBirth',
    type: 'PlaceOfBirthType',
    value: ({ placeOfBirth }) => placeOfBirth && onOneLine(placeOfBirth),
  },
  CurrentAddress: {
    friendlyName: 'CurrentAddress',
    operation: 'placeOfResidence',
    type: 'CurrentAddressType',
    value: ({ placeOfResidence }) => placeOfResidence && onOneLine(placeOfResidence),
    typed: ({ placeOfResidence }) => placeOfResidence && structured(placeOfResidence),
  },
  Gender: {
    friendlyName: 'Gender',
    operation: 'sex',
    type: 'GenderType',
    value: ({ sex }) => sex && (genders[sex] ?? 'Unspecified'),
  },
} as const satisfies Record<string, EidasAttribute>;

/** 2.2.9: what is neither is not stated. */
const genders: Readonly<Record<string, string>> = { F: 'Female', M: 'Male' };

export type EidasName = keyof typeof eidasAttributes;

const names = Object.keys(eidasAttributes) as readonly EidasName[];

/** Which attribute a URI is of; `undefined` for none. */
export function eidasNameOf(uri: string): EidasName | undefined {
  return names.find((name) => uri === `${namespaces.person}/${name}`);
}

/** What was read and permitted, as attributes of the eIDAS profile. */
export function eidasAnswer({ personalData = {} }: GetResultResponse, countries: Countries, form: ValueForm): readonly SamlAttribute[] {
  return names.flatMap((name) => {
    const row: EidasAttribute = eidasAttributes[name];
    const plain = row.value(personalData, countries);
    const value = form === 'typed' && row.typed ? row.typed(personalData) : plain;
    if (value === undefined || value === '') return [];
    const type = form === 'typed' ? { type: `eidas:${row.type}` } : {};
    const head = { name: `${namespaces.person}/${name}`, friendlyName: row.friendlyName, nameFormat: uriNameFormat };
    return [{ ...head, value: { ...type, content: xml`${value}` } }];
  });
}

/** An address as base64 of the elements that the profile names for its parts; what is not structured is its first line. 2.2.8. */
function structured(place: PlaceValue): string {
  const parts =
    place.kind === 'structured'
      ? [
          optional('eidas:Thoroughfare', place.street),
          optional('eidas:PostName', place.city),
          optional('eidas:AdminunitFirstline', place.country),
          optional('eidas:PostCode', place.zipCode),
        ]
      : [optional('eidas:CvaddressArea', place.text)];
  return toBase64(utf8(parts.map((part) => part?.markup ?? '').join('')));
}
