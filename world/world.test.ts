// The demonstration world is complete, and the loader refuses a world that is not right.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { entitlement, type RoleEntry } from '../lib/entitlement/index.ts';
import { loadWorld } from './index.ts';

const world = loadWorld();
const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => void rmSync(folder, { recursive: true })));

type Fault = { readonly at: string; readonly value: string };

/** A copy of the world in which one value of one file is another. */
function worldWith(file: string, fault: Fault): string {
  const folder = mkdtempSync(join(tmpdir(), 'world-'));
  folders.push(folder);
  for (const part of ['readers.json', 'people', 'institutions', 'relying-parties'])
    cpSync(join(import.meta.dirname, part), join(folder, part), { recursive: true });
  const json = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const path = fault.at.split('.');
  const last = path.pop() as string;
  path.reduce((object, key) => object[key], json)[last] = fault.value;
  writeFileSync(join(folder, file), JSON.stringify(json));
  return folder;
}

/** The minor's personal identifier with the check digit of the rule for births up to 1996. */
const personalIdByOldRule = byOldRule(world.people.find((person) => person.id === 'fulop-bence')?.personalId ?? '');

describe('the demonstration world', () => {
  test('has at least twelve people, four institutions and a second relying party', () => {
    expect(world.people.length).toBeGreaterThanOrEqual(12);
    expect(world.institutions.length).toBeGreaterThanOrEqual(4);
    expect(world.relyingParties.length).toBeGreaterThanOrEqual(2);
  });

  test('has a card in each PIN state and in each document state, and workers who are not linked yet', () => {
    expect(new Set(world.people.map((person) => person.card.pinState))).toEqual(
      new Set(['not-activated', 'operational', 'suspended', 'blocked']),
    );
    expect(new Set(world.people.map((person) => person.document.state))).toEqual(new Set(['valid', 'expired', 'revoked']));
    const unlinked = world.people.filter((person) => person.worker?.linked === false).map(({ id }) => id);
    expect(unlinked).toEqual(['gal-reka', 'halasz-nora', 'orsi-dalma', 'szabo-peter-baja']);
  });

  test('has every role, a person without one, and a physician at two institutions', () => {
    const roles = world.people.flatMap((person) => person.worker?.roles ?? []);
    const asked = ['physician', 'dentist', 'pharmacist', 'nurse', 'assistant', 'resident', 'institution-admin', 'desk-agent', 'clerk'];
    expect(new Set(roles.map((entry) => entry.role))).toEqual(new Set(asked));
    expect(world.people.some((person) => new Set(person.worker?.roles.map((entry) => entry.institution)).size === 2)).toBe(true);
  });

  test('tells each outcome of entitlement', () => {
    const kinds = world.people.flatMap(({ worker }) => {
      if (!worker) return [];
      const entries = worker.roles.map(
        (entry): RoleEntry => ({ ...entry, institution: { id: entry.institution, name: '' }, unit: { id: entry.unit, name: '' } }),
      );
      return entitlement({ ...worker.register, number: worker.registerNumber, asOf: '' }, entries).kind;
    });
    expect(new Set(kinds)).toEqual(new Set(['entitled', 'no-role', 'suspended']));
  });

  test('opens an operational card with 123456', () => {
    for (const { card } of world.people) if (card.pinState === 'operational') expect(card.pin).toBe('123456');
  });

  test('has its expired document expired, and no other one for years', () => {
    for (const { document } of world.people) expect(document.expires < '2026-11-23').toBe(document.state === 'expired');
  });
});

describe('the loader refuses', () => {
  test.each([
    ['a wrong TAJ', 'people/kovacs-anna.json', { at: 'taj', value: '111111111' }, 'world.invalid'],
    ['a wrong tax identifier', 'people/kovacs-anna.json', { at: 'taxId', value: '8365670004' }, 'world.invalid'],
    ["another person's tax identifier", 'people/kovacs-anna.json', { at: 'taxId', value: '8365670003' }, 'world.invalid'],
    [
      'a personal identifier by the old rule for a child',
      'people/fulop-bence.json',
      { at: 'personalId', value: personalIdByOldRule },
      'world.invalid',
    ],
    ['a wrong tax number', 'institutions/104217.json', { at: 'taxNumber', value: '15420871-2-16' }, 'world.invalid'],
    ['a unit nobody has', 'people/huvos-emese.json', { at: 'worker.roles.0.unit', value: '104217777' }, 'world.dangling'],
    ['an unknown role', 'people/huvos-emese.json', { at: 'worker.roles.0.role', value: 'surgeon' }, 'world.invalid'],
    ['an unknown key', 'people/huvos-emese.json', { at: 'nickname', value: 'Emi' }, 'world.invalid'],
    ['an id that is not the file name', 'people/huvos-emese.json', { at: 'id', value: 'huvos-emma' }, 'world.invalid'],
    ['one register number for two', 'people/huvos-emese.json', { at: 'worker.registerNumber', value: '61284' }, 'world.invalid'],
    ['a reader nowhere', 'readers.json', { at: '0.workstation', value: 'nowhere' }, 'world.dangling'],
    ['a serial number with a blank', 'readers.json', { at: '0.serial', value: 'OK 1' }, 'world.invalid'],
    ['a PIN of five digits', 'people/huvos-emese.json', { at: 'card.pin', value: '12345' }, 'world.invalid'],
  ])('%s', (_, file, fault, code) => {
    expect(() => loadWorld(worldWith(file, fault))).toThrow(expect.objectContaining({ code }));
  });

  test('a folder without files', () => {
    expect(() => loadWorld('/nonexistent')).toThrow(expect.objectContaining({ code: 'world.unreadable' }));
  });
});

function byOldRule(personalId: string): string {
  let sum = 0;
  for (let i = 0; i < 10; i++) sum += (i + 1) * Number(personalId[i]);
  return personalId.slice(0, 10) + ((sum % 11) % 10);
}
