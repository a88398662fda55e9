// A crowd of one or more processes of people who sign in at a world.
import { fork } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { EidError } from '../../lib/error/index.ts';
import { secureIdp } from '../up/configurations.ts';
import type { World } from '../up/world.ts';
import type { Drive, Driven, SignedIn } from './driver.ts';

/** A physician of the world whose card is good. */
const someone = { person: 'szoke-gergo', wanted: { role: 'physician', institution: '104217' }, pin: '123456' } as const;

/** Lets people sign in, `inFlight` at any moment shared among `processes`. */
export async function crowd(world: World, { processes = 1, inFlight = 1, seconds = 5, realSpeed = false }): Promise<SignedIn[]> {
  const copies = join(world.folder.root, 'crowd');
  mkdirSync(copies, { recursive: true });
  const drive: Drive = {
    ...someone,
    portal: world.addresses.portal,
    cards: world.folder.cards,
    copies,
    addressTwins: { [secureIdp(world)]: world.addresses.idp },
    inFlight: inFlight / processes,
    seconds,
    realSpeed,
  };
  const all = await Promise.all(Array.from({ length: processes }, () => driven(drive)));
  return all.flat();
}

function driven(drive: Drive): Promise<Driven> {
  return new Promise((resolve, reject) => {
    // Other people's computers: they run when no server wants the processor (SCHED_IDLE), where the system has that.
    const idle =
      process.platform === 'linux' && drive.inFlight > 1 ? { execPath: 'chrt', execArgv: ['--idle', '0', process.execPath] } : {};
    const child = fork(new URL('driver.ts', import.meta.url), { ...idle, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    let answer: Driven | undefined;
    child.once('message', (signedIn) => {
      answer = signedIn as Driven;
    });
    child.once('exit', () => (answer === undefined ? reject(new EidError('bench.crowd-failed')) : resolve(answer)));
    child.send(drive);
  });
}
