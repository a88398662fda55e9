// From nothing to `ready`: a clean clone with a warm package cache, a fresh data folder, and the start after that.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { type BenchResult, round } from './bench.ts';
import { temporaryFolder, watchWorld } from './process.ts';

const root = join(import.meta.dirname, '..', '..');

export async function measure(): Promise<BenchResult> {
  using folder = temporaryFolder();
  const clone = join(folder.path, 'clone');
  const data = join(folder.path, 'data');
  const seconds = async (cwd: string, where: string) => {
    await using world = await watchWorld('node', ['bootstrap.js', 'up'], where, cwd);
    return round(world.seconds);
  };
  execFileSync('git', ['clone', '--quiet', '--local', root, clone]);
  const cleanClone = await seconds(clone, join(clone, 'data'));
  const freshData = await seconds(root, data);
  return {
    seconds: await seconds(root, data),
    reference: 'warm start; beside it a clean clone and a fresh data folder',
    cleanClone,
    freshData,
  };
}
