// What a relying party may ask for at the eID interface: one row per operation. TR-03130-1 3.3, and our extension for Hungary.

/** Namespace of the interface. */
export const eid = 'http://bsi.bund.de/eID/';
/** Namespace of the operations that the Hungarian card adds, so that a plain TR-03130 peer keeps working. */
export const hu = 'urn:eszig:eID:hu';

/** How the value of an operation looks in PersonalData: a `day` is whole, a `date` may be partial; `answer` has none there (it is a yes or no elsewhere). */
export type OperationKind = 'text' | 'day' | 'date' | 'place' | 'restricted-id' | 'answer';

interface Operation {
  readonly element: string;
  readonly namespace: string;
  readonly kind: OperationKind;
}

/** In the order of the schema. The names are those of the card's data groups (lib/card) where there is one. */
export const operations = {
  documentType: { element: 'DocumentType', namespace: eid, kind: 'text' },
  issuingState: { element: 'IssuingState', namespace: eid, kind: 'text' },
  dateOfExpiry: { element: 'DateOfExpiry', namespace: eid, kind: 'day' },
  givenNames: { element: 'GivenNames', namespace: eid, kind: 'text' },
  familyNames: { element: 'FamilyNames', namespace: eid, kind: 'text' },
  artisticName: { element: 'ArtisticName', namespace: eid, kind: 'text' },
  academicTitle: { element: 'AcademicTitle', namespace: eid, kind: 'text' },
  dateOfBirth: { element: 'DateOfBirth', namespace: eid, kind: 'date' },
  placeOfBirth: { element: 'PlaceOfBirth', namespace: eid, kind: 'place' },
  nationality: { element: 'Nationality', namespace: eid, kind: 'text' },
  birthName: { element: 'BirthName', namespace: eid, kind: 'text' },
  placeOfResidence: { element: 'PlaceOfResidence', namespace: eid, kind: 'place' },
  communityId: { element: 'CommunityID', namespace: eid, kind: 'text' },
  residencePermitI: { element: 'ResidencePermitI', namespace: eid, kind: 'text' },
  restrictedId: { element: 'RestrictedID', namespace: eid, kind: 'restricted-id' },
  ageVerification: { element: 'AgeVerification', namespace: eid, kind: 'answer' },
  placeVerification: { element: 'PlaceVerification', namespace: eid, kind: 'answer' },
  /** F, M, or a blank for not stated. */
  sex: { element: 'Sex', namespace: hu, kind: 'text' },
  motherName: { element: 'MotherName', namespace: hu, kind: 'text' },
  taj: { element: 'TAJ', namespace: hu, kind: 'text' },
  taxId: { element: 'TaxID', namespace: hu, kind: 'text' },
  personalId: { element: 'PersonalID', namespace: hu, kind: 'text' },
  /** The place of residence in one line, as Hungary writes it. */
  address: { element: 'Address', namespace: hu, kind: 'text' },
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof operations;

export const operationNames = Object.keys(operations) as readonly OperationName[];
