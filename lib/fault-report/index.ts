export { type Actor, type Event, events, type FaultState, faultStates, type Move, move, movesOf } from './moves.ts';
export { isReportNumber, makeReportNumber } from './number.ts';
export {
  type Missing,
  type PickupWindow,
  parcelItems,
  pickupWindows,
  type RejectionReason,
  rejectionReasons,
  type Symptom,
  symptoms,
} from './report.ts';
export {
  type Answers,
  type Outcome,
  type OutcomeId,
  outcomeIds,
  outcomeOfAnswers,
  outcomeOfDiagnosis,
  outcomes,
  type Question,
  questionIds,
  questions,
} from './triage.ts';
