// What a subcommand is: its operands and options as data, and a run that ends with an exit status. `cli/main.ts` does the rest.
import type { ErrorCode, Language } from '../lib/phrases/index.ts';

/** Exit statuses: done; refused (with the code of what refused); wrong usage; the environment failed. */
export const exit = { done: 0, refused: 1, usage: 2, environment: 3 } as const;
export type ExitStatus = (typeof exit)[keyof typeof exit];

/** Failures that lie in the surroundings, not in a refusal. */
const environmental: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'reader.none',
  'card.none',
  'card.in-use',
  'card.removed',
  'token.unreachable',
  'eid-server.down',
  'idp.down',
  'directory.down',
  'client.port-taken',
  'client.no-answer',
  'client.busy',
  'database.unreachable',
  'internal',
]);

/** How a command ends that met this failure. */
export function exitStatusOf(code: ErrorCode): ExitStatus {
  return environmental.has(code) ? exit.environment : exit.refused;
}

export interface Option {
  /** What stands for the value in the usage line (`DIR`); a flag has none. */
  readonly value?: string;
  /** May be given more than once. */
  readonly repeated?: true;
}

/** One subcommand. Throws `UsageError` for wrong usage, `EidError` for a failure that has a code. */
export interface Command {
  /** Operands as the usage line has them, e.g. `<person>`; none when absent. */
  readonly operands?: string;
  /** By long name, without the dashes. `json`, `help` and `lang` are everybody's. */
  readonly options: Readonly<Record<string, Option>>;
  run(input: Input, terminal: Terminal): Promise<ExitStatus>;
}

/** The commands of a program by name, each with its one-line summary; loaded only when it runs. */
export type Commands = Readonly<
  Record<string, { readonly summary: Readonly<Record<Language, string>>; readonly load: () => Promise<Command> }>
>;

/** What the person typed, already checked against the command's options. */
export interface Input {
  readonly operands: readonly string[];
  text(option: string): string | undefined;
  texts(option: string): readonly string[];
  flag(option: string): boolean;
  /** A whole number ≥ 0; `UsageError` for anything else. */
  number(option: string): number | undefined;
}

/** Where a command speaks. With `--json` only `json` reaches standard output, and once. */
export interface Terminal {
  readonly language: Language;
  readonly isJson: boolean;
  /** A line for people: standard output, or standard error under `--json`. */
  say(line: string): void;
  /** The one JSON document of `--json`; otherwise nothing. */
  json(document: unknown): void;
  /** Asks without echo on the terminal; undefined where there is no terminal. */
  askHidden(question: string): Promise<string | undefined>;
  /** The lines of standard input, one a call; undefined at its end. */
  readLine(): Promise<string | undefined>;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Wrong usage: what was wrong, and a hint. Exit status 2. */
export class UsageError extends Error {
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.name = 'UsageError';
    this.hint = hint;
  }
}

/** Nothing is wrong with the usage: what the command works on is not there, and the hint says how to get it. Exit status 3. */
export class MissingError extends UsageError {}
