// Every page of the hospital system, where it is, and the states in which a person can meet it.
export const pages = [
  { id: 'hospital.start', path: '/', states: ['default'] },
  { id: 'hospital.ward', path: '/', states: ['default'] },
  { id: 'hospital.admission', path: '/admission', states: ['empty', 'filled', 'admitted'] },
  { id: 'hospital.failed', path: '/failed', states: ['user.cancelled', 'account.not-linked', 'idp.down'] },
] as const;

export { admissionPage } from './admission.ts';
export { failurePage } from './failure.ts';
export { startPage } from './start.ts';
export { wardPage } from './ward.ts';
