// A command line: finds the command, checks its input, runs it, and says how it ended.
import { isEidError } from '../lib/error/index.ts';
import { errorCode, explain, type Language } from '../lib/phrases/index.ts';
import { type Command, type Commands, type ExitStatus, exit, exitStatusOf, MissingError, type Terminal, UsageError } from './command.ts';
import { findCommand, parseInput, similarCommands, usage } from './parse.ts';
import { standardTerminal, terminalLanguage } from './terminal.ts';

export interface Program {
  /** As the person calls it. */
  readonly name: string;
  readonly version: string;
  readonly commands: Commands;
}

/** Runs a command line to its end. Never throws. */
export async function runCommandLine(words: readonly string[], program: Program): Promise<ExitStatus> {
  const { commands } = program;
  const lang = words.indexOf('--lang');
  const terminal = standardTerminal(words.includes('--json'), terminalLanguage(lang < 0 ? undefined : words[lang + 1], process.env));
  if (words.length === 0 || words[0] === '--help' || words[0] === 'help') return overview(terminal, program);
  if (words[0] === '--version') return version(terminal, program);
  const found = findCommand(words, commands);
  if (found === undefined) {
    const word = words[0] ?? '';
    return wrongUsage(terminal, new UsageError(`unknown command '${word}'`, similarCommands(word, commands).join(', ')));
  }
  try {
    const { summary, load } = commands[found.name] as Commands[string];
    const command: Command = await load();
    const input = parseInput(found.rest, found.name, command);
    if (input.flag('help')) {
      terminal.say(`${summary[terminal.language]}\n\n${usage(found.name, command)}`);
      return exit.done;
    }
    return await command.run(input, terminal);
  } catch (thrown) {
    return thrown instanceof UsageError ? wrongUsage(terminal, thrown) : failed(terminal, thrown);
  }
}

function version(terminal: Terminal, program: Program): ExitStatus {
  terminal.say(`${program.name} ${program.version}`);
  terminal.json({ name: program.name, version: program.version });
  return exit.done;
}

function overview(terminal: Terminal, { name: program, commands }: Program): ExitStatus {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  const rows = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary[terminal.language]}`);
  terminal.say([`${program} <command> [--help] [--json] [--lang hu|en]`, '', ...rows].join('\n'));
  return exit.done;
}

function wrongUsage(terminal: Terminal, thrown: UsageError): ExitStatus {
  const { message, hint } = thrown;
  const [code, status] = thrown instanceof MissingError ? (['missing', exit.environment] as const) : (['usage', exit.usage] as const);
  process.stderr.write(`eszig: ${message}${hint === undefined ? '' : ` (${hint})`}\n`);
  terminal.json({ error: { code, message, ...(hint === undefined ? {} : { hint }) } });
  return status;
}

/** Tells a failure by its code, in the person's language. What lies behind an unexpected one is shown under ESZIG_DEBUG only. */
function failed(terminal: Terminal, thrown: unknown): ExitStatus {
  const code = errorCode(isEidError(thrown) ? thrown.code : undefined);
  const told = explain(code, terminal.language);
  const facts = isEidError(thrown) ? thrown.facts : {};
  const debugging = terminal.environment['ESZIG_DEBUG'] !== undefined;
  if (debugging) process.stderr.write(`${describe(thrown)}\n`);
  terminal.json({ error: { ...told, facts } });
  process.stderr.write(`${told.title} (${code})\n${told.cause}\n${told.nextStep}\n${told.whoHelps}\n${labels(facts, terminal.language)}`);
  if (code === 'internal' && !debugging) process.stderr.write('(ESZIG_DEBUG=1 …)\n');
  return exitStatusOf(code);
}

function labels(facts: Readonly<Record<string, string | number | boolean>>, language: Language): string {
  const rows = Object.entries(facts).map(([name, value]) => `${name}: ${value}`);
  return rows.length === 0 ? '' : `${language === 'hu' ? 'Részletek' : 'Details'}: ${rows.join(', ')}\n`;
}

function describe(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : typeof thrown;
}
