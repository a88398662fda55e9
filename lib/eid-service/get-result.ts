// getResult: the relying party collects what was read, once. TR-03130-1 3.4.
import { type Bytes, toHex } from '../bytes/index.ts';
import { EidError } from '../error/index.ts';
import {
  child,
  childHex,
  childInteger,
  childText,
  encodeResult,
  encodeSoap,
  expectElement,
  expectSequence,
  type Markup,
  optional,
  optionalChild,
  optionalText,
  parseResult,
  type Result,
  type XmlElement,
  type XmlErrorCode,
  xml,
} from '../xml/index.ts';
import { type EidType, encodeUsedType, parseUsedType } from './eid-type.ts';
import { type LevelOfAssurance, parseLevel } from './level-of-assurance.ts';
import { encodeOperationList, type OperationList, parseOperationList } from './operation-list.ts';
import { eid } from './operations.ts';
import { encodePersonalData, type PersonalData, parsePersonalData } from './personal-data.ts';
import { type Attestation, encodeAttestation, parseAttestation } from './transaction-attestation.ts';

export interface GetResultRequest {
  readonly session: Bytes;
  /** Positive; one more with each request. */
  readonly counter: number;
}

/** What the holder permitted, and what of it the card does not have; PROHIBITED is written for what was asked and not permitted, and read as nothing. */
export type UserOperations = OperationList<'ALLOWED' | 'NOTONCHIP' | 'PROHIBITED'>;

export interface GetResultResponse {
  readonly result: Result;
  readonly personalData?: PersonalData;
  readonly fulfilsAge?: boolean;
  readonly fulfilsPlace?: boolean;
  readonly operationsAllowedByUser?: UserOperations;
  readonly attestation?: Attestation;
  readonly levelOfAssurance?: LevelOfAssurance;
  readonly eidType?: EidType;
}

export const getResultAction = `${eid}getResult`;

export function parseGetResult(body: XmlElement): GetResultRequest {
  expectElement(body, 'getResultRequest', eid);
  expectSequence(body, eid, ['Session', 'RequestCounter']);
  const counter = childInteger(body, 'RequestCounter');
  if (counter === 0) throw new EidError<XmlErrorCode>('xml.value', { name: 'RequestCounter' });
  return { session: childHex(child(body, 'Session'), 'ID'), counter };
}

/** The SOAP document of a request. */
export function encodeGetResult({ session, counter }: GetResultRequest): string {
  return encodeSoap(
    xml`<eid:getResultRequest xmlns:eid="${eid}"><eid:Session><eid:ID>${toHex(session)}</eid:ID></eid:Session><eid:RequestCounter>${counter}</eid:RequestCounter></eid:getResultRequest>`,
  );
}

export function parseGetResultResponse(body: XmlElement): GetResultResponse {
  expectElement(body, 'getResultResponse', eid);
  const result = parseResult(body);
  if (result.major === 'error') return { result };
  const data = optionalChild(body, 'PersonalData');
  const fulfilsAge = fulfils(body, 'FulfilsAgeVerification');
  const fulfilsPlace = fulfils(body, 'FulfilsPlaceVerification');
  const allowed = optionalChild(body, 'OperationsAllowedByUser');
  const attestation = optionalChild(body, 'TransactionAttestationResponse');
  const levelOfAssurance = optionalText(body, 'LevelOfAssuranceResult');
  const eidType = optionalChild(body, 'EIDTypeResponse');
  return {
    result,
    ...(data && { personalData: parsePersonalData(data) }),
    ...(fulfilsAge !== undefined && { fulfilsAge }),
    ...(fulfilsPlace !== undefined && { fulfilsPlace }),
    ...(allowed && { operationsAllowedByUser: parseOperationList(allowed, ['ALLOWED', 'NOTONCHIP']) }),
    ...(attestation && { attestation: parseAttestation(attestation) }),
    ...(levelOfAssurance !== undefined && { levelOfAssurance: parseLevel(levelOfAssurance) }),
    ...(eidType && { eidType: parseUsedType(eidType) }),
  };
}

export function encodeGetResultResponse(response: GetResultResponse): string {
  const { result, personalData, operationsAllowedByUser } = response;
  const allowed =
    operationsAllowedByUser &&
    xml`<eid:OperationsAllowedByUser>${encodeOperationList(operationsAllowedByUser, true)}</eid:OperationsAllowedByUser>`;
  return encodeSoap(
    xml`<eid:getResultResponse xmlns:eid="${eid}">${personalData && encodePersonalData(personalData)}${answer('FulfilsAgeVerification', response.fulfilsAge)}${answer('FulfilsPlaceVerification', response.fulfilsPlace)}${allowed}${response.attestation && encodeAttestation(response.attestation)}${optional('eid:LevelOfAssuranceResult', response.levelOfAssurance)}${response.eidType && encodeUsedType(response.eidType)}${encodeResult(result)}</eid:getResultResponse>`,
  );
}

function fulfils(body: XmlElement, name: string): boolean | undefined {
  const element = optionalChild(body, name);
  if (element === undefined) return undefined;
  const text = childText(element, 'FulfilsRequest');
  if (text !== 'true' && text !== 'false') throw new EidError<XmlErrorCode>('xml.value', { name });
  return text === 'true';
}

function answer(name: string, value: boolean | undefined): Markup | undefined {
  if (value === undefined) return undefined;
  return optional(`eid:${name}`, xml`<eid:FulfilsRequest>${String(value)}</eid:FulfilsRequest>`);
}
