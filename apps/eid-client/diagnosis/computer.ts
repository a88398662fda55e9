// What the computer itself says: its smart-card service, card readers on the USB, whether it is used from afar, its network.
import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Facts } from './facts.ts';

/** Where the facts about a computer lie. */
export interface Places {
  readonly platform: NodeJS.Platform;
  readonly environment: NodeJS.ProcessEnv;
  /** The socket of pcscd. */
  readonly pcscSocket: string;
  /** Folders beside those of PATH in which daemons lie. */
  readonly daemons: readonly string[];
  /** A folder per USB interface, each with a file `bInterfaceClass`. @see USB CCID 4.1 (class 0B) */
  readonly usb: string;
  readonly interfaces: typeof networkInterfaces;
}

export const thisComputer: Places = {
  platform: process.platform,
  environment: process.env,
  pcscSocket: process.env['PCSCLITE_CSOCK_NAME'] ?? '/run/pcscd/pcscd.comm',
  daemons: ['/usr/sbin', '/usr/local/sbin'],
  usb: '/sys/bus/usb/devices',
  interfaces: networkInterfaces,
};

type ComputerFacts = Pick<Facts, 'socket' | 'isServiceInstalled' | 'usbReaders' | 'isRemoteSession' | 'hasNetwork' | 'hasProxy'>;

/** Milliseconds that the service has to take a connection. */
const patience = 500;

export async function lookAtComputer(places: Places): Promise<ComputerFacts> {
  const { environment } = places;
  const isSet = (...names: readonly string[]) => names.some((name) => Boolean(environment[name] ?? environment[name.toLowerCase()]));
  return {
    socket: places.platform === 'linux' ? await knock(places.pcscSocket) : 'unknown',
    isServiceInstalled: places.platform !== 'linux' || isOnPath('pcscd', places),
    usbReaders: countUsbReaders(places.usb),
    isRemoteSession: isSet('SSH_CONNECTION') || /^rdp-/i.test(environment['SESSIONNAME'] ?? ''),
    hasNetwork: Object.values(places.interfaces()).some((addresses) => addresses?.some(({ internal }) => !internal)),
    hasProxy: isSet('HTTPS_PROXY', 'ALL_PROXY'),
  };
}

/** Connects, and says nothing. */
function knock(socket: string): Promise<Facts['socket']> {
  const { promise, resolve } = Promise.withResolvers<Facts['socket']>();
  const answers: Readonly<Record<string, Facts['socket']>> = { ENOENT: 'absent', EACCES: 'denied', EPERM: 'denied' };
  const connection = connect({ path: socket });
  connection.setTimeout(patience, () => resolve('refuses'));
  connection.once('connect', () => resolve('answers'));
  connection.once('error', ({ code = '' }: NodeJS.ErrnoException) => resolve(answers[code] ?? 'refuses'));
  return promise.finally(() => connection.destroy());
}

function countUsbReaders(folder: string): number {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder).filter((name) => {
    try {
      return (
        readFileSync(join(folder, name, 'bInterfaceClass'), 'utf8')
          .trim()
          .toLowerCase() === '0b'
      );
    } catch {
      return false;
    }
  }).length;
}

function isOnPath(program: string, { environment, daemons }: Places): boolean {
  return [...(environment['PATH'] ?? '').split(delimiter), ...daemons].some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
