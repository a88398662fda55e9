// A whole sign-in, from the click at the portal to the page of who is signed in: no typing, no browser, a virtual card, one person at a time.
import { startWorld } from '../up/world.ts';
import { type BenchResult, round } from './bench.ts';
import { crowd } from './crowd.ts';
import { temporaryFolder } from './process.ts';

/** Sign-ins to measure at least, however slow the computer is at the moment, after the first two. */
const fewest = 7;

export async function measure(): Promise<BenchResult> {
  using folder = temporaryFolder();
  await using world = await startWorld({ data: folder.path, portBase: 'free', without: ['eid-client', 'hospital'], logLevel: 'silent' });
  const times: number[] = [];
  while (times.length < 2 + fewest) times.push(...(await crowd(world, { seconds: 5 })));
  const sorted = times.slice(2).toSorted((a, b) => a - b);
  const at = (share: number) => round((sorted[Math.floor(sorted.length * share)] ?? 0) / 1000);
  return { seconds: at(0.5), reference: 'median of sign-ins one after the other', slowestOfTen: at(0.9), signIns: sorted.length };
}
