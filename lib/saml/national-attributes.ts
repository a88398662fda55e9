// What was read from the card, as attributes of the national profile. TR-03130-1 4.3.2, 4.4.1 to 4.4.3 and 4.7.4.
import { toHex } from '../bytes/index.ts';
import {
  encodeAttestationProof,
  encodeUsedTypeWord,
  encodeValue,
  type GetResultResponse,
  isHungarian,
  type OperationKind,
  type OperationName,
  operationNames,
  operations,
  type PersonalData,
  parseValue,
  type UseIdRequest,
} from '../eid-service/index.ts';
import { type Result, type XmlElement, xml } from '../xml/index.ts';
import { onOneLine, parseAttributes, type SamlAttribute, type ValueForm } from './attribute.ts';
import { type AttributeName, attributeNames, nameOf } from './attribute-names.ts';

/** What became of the check of the document; only with `valid` does anything else follow. */
export type DocumentStatus = 'valid' | 'failed' | 'expired' | 'revoked' | 'notAuthentic';

const statuses: Readonly<Record<string, DocumentStatus>> = {
  'document.expired': 'expired',
  'document.revoked': 'revoked',
  'document.not-authentic': 'notAuthentic',
};

/** What a result says about the document; `undefined` when it went wrong for another reason, and is told as a status of the response. */
export function documentStatus({ major, message }: Result): DocumentStatus | undefined {
  if (major !== 'error') return 'valid';
  return message !== undefined && Object.hasOwn(statuses, message) ? statuses[message] : undefined;
}

/** Types of the schema by kind, and by name where a kind has finer ones. */
const kinds: Readonly<Record<OperationKind, string>> = {
  text: 'xs:string',
  day: 'xs:date',
  date: 'eid:GeneralDateType',
  place: 'eid:GeneralPlaceType',
  'restricted-id': 'eid:RestrictedIDType',
  answer: 'xs:boolean',
};
const finer: Readonly<Partial<Record<OperationName, string>>> = {
  documentType: 'eid:DocumentType',
  issuingState: 'eid:ICAOCountry',
  nationality: 'eid:ICAOCountry',
  communityId: 'eid:CommunityIDType',
};

/**
 * The attributes of an answer: always the document's validity, and with a valid one what the holder permitted; what was not permitted is simply not
 * there. `today`: YYYY-MM-DD, the day of the check.
 */
export function nationalAnswer(
  answer: GetResultResponse,
  asked: UseIdRequest,
  status: DocumentStatus,
  today: string,
  form: ValueForm,
): readonly SamlAttribute[] {
  const validity = xml`<eid:ReferenceDate>${today}</eid:ReferenceDate><eid:Status>${status}</eid:Status>`;
  const first = attribute('documentValidity', form, {
    type: 'eid:DocumentValidityResultType',
    version: 1,
    content: validity,
    plain: status,
  });
  if (status !== 'valid') return [first];
  return [first, ...operationNames.flatMap((name) => ofOperation(name, answer, asked, form)), ...beside(answer, form)];
}

/** What an answer of the national profile says, back in the words of the eID interface: for service providers, and for tests. */
export function parseNationalAnswer(statement: XmlElement): { readonly status?: string; readonly personalData: PersonalData } {
  const data: Partial<Record<OperationName, unknown>> = {};
  let status: string | undefined;
  for (const { name, value, notOnChip } of parseAttributes(statement)) {
    const known = nameOf(name);
    if (known === 'documentValidity') status = value.children.find((one) => one.name === 'Status')?.text;
    if (notOnChip || known === undefined || !isValue(known)) continue;
    data[known] = parseValue(known, value);
  }
  return { ...(status !== undefined && { status }), personalData: data as PersonalData };
}

function ofOperation(name: OperationName, answer: GetResultResponse, asked: UseIdRequest, form: ValueForm): readonly SamlAttribute[] {
  if (answer.operationsAllowedByUser?.[name] === 'NOTONCHIP') {
    return [{ ...attribute(name, form, { type: typeOf(name), content: xml``, plain: '' }), notOnChip: true }];
  }
  if (name === 'ageVerification') return compared(name, 'Age', asked.age, answer.fulfilsAge, form);
  if (name === 'placeVerification') return compared(name, 'CommunityID', asked.place, answer.fulfilsPlace, form);
  const value = answer.personalData?.[name];
  if (value === undefined) return [];
  return [attribute(name, form, { type: typeOf(name), content: encodeValue(name, value), plain: asText(value) })];
}

/** What is told besides what was read. */
function beside({ attestation, levelOfAssurance, eidType }: GetResultResponse, form: ValueForm): readonly SamlAttribute[] {
  return [
    attestation &&
      attribute('attestation', form, {
        type: 'eid:TransactionAttestationResponseType',
        content: encodeAttestationProof(attestation),
        plain: attestation.data,
      }),
    levelOfAssurance &&
      attribute('levelOfAssurance', form, {
        type: 'eid:LevelOfAssuranceType',
        content: xml`${levelOfAssurance}`,
        plain: levelOfAssurance,
      }),
    eidType && attribute('eidType', form, { type: 'eid:EIDTypeResponseType', content: encodeUsedTypeWord(eidType), plain: eidType }),
  ].filter((one) => one !== undefined);
}

function compared(
  name: 'ageVerification' | 'placeVerification',
  element: 'Age' | 'CommunityID',
  wanted: string | number | undefined,
  fulfils: boolean | undefined,
  form: ValueForm,
): readonly SamlAttribute[] {
  if (fulfils === undefined || wanted === undefined) return [];
  const request = { markup: `<eid:${element}>${xml`${wanted}`.markup}</eid:${element}>` };
  const content = xml`<eid:Request>${request}</eid:Request><eid:Result><eid:FulfilsRequest>${String(fulfils)}</eid:FulfilsRequest></eid:Result>`;
  return [attribute(name, form, { type: `eid:${operations[name].element}ResultType`, content, plain: String(fulfils) })];
}

type Both = SamlAttribute['value'] & { readonly plain: string };

function attribute(name: AttributeName, form: ValueForm, { plain, ...typed }: Both): SamlAttribute {
  return { name: attributeNames[name], value: form === 'typed' ? typed : { content: xml`${plain}` } };
}

function typeOf(name: OperationName): string {
  return isHungarian(name) ? 'xs:string' : (finer[name] ?? kinds[operations[name].kind]);
}

function asText(value: NonNullable<PersonalData[OperationName]>): string {
  if (typeof value === 'string') return value;
  if ('kind' in value) return onOneLine(value);
  return 'id' in value ? toHex(value.id) : (value.value ?? value.text);
}

function isValue(name: AttributeName): name is OperationName {
  return Object.hasOwn(operations, name) && operations[name as OperationName].kind !== 'answer';
}
