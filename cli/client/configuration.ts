// The configuration of the client as commands read it: a file as `eszig up` and `eszig serve` have it, or the usual one of a computer.
import { readFileSync } from 'node:fs';
import { type CompleteConfig, EidClientConfig } from '../../apps/eid-client/config.ts';
import { roadSchema } from '../../io/road/index.ts';
import { UsageError } from '../command.ts';

/** What `eszig serve` adds to an app's own configuration. */
const File = EidClientConfig.extend({ road: roadSchema.optional() });

export function readConfiguration(file: string | undefined): CompleteConfig {
  if (file === undefined) return EidClientConfig.parse({});
  try {
    const { road: _, ...config } = File.parse(JSON.parse(readFileSync(file, 'utf8')));
    return config;
  } catch {
    throw new UsageError(`cannot read ${file} as a configuration of the client`);
  }
}
