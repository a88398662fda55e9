// Memory of the whole world, idle, its PostgreSQL included.
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type BenchResult, round } from './bench.ts';
import { memoryOf, processTree, temporaryFolder, watchWorld } from './process.ts';

export async function measure(): Promise<BenchResult> {
  using folder = temporaryFolder();
  const root = join(import.meta.dirname, '..', '..');
  await using world = await watchWorld(process.execPath, ['cli/main.ts', 'up'], join(folder.path, 'data'), root);
  await wait(5_000);
  const [own = 0, ...others] = processTree(world.pid).map(memoryOf);
  const database = others.reduce((sum, size) => sum + size, 0);
  const megabytes = (octets: number) => round(octets / 1e6);
  return {
    megabytes: megabytes(own + database),
    reference: 'proportional set size, idle for five seconds',
    world: megabytes(own),
    database: megabytes(database),
  };
}
