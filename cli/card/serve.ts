// `eszig card serve`: puts a card into a reader through vpcd and keeps its state until it is interrupted or taken out.
import { resolve } from 'node:path';
import type { Faults } from '../../apps/chip/faults.ts';
import { start } from '../../apps/chip/main.ts';
import { createLogger } from '../../io/log/index.ts';
import { type Command, exit, type Input, type Terminal, UsageError } from '../command.ts';
import { untilInterrupted } from '../interrupt.ts';
import { madeCard } from './world-card.ts';

const text = {
  hu: {
    warning:
      'Figyelem: a vpcd a számítógép minden hálózati címén figyel, jelszó nélkül. Csak elzárt hálózati névtérben vagy tűzfal mögött használja.',
    removed: 'a kártya kikerült az olvasóból',
  },
  en: {
    warning:
      'Warning: vpcd listens on every address of this computer, without a password. Use it in a network namespace of its own or behind a firewall.',
    removed: 'the card is out of the reader',
  },
} as const;

/** Where vsmartcard's virtual reader listens for the card of its first slot. */
const vpcd = { host: '127.0.0.1', port: 35963 } as const;

export const command: Command = {
  operands: '<person>',
  options: {
    file: { value: 'CARD.json' },
    vpcd: { value: 'HOST:PORT' },
    trace: { value: 'FILE' },
    latency: { value: 'MS' },
    'real-speed': {},
    'pull-at': { value: 'N' },
    'tear-at': { value: 'N' },
    'corrupt-at': { value: 'N' },
    seed: { value: 'N' },
    data: { value: 'DIR' },
  },
  async run(input, terminal) {
    const [person] = input.operands;
    const file = input.text('file');
    if ((person === undefined) === (file === undefined)) throw new UsageError('one card, please: <person> or --file CARD.json');
    const reader = readerAt(input.text('vpcd'));
    if (reader.port === vpcd.port || reader.port === vpcd.port + 1) warn(terminal);
    const trace = input.text('trace');
    const config = {
      cardFile: file === undefined ? madeCard(input.text('data'), person) : resolve(file),
      reader,
      faults: faultsOf(input),
      ...(trace === undefined ? {} : { traceTo: resolve(trace) }),
    };
    const interrupted = untilInterrupted();
    await using card = await start(config, { log: createLogger('chip', 'warn'), clock: Date.now });
    terminal.say(`ready ${person ?? file} ${reader.host}:${reader.port}`);
    terminal.json({ card: person ?? file, reader });
    const taken = await Promise.race([interrupted.then(() => false), card.removed.then(() => true)]);
    if (taken) terminal.say(text[terminal.language].removed);
    return taken ? exit.environment : exit.done;
  },
};

/** What shall go wrong, by the options of chaos. */
function faultsOf(input: Input): Faults {
  const numbers = { latency: 'latency', pullAt: 'pull-at', tearAt: 'tear-at', corruptAt: 'corrupt-at', seed: 'seed' } as const;
  const given = Object.entries(numbers).flatMap(([fault, option]) => {
    const value = input.number(option);
    if (value === 0 && option.endsWith('-at')) throw new UsageError(`--${option} counts from 1`);
    return value === undefined ? [] : [[fault, value] as const];
  });
  return { ...Object.fromEntries(given), ...(input.flag('real-speed') && { realSpeed: true }) };
}

function warn(terminal: Terminal): void {
  process.stderr.write(`${text[terminal.language].warning}\n`);
}

function readerAt(given: string | undefined): { readonly host: string; readonly port: number } {
  if (given === undefined) return vpcd;
  const [, host, port] = /^(\[[0-9a-fA-F:]+\]|[^:]+):(\d{1,5})$/.exec(given) ?? [];
  if (host === undefined || Number(port) < 1 || Number(port) > 65_535) throw new UsageError('--vpcd wants HOST:PORT');
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}
