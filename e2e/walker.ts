// A person with a card and a browser of their own, without a screen: signs in wherever a sign-in begins, through the world's real processes.

import { join } from 'node:path';
import { insertCard } from '../apps/chip/insert.ts';
import { managePin, type PinResult } from '../apps/eid-client/pin/manage.ts';
import { createHolder } from '../apps/eid-client/testing/holder.ts';
import { testMeans } from '../apps/eid-client/testing/means.ts';
import { createPinHolder } from '../apps/eid-client/testing/pin-holder.ts';
import { createRobot, type Robot, type RobotPage } from '../cli/login/robot.ts';
import { type SignedIn, signInAt, signInAtPortal, type Walk, type Wanted } from '../cli/login/sign-in.ts';
import { secureIdp } from '../cli/up/configurations.ts';
import type { World } from '../cli/up/world.ts';
import { createCryptography } from '../io/crypto/index.ts';
import type { Fetch } from '../io/http/index.ts';
import { hostPace, openVirtualReader, type Readers } from '../io/reader/index.ts';
import type { Clock } from '../lib/crypto/index.ts';

export interface Walker {
  readonly robot: Robot;
  /** At the portal; what it says of who is signed in. Throws the code of a failure. */
  signIn(card: string, wanted?: Wanted, pin?: string): Promise<SignedIn>;
  /** From an address that begins a sign-in to the first page of that name. Throws the code of a failure. */
  signInAt(address: string, there: string, card: string, pin?: string): Promise<RobotPage>;
  /** Activates a card at home, by eSzig Kliens: how it ended. */
  activate(card: string, activationPin: string, pin?: string): Promise<PinResult['outcome']>;
}

/** @param fetch with the world's authority where it speaks https. A card is named by its file in the world's folder, without the ending. */
export function createWalker(world: World, fetch: Fetch, clock: Clock = Date.now): Walker {
  const robot = createRobot(fetch, 'en');
  const { ports, folder, addresses } = world;
  const cryptography = createCryptography();
  const withReader = async <T>(card: string, use: (reader: Readers) => Promise<T>): Promise<T> => {
    const pace = hostPace(cryptography);
    await using reader = await openVirtualReader({ host: '127.0.0.1', port: 0, pace });
    const inserted = await insertCard({ file: join(folder.cards, `${card}.json`), host: '127.0.0.1', port: reader.port });
    await using _card = { [Symbol.asyncDispose]: () => inserted.remove() };
    return await use(reader);
  };
  const withCard = <T>(card: string, pin: string, walk: (options: Walk) => Promise<T>): Promise<T> =>
    withReader(card, (readers) => {
      const means = testMeans({ holder: createHolder({ pins: [pin] }), readers, clock, computerClock: Date.now });
      const secure = secureIdp({ ports });
      return walk({ robot, means, addressTwins: { [secure]: addresses.idp }, walked: async () => undefined });
    });
  return {
    robot,
    signIn: (card, wanted, pin = '123456') =>
      withCard(card, pin, (options) => signInAtPortal({ ...options, portal: addresses.portal, wanted })),
    activate: (card, activationPin, pin = '123456') =>
      withReader(card, async (readers) => {
        const holder = createPinHolder({ codes: { activation: [activationPin] }, newPin: pin });
        return (await managePin('activate', { holder, readers })).outcome;
      }),
    signInAt: (address, there, card, pin = '123456') => withCard(card, pin, (options) => signInAt(address, there, options)),
  };
}
