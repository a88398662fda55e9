// Secret codes for commands: from the environment, from standard input when asked for, else from a prompt that does not echo.
// Never from the command line, where every process of the computer could read them.
import { withoutCoreDumps } from '../apps/eid-client/core-dumps.ts';
import { type Input, type Terminal, UsageError } from './command.ts';

const secrets = {
  pin: { variable: 'ESZIG_PIN', flag: 'pin-stdin', question: { hu: 'PIN-kód: ', en: 'PIN: ' } },
  newPin: { variable: 'ESZIG_NEW_PIN', flag: 'new-pin-stdin', question: { hu: 'Új PIN-kód: ', en: 'New PIN: ' } },
  can: { variable: 'ESZIG_CAN', flag: 'can-stdin', question: { hu: 'Kártyaszám (CAN): ', en: 'Card access number (CAN): ' } },
  puk: { variable: 'ESZIG_PUK', flag: 'puk-stdin', question: { hu: 'PUK-kód: ', en: 'PUK: ' } },
} as const;

export type SecretName = keyof typeof secrets;

/** Where a secret may have been put beforehand: the environment's variable, the option for standard input. */
export function secretVariable(name: SecretName): { readonly variable: string; readonly flag: string } {
  return secrets[name];
}

/** Options that a command with these secrets has: `...secretOptions('pin', 'can')`. */
export function secretOptions(...names: readonly SecretName[]): Record<string, object> {
  return Object.fromEntries(names.map((name) => [secrets[name].flag, {}]));
}

/**
 * The secret: ESZIG_PIN and its likes, else a line of standard input under `--pin-stdin` and its likes, else the prompt.
 * `UsageError` when there is none of the three. The value is not checked here: what it must look like is the card's affair.
 */
export async function secret(name: SecretName, input: Input, terminal: Terminal): Promise<string> {
  withoutCoreDumps();
  const { variable, flag, question } = secrets[name];
  const given =
    terminal.environment[variable] ??
    (input.flag(flag) ? await terminal.readLine() : undefined) ??
    (await terminal.askHidden(question[terminal.language]));
  if (given === undefined) throw new UsageError(`no ${name}`, `set ${variable}, or give --${flag}, or run in a terminal`);
  return given;
}
