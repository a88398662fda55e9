// People signing in, many at a time, in a process of their own: each with a card, a reader and a client, as if at a computer of their own.

import { cpSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { insertCard } from '../../apps/chip/insert.ts';
import { testMeans } from '../../apps/eid-client/testing/means.ts';
import { createCryptography } from '../../io/crypto/index.ts';
import { createFetch } from '../../io/http/index.ts';
import { hostPace, openVirtualReader } from '../../io/reader/index.ts';
import { createRobot } from '../login/robot.ts';
import { signInAtPortal } from '../login/sign-in.ts';
import { willing } from '../login/willing.ts';

/** What the parent sends, once. */
export interface Drive {
  readonly portal: string;
  /** Where cards lie, and where copies of them may. */
  readonly cards: string;
  readonly copies: string;
  /** Whose card, and as what. */
  readonly person: string;
  readonly wanted: { readonly role: string; readonly institution: string };
  readonly pin: string;
  /** https origins → http origins at the end of a sign-in. */
  readonly addressTwins: Readonly<Record<string, string>>;
  readonly inFlight: number;
  readonly seconds: number;
  /** Cards and readers as slow as real ones. */
  readonly realSpeed: boolean;
}

/** One sign-in, from the click to the page of who is signed in. */
export interface SignedIn {
  readonly milliseconds: number;
  /** To the card. */
  readonly commands: number;
}

/** What comes back: the sign-ins that ended within the time. */
export type Driven = readonly SignedIn[];

const cryptography = createCryptography();

process.once('message', async (drive: Drive) => {
  // Other people's computers do not take time from the servers.
  if (drive.inFlight > 1) setPriority(19);
  const until = performance.now() + drive.seconds * 1000;
  const seats = Array.from({ length: drive.inFlight }, (_, seat) => sit(drive, seat, until));
  process.send?.((await Promise.all(seats)).flat() satisfies Driven);
  process.disconnect();
});

async function sit(drive: Drive, seat: number, until: number): Promise<SignedIn[]> {
  const file = join(drive.copies, `${process.pid}-${seat}.json`);
  cpSync(join(drive.cards, `${drive.person}.json`), file);
  await using readers = await openVirtualReader({ host: '127.0.0.1', port: 0, pace: hostPace(cryptography) });
  let commands = 0;
  const counted = () => {
    commands += 1;
  };
  const { realSpeed } = drive;
  const card = await insertCard({ file, host: '127.0.0.1', port: readers.port, faults: { realSpeed }, trace: counted });
  const signedIn: SignedIn[] = [];
  while (performance.now() < until) {
    using fetch = createFetch({ timeout: 60_000 });
    const means = testMeans({ holder: willing(drive.pin), readers });
    const { portal, wanted, addressTwins } = drive;
    const start = performance.now();
    commands = 0;
    await signInAtPortal({ robot: createRobot(fetch, 'hu'), portal, wanted, means, addressTwins, walked: async () => undefined });
    signedIn.push({ milliseconds: performance.now() - start, commands });
  }
  await card.remove();
  return signedIn;
}
