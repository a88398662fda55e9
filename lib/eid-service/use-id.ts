// useID: a relying party asks for a session, and says what it wants from the card. TR-03130-1 3.3.
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
  optional,
  optionalChild,
  optionalText,
  parseResult,
  type Result,
  textOf,
  type XmlElement,
  type XmlErrorCode,
  xml,
} from '../xml/index.ts';
import { type EidTypeRequest, encodeEidTypes, parseEidTypes } from './eid-type.ts';
import { type LevelOfAssurance, parseLevel } from './level-of-assurance.ts';
import { encodeOperationList, type OperationList, parseOperationList } from './operation-list.ts';
import { eid } from './operations.ts';
import { type AttestationRequest, encodeAttestationRequest, parseAttestationRequest } from './transaction-attestation.ts';

export interface UseIdRequest {
  readonly operations: OperationList<'ALLOWED' | 'REQUIRED'>;
  /** Whole years, for ageVerification. */
  readonly age?: number;
  /** Digits of a community identifier or its beginning, for placeVerification. */
  readonly place?: string;
  /** Shown by the client beside the certificate's text. */
  readonly transactionInfo?: string;
  /** A proof of the sign-in, for others. */
  readonly attestation?: AttestationRequest;
  /** The lowest that will do. */
  readonly levelOfAssurance?: LevelOfAssurance;
  readonly eidTypes?: EidTypeRequest;
  /** A key of the relying party's own choice, both texts as sent. */
  readonly psk?: { readonly id: string; readonly key: string };
}

/** With an ok Result: the session between relying party and server, and the key with its identity for the TC token. */
export interface UseIdResponse {
  readonly result: Result;
  readonly session?: Bytes;
  readonly eCardServerAddress?: string;
  readonly psk?: { readonly id: string; readonly key: Bytes };
}

/** The children of a request, in the order of the schema. */
const sequence = [
  'UseOperations',
  'AgeVerificationRequest',
  'PlaceVerificationRequest',
  'TransactionInfo',
  'TransactionAttestationRequest',
  'LevelOfAssuranceRequest',
  'EIDTypeRequest',
  'PSK',
];

export const useIdAction = `${eid}useID`;

export function parseUseId(body: XmlElement): UseIdRequest {
  expectElement(body, 'useIDRequest', eid);
  expectSequence(body, eid, sequence);
  const operations = parseOperationList(child(body, 'UseOperations'), ['ALLOWED', 'REQUIRED']);
  const age = optionalChild(body, 'AgeVerificationRequest');
  const place = optionalChild(body, 'PlaceVerificationRequest');
  const community = place && childText(place, 'CommunityID');
  if (community !== undefined && !/^\d{1,20}$/.test(community)) throw new EidError<XmlErrorCode>('xml.value', { name: 'CommunityID' });
  const transaction = optionalChild(body, 'TransactionInfo');
  const attestation = optionalChild(body, 'TransactionAttestationRequest');
  const levelOfAssurance = optionalText(body, 'LevelOfAssuranceRequest');
  const eidTypes = optionalChild(body, 'EIDTypeRequest');
  const psk = optionalChild(body, 'PSK');
  return {
    operations,
    ...(age && { age: childInteger(age, 'Age') }),
    ...(community !== undefined && { place: community }),
    ...(transaction && { transactionInfo: textOf(transaction) }),
    ...(attestation && { attestation: parseAttestationRequest(attestation) }),
    ...(levelOfAssurance && { levelOfAssurance: parseLevel(levelOfAssurance) }),
    ...(eidTypes && { eidTypes: parseEidTypes(eidTypes) }),
    ...(psk && { psk: { id: childText(psk, 'ID'), key: childText(psk, 'Key') } }),
  };
}

/** The SOAP document of a request. All operations are named, since a server that goes by the schema wants them all. */
export function encodeUseId(request: UseIdRequest): string {
  const age =
    request.age === undefined ? undefined : xml`<eid:AgeVerificationRequest><eid:Age>${request.age}</eid:Age></eid:AgeVerificationRequest>`;
  const place =
    request.place === undefined
      ? undefined
      : xml`<eid:PlaceVerificationRequest><eid:CommunityID>${request.place}</eid:CommunityID></eid:PlaceVerificationRequest>`;
  const psk = request.psk && xml`<eid:PSK><eid:ID>${request.psk.id}</eid:ID><eid:Key>${request.psk.key}</eid:Key></eid:PSK>`;
  return encodeSoap(
    xml`<eid:useIDRequest xmlns:eid="${eid}"><eid:UseOperations>${encodeOperationList(request.operations, true)}</eid:UseOperations>${age}${place}${optional('eid:TransactionInfo', request.transactionInfo)}${request.attestation && encodeAttestationRequest(request.attestation)}${optional('eid:LevelOfAssuranceRequest', request.levelOfAssurance)}${request.eidTypes && encodeEidTypes(request.eidTypes)}${psk}</eid:useIDRequest>`,
  );
}

export function parseUseIdResponse(body: XmlElement): UseIdResponse {
  expectElement(body, 'useIDResponse', eid);
  const result = parseResult(body);
  if (result.major === 'error') return { result };
  const psk = child(body, 'PSK');
  const eCardServerAddress = optionalText(body, 'eCardServerAddress');
  return {
    result,
    session: childHex(child(body, 'Session'), 'ID'),
    ...(eCardServerAddress !== undefined && { eCardServerAddress }),
    psk: { id: childText(psk, 'ID'), key: childHex(psk, 'Key') },
  };
}

export function encodeUseIdResponse({ result, session, eCardServerAddress, psk }: UseIdResponse): string {
  const id = session && xml`<eid:Session><eid:ID>${toHex(session)}</eid:ID></eid:Session>`;
  const key = psk && xml`<eid:PSK><eid:ID>${psk.id}</eid:ID><eid:Key>${toHex(psk.key)}</eid:Key></eid:PSK>`;
  return encodeSoap(
    xml`<eid:useIDResponse xmlns:eid="${eid}">${id}${optional('eid:eCardServerAddress', eCardServerAddress)}${key}${encodeResult(result)}</eid:useIDResponse>`,
  );
}
