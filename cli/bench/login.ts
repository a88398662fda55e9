// A whole sign-in, from the click at the portal to the page of who is signed in: no typing, no browser, a virtual card, one person at a time. Then the same
// with a card and a reader as slow as real ones: 50 ms for a command, and 106 kbit/s.
import { startWorld, type World } from '../up/world.ts';
import { type BenchResult, round } from './bench.ts';
import { crowd } from './crowd.ts';
import type { SignedIn } from './driver.ts';
import { temporaryFolder } from './process.ts';

/** Sign-ins to measure at least, however slow the computer is at the moment, after the first two. */
const fewest = 7;

export async function measure(): Promise<BenchResult> {
  using folder = temporaryFolder();
  await using world = await startWorld({ data: folder.path, portBase: 'free', without: ['eid-client', 'hospital'], logLevel: 'silent' });
  const fast = await signIns(world, false);
  const slow = await signIns(world, true);
  return {
    seconds: secondsAt(fast, 0.5),
    reference: 'median of sign-ins one after the other',
    slowestOfTen: secondsAt(fast, 0.9),
    signIns: fast.length,
    realSpeedSeconds: secondsAt(slow, 0.5),
    commands: slow[0]?.commands,
  };
}

/** Those after the first two, the fastest first. */
async function signIns(world: World, realSpeed: boolean): Promise<SignedIn[]> {
  const all: SignedIn[] = [];
  while (all.length < 2 + fewest) all.push(...(await crowd(world, { seconds: 5, realSpeed })));
  return all.slice(2).toSorted((a, b) => a.milliseconds - b.milliseconds);
}

function secondsAt(sorted: readonly SignedIn[], share: number): number {
  return round((sorted[Math.floor(sorted.length * share)]?.milliseconds ?? 0) / 1000);
}
