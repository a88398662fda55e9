export {
  type EidType,
  encodeEidTypeWords,
  encodeUsedTypeWord,
  parseEidTypes,
} from './eid-type.ts';
export {
  encodeGetResult,
  encodeGetResultResponse,
  type GetResultRequest,
  type GetResultResponse,
  getResultAction,
  parseGetResult,
  parseGetResultResponse,
  type UserOperations,
} from './get-result.ts';
export {
  encodeGetServerInfo,
  encodeGetServerInfoResponse,
  type GetServerInfoRequest,
  type GetServerInfoResponse,
  parseGetServerInfo,
  parseGetServerInfoResponse,
  type ServerVersion,
} from './get-server-info.ts';
export { inTheWordsOf, type LevelOfAssurance, levelsOfAssurance, parseLevel, reaches } from './level-of-assurance.ts';
export { isHungarian, nameOf, type OperationList } from './operation-list.ts';
export { type OperationKind, type OperationName, operationNames, operations } from './operations.ts';
export {
  type DateValue,
  encodeValue,
  type PersonalData,
  type PlaceValue,
  parseValue,
  type RestrictedIdValue,
} from './personal-data.ts';
export { minorOf, type RefusalCode, refusalCode, refused, type ServiceMinor } from './result.ts';
export {
  type Attestation,
  attestationFormat,
  encodeAttestationProof,
  encodeAttestationQuestion,
  parseAttestationRequest,
} from './transaction-attestation.ts';
export {
  encodeUseId,
  encodeUseIdResponse,
  parseUseId,
  parseUseIdResponse,
  type UseIdRequest,
  type UseIdResponse,
  useIdAction,
} from './use-id.ts';
