export { blocking, mondayAfter, type WorkerFacts, type WorkerGap, type WorkerState, workerActions, workerState } from './worker.ts';
export { type WorkstationFacts, type WorkstationGap, type WorkstationState, workstationActions, workstationState } from './workstation.ts';
