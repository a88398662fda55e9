// `eszig up`: the whole demonstration world in one process. Prints the addresses, then a line that begins with `ready`; `npm start` is this.
import type { LogLevel } from '../io/log/index.ts';
import type { Clock } from '../lib/crypto/index.ts';
import { type EidError, isEidError } from '../lib/error/index.ts';
import { type Command, exit, UsageError } from './command.ts';
import { untilInterrupted } from './interrupt.ts';
import { startWorld } from './up/world.ts';

const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'silent'];

type Facts = EidError['facts'];

/** What can keep a world from starting that the person can put right. */
const inTheWay: Readonly<Record<string, (facts: Facts, data: string) => { hu: string; en: string }>> = {
  'world.running': ({ pid }, data) => ({
    hu: `a(z) ${data} mappában már fut egy világ (folyamat: ${pid}); állítsa le, vagy adjon meg másik mappát: --data`,
    en: `a world runs on ${data} already (process ${pid}): stop it, or give another folder by --data`,
  }),
  'world.earlier': ({ now }) => ({
    hu: `a mappa világában már ${now} van, és a kártyák órája nem jár visszafelé; adjon meg későbbi időt, vagy kezdjen új világot: --fresh`,
    en: `the world of this folder has lived to ${now}, and a card's clock never goes back: give a later time, or begin a new world by --fresh`,
  }),
  'http.port-taken': ({ port }) => taken(port),
  'client.port-taken': ({ port }) => taken(port),
  EADDRINUSE: ({ port }) => taken(port),
};

function taken(port: Facts[string] | undefined) {
  return {
    hu: `a(z) ${port} kaput más program foglalja; állítsa le, vagy adjon meg más kapukat: --port-base N`,
    en: `another program has port ${port}: end it, or give other ports by --port-base N`,
  };
}

export const command: Command = {
  options: {
    data: { value: 'DIR' },
    'port-base': { value: 'N' },
    https: {},
    fresh: {},
    now: { value: 'TIME' },
    log: { value: levels.join('|') },
  },
  async run(input, terminal) {
    const started = performance.now();
    const portBase = input.number('port-base') ?? 8080;
    const logLevel = levels.find((level) => level === (input.text('log') ?? 'warn'));
    if (portBase < 1024 || portBase > 48_000) throw new UsageError('--port-base wants a number from 1024 to 48000');
    if (logLevel === undefined) throw new UsageError(`--log wants one of ${levels.join(', ')}`);
    const data = input.text('data') ?? 'data';
    const clock = clockFrom(input.text('now'));
    const options = { data, portBase, logLevel, https: input.flag('https'), fresh: input.flag('fresh'), ...(clock && { clock }) };
    const interrupted = untilInterrupted();
    try {
      await using world = await startWorld({ ...options, progress: (step) => terminal.say(`  … ${step}`) });
      for (const [name, address] of Object.entries(world.addresses)) terminal.say(`${name.padEnd(10)} ${address}`);
      const seconds = Math.round((performance.now() - started) / 10) / 100;
      terminal.say(`ready ${world.addresses.portal} (${seconds} s)`);
      terminal.json({ ...world.addresses, seconds });
      await interrupted;
      terminal.say('stopping');
    } catch (thrown) {
      const { code = '', port } = thrown as NodeJS.ErrnoException & { port?: number };
      const why = inTheWay[code]?.(isEidError(thrown) ? thrown.facts : { port: port ?? 0 }, data);
      if (why === undefined) throw thrown;
      process.stderr.write(`eszig: ${why[terminal.language]} (${code})\n`);
      terminal.json({ error: { code, message: why[terminal.language] } });
      return exit.environment;
    }
    return exit.done;
  },
};

/** The clock of a world that begins at a time of ISO 8601 (UTC where no zone is given) and goes on from there. */
function clockFrom(text: string | undefined): Clock | undefined {
  if (text === undefined) return undefined;
  const begin = Date.parse(
    /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?$/.test(text) ? `${text.slice(0, 10)}T${text.slice(11) || '12:00'}Z` : text,
  );
  if (!(begin >= earliest && begin < latest)) throw new UsageError('--now wants a time from 2016 to 2089', 'for example 2031-05-04T09:00');
  const offset = begin - Date.now();
  return () => Date.now() + offset;
}

/** From the year of the first cards with a chip to the last that certificates can name with all that is to follow. */
const [earliest, latest] = [Date.UTC(2016), Date.UTC(2090)];
