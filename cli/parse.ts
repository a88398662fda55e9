// From the words of a command line to a command and its checked input.
import { parseArgs } from 'node:util';
import { type Command, type Commands, type Input, UsageError } from './command.ts';

/** Options of every command. */
const common = { json: {}, help: {}, lang: { value: 'hu|en' } } as const;

/** The longest command name that the words begin with, and the words after it; undefined when there is none such. */
export function findCommand(words: readonly string[], commands: Commands): { name: string; rest: readonly string[] } | undefined {
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(' ');
    if (words.length >= length && Object.hasOwn(commands, name)) return { name, rest: words.slice(length) };
  }
  return undefined;
}

/** The command names nearest to a word that is none: those that begin with it, or all. */
export function similarCommands(word: string, commands: Commands): string[] {
  const names = Object.keys(commands);
  const near = names.filter((name) => word !== '' && (name.startsWith(word) || name.split(' ').some((part) => distance(part, word) <= 2)));
  return near.length > 0 ? near : names;
}

/** Checks the words against the command's options; `UsageError` for an unknown option, a missing value or operands where none belong. */
export function parseInput(words: readonly string[], name: string, command: Command): Input {
  const options = { ...command.options, ...common };
  const shape = Object.fromEntries(
    Object.entries(options).map(([option, { value, repeated }]: [string, { value?: string; repeated?: true }]) => [
      option,
      { type: value === undefined ? ('boolean' as const) : ('string' as const), multiple: repeated === true },
    ]),
  );
  let parsed: { values: Record<string, unknown>; positionals: string[] };
  try {
    parsed = parseArgs({ args: [...words], options: shape, allowPositionals: true, strict: true });
  } catch (thrown) {
    throw new UsageError((thrown as Error).message.split(/\.\s/)[0] ?? '', `eszig ${name} --help`);
  }
  const { values, positionals } = parsed;
  if (command.operands === undefined && positionals.length > 0) {
    throw new UsageError(`unexpected '${positionals[0]}'`, `eszig ${name} --help`);
  }
  return {
    operands: positionals,
    text: (option) => values[option] as string | undefined,
    texts: (option) => (values[option] as string[] | undefined) ?? [],
    flag: (option) => values[option] === true,
    number: (option) => {
      const text = values[option] as string | undefined;
      if (text !== undefined && !/^\d{1,9}$/.test(text)) throw new UsageError(`--${option} wants a whole number`);
      return text === undefined ? undefined : Number(text);
    },
  };
}

/** The usage line of a command. */
export function usage(name: string, { operands, options }: Command): string {
  const shown = Object.entries({ ...options, json: {} }).map(
    ([option, { value, repeated }]: [string, { value?: string; repeated?: true }]) => {
      const text = value === undefined ? `--${option}` : `--${option} ${value}`;
      return `[${text}]${repeated === true ? '…' : ''}`;
    },
  );
  return ['eszig', name, ...(operands === undefined ? [] : [operands]), ...shown].join(' ');
}

/** Levenshtein distance of two short words. */
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, i) => i);
  for (const [i, a] of [...left].entries()) {
    const next = [i + 1];
    for (const [j, b] of [...right].entries()) {
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (a === b ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
