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
  type GetServerInfoResponse,
  parseGetServerInfo,
  parseGetServerInfoResponse,
  type ServerVersion,
} from './get-server-info.ts';
export type { OperationList } from './operation-list.ts';
export { type OperationKind, type OperationName, operationNames, operations } from './operations.ts';
export type { DateValue, PersonalData, PlaceValue, RestrictedIdValue } from './personal-data.ts';
export { minorOf, type RefusalCode, refusalCode, refused, type ServiceMinor } from './result.ts';
export {
  encodeUseId,
  encodeUseIdResponse,
  parseUseId,
  parseUseIdResponse,
  type UseIdRequest,
  type UseIdResponse,
  useIdAction,
} from './use-id.ts';
