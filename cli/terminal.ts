// The terminal that a command speaks to: standard streams, one JSON document at most, questions without echo.
import { createInterface, type Interface } from 'node:readline';
import type { Language } from '../lib/phrases/index.ts';
import type { Terminal } from './command.ts';

/** The real terminal. `language` comes from `--lang`, ESZIG_LANG or the locale. */
export function standardTerminal(isJson: boolean, language: Language): Terminal {
  let lines: AsyncIterator<string> | undefined;
  let reader: Interface | undefined;
  return {
    language,
    isJson,
    environment: process.env,
    say: (line) => void (isJson ? process.stderr : process.stdout).write(`${line}\n`),
    json: (document) => void (isJson && process.stdout.write(`${JSON.stringify(document, null, 2)}\n`)),
    askHidden: (question) => (process.stdin.isTTY ? askHidden(question) : Promise.resolve(undefined)),
    readLine: async () => {
      reader ??= createInterface({ input: process.stdin, terminal: false });
      lines ??= reader[Symbol.asyncIterator]();
      const next = await lines.next();
      return next.done === true ? undefined : next.value;
    },
  };
}

/** `hu` or `en` as asked for, else by the locale: Hungarian where the computer speaks it, English elsewhere. */
export function terminalLanguage(asked: string | undefined, environment: Readonly<Record<string, string | undefined>>): Language {
  const wish = asked ?? environment['ESZIG_LANG'] ?? environment['LC_ALL'] ?? environment['LC_MESSAGES'] ?? environment['LANG'] ?? '';
  return wish.startsWith('hu') ? 'hu' : 'en';
}

/** Reads keys one by one in raw mode, so that nothing is echoed and nothing stays in a line editor's history. */
function askHidden(question: string): Promise<string | undefined> {
  process.stderr.write(question);
  const { stdin } = process;
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  return new Promise((resolve) => {
    let typed = '';
    const end = (answer: string | undefined) => {
      stdin.setRawMode(false);
      stdin.pause();
      stdin.removeListener('data', take);
      process.stderr.write('\n');
      resolve(answer);
    };
    const take = (chunk: string) => {
      for (const key of chunk) {
        if (key === '\r' || key === '\n') return end(typed);
        if (key === '\u0003' || key === '\u0004') return end(undefined);
        typed = key === '\u007f' ? typed.slice(0, -1) : typed + key;
      }
    };
    stdin.resume();
    stdin.on('data', take);
  });
}
