import { expect, test } from 'vitest';
import { errorCodes, explain } from '../lib/phrases/index.ts';
import { loadWorld } from '../world/index.ts';
import {
  deadLinks,
  errorFaults,
  hopsTold,
  missingPaths,
  namesIn,
  needFaults,
  needsTold,
  roadFaults,
  unknownNames,
  unlistedDecisions,
} from './docs.ts';
import { peopleTable } from './people-table.ts';
import { projectFiles, read } from './tracked.ts';

const files = projectFiles();
const documents = files.filter((file) => file.endsWith('.md'));

test('every path and every link that a document names exists', () => {
  const missing = documents.flatMap((file) =>
    [...missingPaths(read(file), files), ...deadLinks(file, read(file), files)].map((path) => `${file}: ${path}`),
  );
  expect(missing).toEqual([]);
});

test('docs/login.md walks the whole road, and both ends of each message carry its name', () => {
  const told = hopsTold(read('docs/login.md'));
  expect(told.length).toBeGreaterThan(10);
  expect(roadFaults(told, files)).toEqual([]);
});

test('docs/operator.md tells every figure of the eID server and the authorities, and every command of theirs, and no other', () => {
  const told = read('docs/operator.md');
  const code = ['apps/eid-server/operations/index.ts', 'apps/pki/inventory.ts'].map(read).join('\n');
  const figures = namesIn(code, /\b(?:eid|eszig_pki)_[a-z_]+/g);
  expect(figures.length).toBeGreaterThan(5);
  expect(namesIn(told, /\b(?:eid|eszig_pki)_[a-z_]+(?=`)/g).filter((name) => name !== 'eid_server')).toEqual(figures);
  const commands = namesIn(read('cli/commands.ts'), /(?<='pki )[a-z-]+(?=')/g);
  expect(commands.length).toBeGreaterThan(12);
  const inCode = namesIn(told, /`[^`\n]+`/g).join(' ');
  expect(namesIn(inCode, new RegExp(`(?<![\\w-])(?:${commands.join('|')})(?![\\w-])`, 'g'))).toEqual(commands);
});

test('every need of docs/mission.md has its page in a page table and its story in a test', () => {
  const needs = needsTold(read('docs/mission.md'));
  expect(needs).toHaveLength(28);
  const text = (some: readonly string[]) => some.map(read).join('\n');
  const tables = files.filter((file) => /^(apps|cli|world)\/.*\.ts$/.test(file) && !file.endsWith('.test.ts'));
  const tests = files.filter((file) => /^(e2e|apps|lib)\/.*\.ts$/.test(file));
  expect(needFaults(needs, text(tables), text(tests))).toEqual([]);
});

const toldErrors = Object.fromEntries(
  errorCodes.map((code) => {
    const { title, cause, nextStep } = explain(code, 'en');
    return [code, `${title}. ${cause} ${nextStep}`];
  }),
);

test('every error code has its line in docs/errors.md, and it says what the record says', () => {
  expect(errorFaults(read('docs/errors.md'), toldErrors)).toEqual([]);
});

test('every decision is in the index', () => {
  expect(unlistedDecisions(read('docs/decisions/README.md'), files)).toEqual([]);
});

test('every name of the code in the glossary is one', () => {
  const code = files.filter((file) => /^(lib|io|apps|cli|world)\/.*\.(ts|json)$/.test(file)).map(read);
  expect(unknownNames(read('docs/glossary.md'), code.join('\n'))).toEqual([]);
});

test('the README has the people of the world as they are', () => {
  expect(read('README.md')).toContain(peopleTable(loadWorld()));
});

test('planted faults are found: a name that is none, a person with another PIN', () => {
  const glossary = '| PIN | – | PIN-kód | `Pin` |\n| CAN | – | CAN-szám | `Can` in `lib/card/can.ts`, `gone()` |\n';
  expect(unknownNames(glossary, 'type Pin = string; const can = 1')).toEqual(['Can', 'gone()']);
  const world = loadWorld();
  const people = world.people.map((person) =>
    person.id === 'kovacs-anna' ? { ...person, card: { ...person.card, can: '000001' as typeof person.card.can } } : person,
  );
  expect(read('README.md')).not.toContain(peopleTable({ ...world, people }));
});

test('planted faults are found: a path, a link, a decision', () => {
  expect(missingPaths('see `lib/tlv/index.ts` and `lib/tlv/gone.ts`', ['lib/tlv/index.ts'])).toEqual(['lib/tlv/gone.ts']);
  expect(deadLinks('docs/a.md', '[b](b.md) [c](../README.md) [d](https://e.org)', ['README.md'])).toEqual(['b.md']);
  expect(unlistedDecisions('[one](one.md)', ['docs/decisions/one.md', 'docs/decisions/two.md'])).toEqual(['docs/decisions/two.md']);
});

test('planted faults are found: one end only, another name, a message not told', () => {
  const told = hopsTold('# Road\n\n## 1 · use-id\n\n`apps/idp/login/use-id.ts` to `apps/eid-server/login/use-id.ts`\n');
  const ends = ['apps/idp/login/use-id.ts', 'apps/eid-server/login/use-id.ts'];
  expect(roadFaults(told, ends)).toEqual([]);
  expect(roadFaults(told, ['apps/idp/login/use-id.ts'])).toHaveLength(1);
  expect(
    roadFaults(hopsTold('## 1 · use-id\n`apps/idp/login/use-id.ts` `apps/eid-server/login/use.ts`'), [
      ...ends,
      'apps/eid-server/login/use.ts',
    ]),
  ).toHaveLength(1);
  expect(roadFaults([], ends)).toEqual(['use-id: at both ends, but not told']);
});

test('planted faults are found: a code without a line, a line without a code, another sentence', () => {
  const text = '- `a.b` One.\n- `c.d` Two.\n';
  expect(errorFaults(text, { 'a.b': 'One.', 'c.d': 'Two.' })).toEqual([]);
  expect(errorFaults(text, { 'a.b': 'Another.', 'e.f': 'Three.' })).toEqual([
    'e.f has no line',
    'c.d is no code',
    'a.b is told differently',
  ]);
});

test('planted faults are found: a need without a page or a story, a page in no table, a story that nobody tells', () => {
  const row = (pages: string, stories: string) => `| 1 | A need | ${pages} | ${stories} |`;
  const faults = (text: string) => needFaults(needsTold(text), "{ id: 'portal.start' }", "tell('somebody signs in', …)");
  expect(faults(row('`portal.start`', '"somebody signs in"'))).toEqual([]);
  expect(faults(row('', ''))).toEqual(['no page: A need', 'no story: A need']);
  expect(faults(row('`portal.other`', '"somebody flies"'))).toEqual(['no such page: portal.other', 'no such story: somebody flies']);
});
