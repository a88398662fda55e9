// Who can sign in on Monday morning, and what is missing otherwise.
import { describe, expect, test } from 'vitest';
import type { Registration } from '../entitlement/index.ts';
import { mondayAfter, type WorkerFacts, type WorkstationFacts, workerState, workstationState } from './index.ts';

const monday = '2026-11-30';
const registration: Registration = { number: '61284', basic: true, operational: true, status: 'in-force', asOf: '2026-11-23T02:00:00Z' };
const entry = { role: 'nurse', status: 'in-force', from: null, until: null } as const;
const worker = (change: Partial<WorkerFacts> = {}): WorkerFacts => ({
  registration,
  linked: true,
  ownStaff: false,
  entries: [entry],
  lastSignIn: '2026-11-20',
  ticked: false,
  ...change,
});

test.each([
  ['one who signed in with a role', {}, 'ready'],
  ['one who says that they have card and PIN', { lastSignIn: null, ticked: true }, 'ready'],
  ['one of whom nobody knows', { lastSignIn: null }, 'unsure'],
  ['one without a link', { linked: false }, 'not-linked'],
  ['one without a role', { entries: [] }, 'no-role'],
  ['one whose role ends on Sunday', { entries: [{ ...entry, until: '2026-11-29' }] }, 'no-role'],
  ['one whose role begins on Monday', { entries: [{ ...entry, from: monday }] }, 'ready'],
  ['one whose entry is suspended', { entries: [{ ...entry, status: 'suspended' as const }] }, 'no-role'],
  ['one whose licence is suspended', { registration: { ...registration, status: 'suspended' as const } }, 'licence'],
  ['one whom no register knows', { registration: undefined }, 'unknown'],
])('%s on Monday morning', (_, change, state) => expect(workerState(worker(change), monday)).toBe(state));

test('Monday is the next one, on a Monday the one after', () => {
  const days = ['2026-11-22', '2026-11-23', '2026-11-24', '2026-11-29', '2026-12-31'];
  expect(days.map(mondayAfter)).toEqual(['2026-11-23', monday, monday, monday, '2027-01-04']);
});

describe('a workstation', () => {
  const now = Date.parse('2026-11-23T08:00:00Z');
  const report = { reader: true, clientVersion: '1.10.0', at: now - 3_600_000 };
  const state = (change: Partial<WorkstationFacts> = {}) =>
    workstationState({ handlesPatientData: true, readers: 1, report, ...change }, now, '1.9.2');

  test('is ready with a reader, a client that reports it, and a version that is not older', () => expect(state()).toBe('ready'));
  test('without patient data needs nothing', () => expect(state({ handlesPatientData: false, readers: 0 })).toBe('not-needed'));
  test('names the first thing that is missing', () => {
    const { report: _, ...unheard } = { handlesPatientData: true, readers: 1, report };
    expect(workstationState({ ...unheard, readers: 0 }, now)).toBe('no-reader');
    expect(workstationState(unheard, now)).toBe('no-client');
    expect(state({ report: { ...report, at: now - 15 * 24 * 3_600_000 } })).toBe('silent');
    expect(state({ report: { ...report, reader: false } })).toBe('reader-unseen');
    expect(state({ report: { ...report, clientVersion: '1.9.1' } })).toBe('old-client');
  });
});
