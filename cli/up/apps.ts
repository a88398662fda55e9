// The apps that run as processes: in one process under `eszig up`, each alone under `eszig serve`. Both start the same thing from the same file.
import type { ZodType } from 'zod';
import { type ConfigurationFault, configurationFaults } from '../../io/configuration/index.ts';
import type { Logger } from '../../io/log/index.ts';
import type { RecordHop } from '../../io/road/index.ts';
import type { Clock } from '../../lib/crypto/index.ts';

/** What an app is handed of the outside. */
export interface Effects {
  readonly log: Logger;
  readonly clock: Clock;
  readonly road: RecordHop;
}

type AppModule = {
  start(config: never, effects: Effects): Promise<AsyncDisposable>;
} & (
  | { /** What it is started with. */ readonly configuration: ZodType }
  | {
      /** What is wrong with a configuration, where an app can tell more than its schema. */
      check(config: unknown, effects: Pick<Effects, 'clock'>): Promise<readonly ConfigurationFault[]>;
    }
);

const modules = {
  chip: () => import('../../apps/chip/main.ts'),
  pki: () => import('../../apps/pki/main.ts'),
  directory: () => import('../../apps/directory/main.ts'),
  'eid-server': () => import('../../apps/eid-server/main.ts'),
  idp: () => import('../../apps/idp/main.ts'),
  portal: () => import('../../apps/portal/main.ts'),
  'card-machine': () => import('../../apps/chip/machine/main.ts'),
  'card-office': () => import('../../apps/card-office/main.ts'),
  hospital: () => import('../../world/hospital/main.ts'),
  'eid-client': () => import('../../apps/eid-client/main.ts'),
} as const satisfies Readonly<Record<string, () => Promise<AppModule>>>;

export type AppName = keyof typeof modules;
export const appNames = Object.keys(modules) as readonly AppName[];

/** Starts an app; it checks its configuration itself and throws what it finds wrong. */
export async function startApp(name: AppName, config: unknown, effects: Effects): Promise<AsyncDisposable> {
  const { start }: AppModule = await modules[name]();
  return start(config as never, effects);
}

/** Looks through an app's configuration without starting it. */
export async function checkApp(name: AppName, config: unknown, effects: Pick<Effects, 'clock'>): Promise<readonly ConfigurationFault[]> {
  const app: AppModule = await modules[name]();
  return 'check' in app ? app.check(config, effects) : configurationFaults(app.configuration, config);
}
