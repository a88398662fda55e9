// Who may put what into the matrix.
import { describe, expect, test } from 'vitest';
import {
  type Administrator,
  checkAdministratorLeft,
  checkGrant,
  checkSecondEyes,
  countsOn,
  decideGrant,
  entitlement,
  type GrantTerms,
  grantableRoles,
  type Registration,
  roleIds,
} from './index.ts';

const today = '2026-11-23';
const terms = (change: Partial<GrantTerms> = {}): GrantTerms => ({
  role: 'nurse',
  substitute: false,
  from: null,
  until: null,
  supervisor: null,
  ...change,
});
const facts = { institutionKind: 'hospital', profession: 'nurse', today, supervisorFit: false } as const;
const refused = (change: Partial<GrantTerms>, more: Partial<Parameters<typeof checkGrant>[1]> = {}) => {
  try {
    checkGrant(terms(change), { ...facts, ...more });
    return undefined;
  } catch (thrown) {
    return (thrown as { code: string }).code;
  }
};

describe('a grant', () => {
  test('gives what a hospital may give to whose profession it is', () => expect(refused({})).toBeUndefined());

  test('of a role that the kind of institution does not have is refused', () => {
    expect(refused({ role: 'desk-agent' })).toBe('matrix.role-not-grantable');
    expect(refused({ role: 'physician' }, { institutionKind: 'pharmacy', profession: 'physician' })).toBe('matrix.role-not-grantable');
    for (const role of roleIds) expect(refused({ role }, { institutionKind: 'unheard-of' })).toBe('matrix.role-not-grantable');
  });

  test('of another profession is refused; administration is open to all', () => {
    expect(refused({ role: 'physician' })).toBe('matrix.other-profession');
    expect(refused({ role: 'institution-admin' })).toBeUndefined();
    expect(Object.values(grantableRoles).every((roles) => roles.includes('institution-admin'))).toBe(true);
  });

  test('to a resident names a fit supervisor and a last day', () => {
    const resident = { profession: 'physician' } as const;
    expect(refused({ role: 'resident', until: '2027-06-30' }, resident)).toBe('matrix.supervisor-needed');
    expect(refused({ role: 'resident', until: '2027-06-30', supervisor: 'x' }, resident)).toBe('matrix.supervisor-unfit');
    const fit = { ...resident, supervisorFit: true };
    expect(refused({ role: 'resident', supervisor: 'x' }, fit)).toBe('matrix.end-needed');
    expect(refused({ role: 'resident', supervisor: 'x', until: '2027-06-30' }, fit)).toBeUndefined();
  });

  test('to a substitute is from a day to a day, and neither backwards nor over', () => {
    expect(refused({ substitute: true, until: today })).toBe('matrix.start-needed');
    expect(refused({ substitute: true, from: today })).toBe('matrix.end-needed');
    expect(refused({ substitute: true, from: '2026-12-02', until: '2026-12-01' })).toBe('matrix.dates-reversed');
    expect(refused({ until: '2026-11-22' })).toBe('matrix.dates-reversed');
    expect(refused({ substitute: true, from: today, until: today })).toBeUndefined();
  });
});

describe('F3: four eyes', () => {
  test('a role for oneself waits, a role for another is there at once', () => {
    expect([decideGrant('a', 'a'), decideGrant('a', 'b')]).toEqual(['pending', 'in-force']);
  });

  test('neither who asked nor whom it concerns is the second pair', () => {
    expect(() => checkSecondEyes('a', { worker: 'b', askedBy: 'a' })).toThrow('matrix.own-decision');
    expect(() => checkSecondEyes('b', { worker: 'b', askedBy: 'a' })).toThrow('matrix.own-decision');
    expect(() => checkSecondEyes('c', { worker: 'a', askedBy: 'a' })).not.toThrow();
  });
});

describe('F3: the last administrator', () => {
  const entry = (worker: string, change: Partial<Administrator> = {}): Administrator => ({
    worker,
    unit: '1',
    from: null,
    until: null,
    linked: true,
    ...change,
  });
  const leave = (...others: Administrator[]) => checkAdministratorLeft([entry('a'), ...others], { worker: 'a', unit: '1' }, today);

  test('goes only when somebody stays who can sign in, today and without an end', () => {
    expect(() => leave()).toThrow('matrix.last-administrator');
    for (const useless of [{ linked: false }, { until: '2026-12-31' }, { from: '2026-11-24' }])
      expect(() => leave(entry('b', useless))).toThrow('matrix.last-administrator');
    expect(() => leave(entry('b'))).not.toThrow();
  });

  test('may give up one of two units', () => expect(() => leave(entry('a', { unit: '2' }))).not.toThrow());
});

test('an entry counts from its first day to its last, both included', () => {
  const days = ['2026-11-22', '2026-11-23', '2026-11-24', '2026-11-25'];
  expect(days.map((day) => countsOn(day, { from: '2026-11-23', until: '2026-11-24' }))).toEqual([false, true, true, false]);
});

test('staff in no register may nurse and assist under their institution, and nothing that wants a register', () => {
  const none: Registration = { number: null, basic: false, operational: false, status: 'not-registered', asOf: '2026-11-23T02:00:00Z' };
  const roles = roleIds.filter((role) => {
    const entry = { role, institution: { id: '1', name: '' }, unit: { id: '1', name: '' }, status: 'in-force' } as const;
    return entitlement(none, [entry]).kind === 'entitled';
  });
  expect(roles).toEqual(['nurse', 'assistant', 'institution-admin', 'desk-agent', 'clerk']);
});
