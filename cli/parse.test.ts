import { expect, test } from 'vitest';
import { type Command, exit, UsageError } from './command.ts';
import { commands } from './commands.ts';
import { findCommand, parseInput, similarCommands, usage } from './parse.ts';

const command: Command = {
  operands: '<person>',
  options: { data: { value: 'DIR' }, https: {}, claims: { value: 'NAME', repeated: true }, 'port-base': { value: 'N' } },
  run: async () => exit.done,
};

test('options, flags, repeated options and operands reach the command', () => {
  const words = ['kovacs-anna', '--data', 'x', '--https', '--claims', 'a', '--claims', 'b', '--port-base', '9000'];
  const input = parseInput(words, 'login', command);
  expect(input.operands).toEqual(['kovacs-anna']);
  expect([input.text('data'), input.flag('https'), input.texts('claims'), input.number('port-base')]).toEqual([
    'x',
    true,
    ['a', 'b'],
    9000,
  ]);
});

test('an unknown option, a missing value, a number that is none and an operand too many are wrong usage, with a hint', () => {
  expect(() => parseInput(['--dta', 'x'], 'up', command)).toThrow(UsageError);
  expect(() => parseInput(['--data'], 'up', command)).toThrow(UsageError);
  expect(() => parseInput(['--port-base', 'x'], 'up', command).number('port-base')).toThrow(UsageError);
  const { operands: _, ...without } = command;
  expect(() => parseInput(['what'], 'up', without)).toThrow(expect.objectContaining({ hint: 'eszig up --help' }));
});

test('a command is found by its words, and a slip of the finger is answered with the nearest names', () => {
  expect(findCommand(['up', '--fresh'], commands)).toEqual({ name: 'up', rest: ['--fresh'] });
  expect(findCommand(['nothing'], commands)).toBeUndefined();
  expect(similarCommands('doctr', commands)).toEqual(['doctor']);
});

test('the usage line shows operands, options and what may be repeated', () => {
  expect(usage('login', command)).toBe('eszig login <person> [--data DIR] [--https] [--claims NAME]… [--port-base N] [--json]');
});
