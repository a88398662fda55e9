// The data groups of a person's card: which of them a card of its day carries, and what stands in each. Profile of the Hungarian card.
import { type Bytes, parseHex } from '../bytes/index.ts';
import { type DataGroupName, dataGroups, profiles } from './profiles/index.ts';

/** What a card tells of its holder; what is absent has no data group. */
export interface PersonData {
  readonly names: { readonly family: string; readonly given: string };
  readonly birthName?: string | undefined;
  readonly motherName?: string | undefined;
  /** `YYYY-MM-DD`; what nobody knows is spaces. */
  readonly dateOfBirth: string;
  /** `null` where there is none to name. */
  readonly placeOfBirth?: string | null | undefined;
  readonly sex?: 'F' | 'M' | undefined;
  readonly nationality?: string | undefined;
  readonly address?:
    | { readonly street?: string | undefined; readonly city: string; readonly postalCode?: string | undefined; readonly country: string }
    | undefined;
  /** Code of the municipality of residence, five digits. */
  readonly municipality?: string | undefined;
  /** The written signature: an image, in hexadecimal. */
  readonly signature?: string | undefined;
  readonly taj?: string | undefined;
  readonly taxId?: string | undefined;
  readonly personalId?: string | undefined;
  /** Days `YYYY-MM-DD`. */
  readonly document: { readonly issued: string; readonly expires: string };
}

/** Data groups that there are data for and that cards of this day carry, by their numbers. Throws `card.malformed` for what cannot be written. */
export function encodePersonData(person: PersonData, without: readonly DataGroupName[] = []): ReadonlyMap<number, Bytes> {
  const since: Partial<Record<DataGroupName, string>> = profiles.hungarian.since;
  const files = Object.entries(values(person)) as [DataGroupName, Bytes | undefined][];
  return new Map(
    files.flatMap(([name, file]) => {
      const carried = person.document.issued >= (since[name] ?? '');
      return file !== undefined && carried && !without.includes(name) ? [[dataGroups[name].number, file] as const] : [];
    }),
  );
}

function values({ names, document, address, ...holder }: PersonData): Partial<Record<DataGroupName, Bytes | undefined>> {
  const optional = <T>(value: T | undefined, encode: (value: T) => Bytes) => (value === undefined ? undefined : encode(value));
  return {
    documentType: dataGroups.documentType.encode(profiles.hungarian.documentType),
    issuingState: dataGroups.issuingState.encode(profiles.hungarian.issuingState),
    dateOfExpiry: dataGroups.dateOfExpiry.encode(document.expires),
    givenNames: dataGroups.givenNames.encode(names.given),
    familyNames: dataGroups.familyNames.encode(names.family),
    dateOfBirth: dataGroups.dateOfBirth.encode(holder.dateOfBirth),
    placeOfBirth: optional(holder.placeOfBirth, (text) =>
      dataGroups.placeOfBirth.encode(text === null ? { kind: 'none', text: 'ismeretlen' } : { kind: 'text', text }),
    ),
    nationality: dataGroups.nationality.encode(holder.nationality ?? profiles.hungarian.issuingState),
    sex: optional(holder.sex, dataGroups.sex.encode),
    taj: optional(holder.taj, dataGroups.taj.encode),
    birthName: optional(holder.birthName, dataGroups.birthName.encode),
    writtenSignature: optional(holder.signature, (image) => dataGroups.writtenSignature.encode(parseHex(image) as Bytes)),
    communityId: optional(holder.municipality, (code) => dataGroups.communityId.encode(`${profiles.hungarian.municipalityPrefix}${code}`)),
    dateOfIssuance: dataGroups.dateOfIssuance.encode(document.issued),
    motherName: optional(holder.motherName, dataGroups.motherName.encode),
    placeOfResidence: optional(address, ({ street, city, postalCode, country }) =>
      dataGroups.placeOfResidence.encode({
        kind: 'structured',
        city,
        country,
        ...(street === undefined ? {} : { street }),
        ...(postalCode === undefined ? {} : { zipCode: postalCode }),
      }),
    ),
    taxId: optional(holder.taxId, dataGroups.taxId.encode),
    personalId: optional(holder.personalId, dataGroups.personalId.encode),
  };
}
