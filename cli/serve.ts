// `eszig serve <app> --config FILE`: one app as a process of its own, until it is interrupted; with `--check` only a look at its configuration.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type ConfigurationFault, refusal } from '../io/configuration/index.ts';
import { createFetch } from '../io/http/index.ts';
import { createLogger } from '../io/log/index.ts';
import { roadSchema, sendHops } from '../io/road/index.ts';
import { type Command, type ExitStatus, exit, type Terminal, UsageError } from './command.ts';
import { untilInterrupted } from './interrupt.ts';
import { type AppName, appNames, checkApp, startApp } from './up/apps.ts';

/** Beside its own configuration a file may say where hops go; the rest is the app's. */
const wrapped = z.looseObject({ road: roadSchema.optional() });

export const command: Command = {
  operands: '<app>',
  options: { config: { value: 'FILE' }, check: {} },
  async run(input, terminal) {
    const [name] = input.operands;
    const file = input.text('config');
    if (name === undefined || !appNames.some((app) => app === name)) throw new UsageError('which app?', appNames.join(', '));
    if (file === undefined) throw new UsageError('--config is needed', `eszig up writes data/config/${name}.json`);
    const { road, ...config } = readConfig(file);
    const faults = await checkApp(name as AppName, config, { clock: Date.now });
    if (input.flag('check')) return tell(faults, terminal);
    const stopping = faults.filter((one) => !isPassing(one));
    if (stopping.length > 0) throw refusal(stopping);
    for (const { field, fault } of faults) terminal.say(`${field}: ${fault}`);
    using fetch = createFetch();
    const record = road === undefined ? () => undefined : sendHops(road, fetch);
    await using _app = await startApp(name as AppName, config, { log: createLogger(name), clock: Date.now, road: record });
    terminal.say(`ready ${name}`);
    // An app that only looks at its files now and then keeps no process alive by itself.
    const alive = setInterval(() => undefined, 60_000);
    await untilInterrupted();
    clearInterval(alive);
    return exit.done;
  },
};

/**
 * Lists and certificates are renewed while an app runs, by whoever makes them. One that has lapsed, or is not announced yet, is told and stops no start: the
 * app says by itself that it is not ready until there is another.
 */
export function isPassing({ fault }: ConfigurationFault): boolean {
  return fault === 'configuration.lapsed' || fault === 'configuration.unannounced';
}

/** Names each field that is wrong. */
function tell(faults: readonly ConfigurationFault[], terminal: Terminal): ExitStatus {
  for (const { field, fault } of faults) terminal.say(`${field}: ${fault}`);
  if (faults.length === 0) terminal.say('ok');
  terminal.json({ faults });
  return faults.length === 0 ? exit.done : exit.refused;
}

function readConfig(file: string): z.infer<typeof wrapped> {
  try {
    return wrapped.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new UsageError(`cannot read ${file} as a configuration`);
  }
}
