// `eszig client run`: eSzig Kliens as its user starts it, until it is interrupted. Everything it needs is in its configuration, or in the usual places.
import { start } from '../../apps/eid-client/main.ts';
import { createLogger } from '../../io/log/index.ts';
import { type Command, exit } from '../command.ts';
import { untilInterrupted } from '../interrupt.ts';
import { readConfiguration } from './configuration.ts';

export const command: Command = {
  options: { config: { value: 'FILE' } },
  async run(input, terminal) {
    const interrupted = untilInterrupted();
    await using client = await start(readConfiguration(input.text('config')), {
      log: createLogger('eid-client', 'warn'),
      clock: Date.now,
      road: () => undefined,
    });
    const address = `http://127.0.0.1:${client.port}/eID-Client`;
    terminal.say(`ready ${address}`);
    terminal.json({ address });
    await interrupted;
    return exit.done;
  },
};
