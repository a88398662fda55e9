// `eszig up`: the whole demonstration world in one process. Prints the addresses, then a line that begins with `ready`; `npm start` is this.
import type { LogLevel } from '../io/log/index.ts';
import { isEidError } from '../lib/error/index.ts';
import { type Command, exit, UsageError } from './command.ts';
import { untilInterrupted } from './interrupt.ts';
import { startWorld } from './up/world.ts';

const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'silent'];

export const command: Command = {
  options: { data: { value: 'DIR' }, 'port-base': { value: 'N' }, https: {}, fresh: {}, log: { value: levels.join('|') } },
  async run(input, terminal) {
    const started = performance.now();
    const portBase = input.number('port-base') ?? 8080;
    const logLevel = levels.find((level) => level === (input.text('log') ?? 'warn'));
    if (portBase < 1024 || portBase > 48_000) throw new UsageError('--port-base wants a number from 1024 to 48000');
    if (logLevel === undefined) throw new UsageError(`--log wants one of ${levels.join(', ')}`);
    const data = input.text('data') ?? 'data';
    const options = { data, portBase, logLevel, https: input.flag('https'), fresh: input.flag('fresh') };
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
      if (isEidError(thrown, 'world.running')) throw new UsageError(`a world runs on ${data} already (process ${thrown.facts['pid']})`);
      if (isEidError(thrown, 'http.port-taken')) {
        throw new UsageError(`another program has port ${thrown.facts['port']}`, 'end it, or give --port-base N');
      }
      throw thrown;
    }
    return exit.done;
  },
};
