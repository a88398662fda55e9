// Which user of this computer is at the other end of a loopback connection, by the kernel's table of sockets. proc_pid_net(5)
import { readFile } from 'node:fs/promises';
import { isIPv6 } from 'node:net';

export interface Ends {
  /** Of the other end. */
  readonly remoteAddress: string;
  readonly remotePort: number;
  /** Of ours. */
  readonly localAddress: string;
  readonly localPort: number;
}

/** User id of the other end; `undefined` where the system has no such table; `'nobody'` for a connection that is not in it. */
export async function peerUser(socket: { readonly [Key in keyof Ends]?: Ends[Key] | undefined }): Promise<number | 'nobody' | undefined> {
  const { remoteAddress, remotePort, localAddress, localPort } = socket;
  if (remoteAddress === undefined || remotePort === undefined || localAddress === undefined || localPort === undefined) return 'nobody';
  const ends = { remoteAddress, remotePort, localAddress, localPort };
  try {
    return ownerIn(await readFile(isIPv6(remoteAddress) ? '/proc/net/tcp6' : '/proc/net/tcp', 'latin1'), ends) ?? 'nobody';
  } catch {
    return undefined;
  }
}

/** Whose the socket is that has our remote end as its own, in a table as `/proc/net/tcp` has it. */
export function ownerIn(table: string, ends: Ends): number | undefined {
  const theirs = [hexAddress(ends.remoteAddress, ends.remotePort), hexAddress(ends.localAddress, ends.localPort)];
  const row = table
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .find(([, local, remote]) => local === theirs[0] && remote === theirs[1]);
  const owner = row?.[7];
  return owner !== undefined && /^\d+$/.test(owner) ? Number(owner) : undefined;
}

/** Address and port in the kernel's writing: words of four octets, the lowest first. Loopback addresses are all that is asked for. */
function hexAddress(address: string, port: number): string {
  const octets = isIPv6(address) ? [...Array(15).fill(0), 1] : address.split('.').map(Number);
  const words = Array.from({ length: octets.length / 4 }, (_, i) => octets.slice(i * 4, i * 4 + 4).reverse());
  const digits = words.flat().map((octet: number) => octet.toString(16).padStart(2, '0'));
  return `${digits.join('')}:${port.toString(16).padStart(4, '0')}`.toUpperCase();
}
