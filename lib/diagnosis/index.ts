export { type CauseCode, causeCodes, causes, type Trouble } from './causes.ts';
export {
  type Diagnosis,
  type DiagnosisErrorCode,
  encodeDiagnosis,
  longestDiagnosis,
  parseDiagnosis,
  type Reach,
  readerModel,
  resultOf,
} from './file.ts';
