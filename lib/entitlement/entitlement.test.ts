// Which roles count, and which messages are accepted.
import { describe, expect, test } from 'vitest';
import {
  entitlement,
  type LinkResolved,
  parseLink,
  parseLinkResolved,
  parseRegisters,
  parseResolveLink,
  type Registration,
  type RoleEntry,
  type RoleId,
} from './index.ts';

const registered: Registration = { number: '61284', basic: true, operational: true, status: 'in-force', asOf: '2026-11-23T02:00:00Z' };
const entry = (role: RoleId, status: RoleEntry['status'] = 'in-force'): RoleEntry => ({
  role,
  institution: { id: '104217', name: 'Kórház' },
  unit: { id: '104217001', name: 'Osztály' },
  status,
});

describe('entitlement', () => {
  test('a physician in both registers may act as one', () => {
    expect(entitlement(registered, [entry('physician')])).toEqual({ kind: 'entitled', roles: [entry('physician')] });
  });
  test('independent practice needs the operational register, practice under supervision the basic one', () => {
    const supervised = { ...registered, operational: false };
    expect(entitlement(supervised, [entry('physician')]).kind).toBe('suspended');
    expect(entitlement(supervised, [entry('physician'), entry('resident')])).toEqual({ kind: 'entitled', roles: [entry('resident')] });
    expect(entitlement({ ...supervised, basic: false }, [entry('resident')]).kind).toBe('suspended');
  });
  test('a suspended registration stops every health role, and no office work', () => {
    const suspended = { ...registered, status: 'suspended' as const };
    expect(entitlement(suspended, [entry('physician'), entry('assistant')]).kind).toBe('suspended');
    expect(entitlement(suspended, [entry('physician'), entry('institution-admin')])).toEqual({
      kind: 'entitled',
      roles: [entry('institution-admin')],
    });
  });
  test('an entry that the institution suspended does not count, whatever the registers say', () => {
    expect(entitlement(registered, [entry('nurse', 'suspended')]).kind).toBe('no-role');
    expect(entitlement(registered, []).kind).toBe('no-role');
  });
});

const linked: LinkResolved = {
  kind: 'linked',
  worker: { id: 'szoke-gergo', name: 'dr. Szőke Gergő', profession: 'physician', registration: registered, roles: [entry('physician')] },
};
const pseudonym = 'ab'.repeat(32);

describe('messages', () => {
  test('each is read back as it was written', () => {
    for (const answer of [linked, { kind: 'not-linked' }] satisfies LinkResolved[])
      expect(parseLinkResolved(JSON.parse(JSON.stringify(answer)))).toEqual(answer);
    expect(parseResolveLink({ pseudonym })).toEqual({ pseudonym });
    expect(parseLink({ pseudonym, worker: 'huvos-emese' })).toEqual({ pseudonym, worker: 'huvos-emese' });
  });
  test('another key, another kind, a missing key and a wrong value are refused, and the value is not quoted', () => {
    const refused = (parse: (value: unknown) => unknown, value: unknown, at: string) =>
      expect(() => parse(value)).toThrow(expect.objectContaining({ code: 'entitlement.malformed', facts: { at } }));
    refused(parseResolveLink, { pseudonym: 'AB'.repeat(32) }, 'pseudonym');
    refused(parseResolveLink, { pseudonym, worker: 'x' }, '');
    refused(parseLink, { pseudonym }, 'worker');
    refused(parseLinkResolved, { kind: 'toString' }, '');
    refused(parseLinkResolved, null, '');
    refused(parseLinkResolved, { kind: 'linked', worker: { ...linked.worker, profession: 'surgeon' } }, 'worker.profession');
    refused(parseRegisters, { asOf: '2026-11-23', institutions: [], workers: [] }, 'asOf');
  });
});
