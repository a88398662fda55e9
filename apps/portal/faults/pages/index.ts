// Every page of the fault reports and of the service desk, and the states in which a person can meet it.
import type { ErrorCode } from '../../../../lib/phrases/index.ts';
import type { PageRow } from '../../pages/index.ts';

const failures: readonly ErrorCode[] = [
  'fault.link-ended',
  'fault.move-not-allowed',
  'fault.open-already',
  'picture.refused',
  'diagnosis.malformed',
  'diagnosis.newer',
];

export const faultPages: readonly PageRow[] = [
  { id: 'portal.faults', path: '/faults', states: ['anyone', 'worker'] },
  { id: 'portal.fault-list', path: '/faults/reports', states: ['none', 'reports'] },
  { id: 'portal.fault-check', path: '/faults/check', states: ['default', 'faulty'] },
  { id: 'portal.fault-result', path: '/faults/check/result', states: ['reader', 'elsewhere', 'unclear'] },
  { id: 'portal.fault-report', path: '/faults/report', states: ['default', 'faulty', 'check', 'kept'] },
  { id: 'portal.fault-not-given', path: '/faults/not-given', states: ['default'] },
  { id: 'portal.fault-sent', path: '/faults/sent/:receipt', states: ['draft', 'under-way', 'closed'] },
  { id: 'portal.fault-confirm', path: '/faults/confirm/:key', states: ['default'] },
  { id: 'portal.fault', path: '/faults/reports/:report', states: ['open', 'waiting', 'closed'] },
  { id: 'portal.fault-act', path: '/faults/reports/:report/:event', states: ['default', 'faulty'] },
  { id: 'portal.courier', path: '/courier/:key', states: ['default', 'faulty', 'done'] },
  { id: 'portal.manual-fault-report', path: '/manual/fault-report', states: ['default'] },
  { id: 'portal.desk-queue', path: '/desk/faults', states: ['default', 'none'] },
  { id: 'portal.desk-report', path: '/desk/faults/:report', states: ['open', 'closed'] },
  { id: 'portal.desk-act', path: '/desk/faults/:report/:event', states: ['default', 'faulty'] },
  { id: 'portal.desk-readers', path: '/desk/readers', states: ['default', 'faulty'] },
  { id: 'portal.failure', path: '/sign-in/failed', states: failures },
];
