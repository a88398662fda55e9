export { type Hop, type Party, type RecordHop, recordHop, sessionMark } from './hop.ts';
