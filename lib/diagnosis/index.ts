export { type CauseCode, causeCodes, causes, type Trouble, troubles } from './causes.ts';
export {
  type Diagnosis,
  type DiagnosisErrorCode,
  encodeDiagnosis,
  longestDiagnosis,
  parseDiagnosis,
  type Reach,
  readerModel,
  resultOf,
  serviceNames,
} from './file.ts';
