// `eszig client run`: eSzig Kliens as its user starts it, until it is interrupted. Everything it needs is in its configuration, or in the usual places.
import { readFileSync } from 'node:fs';
import { EidClientConfig } from '../../apps/eid-client/config.ts';
import { start } from '../../apps/eid-client/main.ts';
import { createLogger } from '../../io/log/index.ts';
import { type Command, exit, UsageError } from '../command.ts';
import { untilInterrupted } from '../interrupt.ts';

export const command: Command = {
  options: { config: { value: 'FILE' } },
  async run(input, terminal) {
    const interrupted = untilInterrupted();
    const file = input.text('config');
    await using client = await start(readConfig(file), { log: createLogger('eid-client', 'warn'), clock: Date.now, road: () => undefined });
    const address = `http://127.0.0.1:${client.port}/eID-Client`;
    terminal.say(`ready ${address}`);
    terminal.json({ address });
    await interrupted;
    return exit.done;
  },
};

function readConfig(file: string | undefined): EidClientConfig {
  if (file === undefined) return {};
  try {
    return EidClientConfig.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new UsageError(`cannot read ${file} as a configuration of the client`);
  }
}
