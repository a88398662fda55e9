// A recorder on a socket: a TCP way between two parts that keeps every octet of both directions, and a search for secrets in what was kept.
import { Buffer } from 'node:buffer';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** One connection: what the side that opened it said, and what it was told. */
export interface Conversation {
  readonly said: Buffer;
  readonly told: Buffer;
}

export interface Recorder extends Disposable {
  readonly port: number;
  conversations(): readonly Conversation[];
}

/** Listens on a free port of loopback and carries everything to another port of it. */
export async function recordTo(port: number): Promise<Recorder> {
  const kept: { said: Buffer[]; told: Buffer[] }[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    const conversation = { said: [] as Buffer[], told: [] as Buffer[] };
    kept.push(conversation);
    near.setNoDelay().on('data', (octets) => conversation.said.push(octets) && far.write(octets));
    far.setNoDelay().on('data', (octets) => conversation.told.push(octets) && near.write(octets));
    for (const [side, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(side);
      side.on('error', () => undefined).on('close', () => sockets.delete(side) && other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    conversations: () => kept.map(({ said, told }) => ({ said: Buffer.concat(said), told: Buffer.concat(told) })),
    [Symbol.dispose]() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** The ways a secret may be written that a search must know: UTF-8, UTF-16 both ways, hexadecimal, base64 at each of its three places. */
export function spellings(secret: string): readonly Buffer[] {
  const plain = Buffer.from(secret, 'utf8');
  const little = Buffer.from(secret, 'utf16le');
  const big = Buffer.from(little).swap16();
  const inBase64 = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), plain])
      .toString('base64')
      .replace(/=+$/, '');
    const whole = Math.floor(((before + plain.length) * 8) / 6);
    return text.slice(Math.ceil((before * 8) / 6), whole);
  });
  const texts = [
    plain.toString('hex'),
    plain.toString('hex').toUpperCase(),
    ...inBase64,
    ...inBase64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  ];
  return [plain, little, big, ...texts.map((text) => Buffer.from(text))];
}

/** Which of the secrets stand in the octets, in any spelling. A secret of digits does not count inside a longer row of digits, such as a time. */
export function found(secrets: readonly string[], octets: Uint8Array): readonly string[] {
  const haystack = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength);
  const stands = (secret: string) => {
    const [plain, ...others] = spellings(secret);
    return standsAlone(plain as Buffer, haystack) || others.some((spelling) => haystack.includes(spelling));
  };
  return secrets.filter(stands);
}

function standsAlone(needle: Buffer, haystack: Buffer): boolean {
  const isDigit = (octet: number | undefined) => octet !== undefined && octet >= 0x30 && octet <= 0x39;
  const digits = needle.every(isDigit);
  for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at + 1)) {
    if (!digits || !(isDigit(haystack[at - 1]) || isDigit(haystack[at + needle.length]))) return true;
  }
  return false;
}

/** The handshake of a TLS 1.2 connection up to where it goes dark: the chosen suite, and the types of the server's messages in the clear. */
export function tlsHandshake({ told }: Conversation): { readonly suite: number; readonly serverMessages: readonly number[] } {
  const clear: Buffer[] = [];
  for (let at = 0; at + 5 <= told.length && told[at] === 22; at += 5 + told.readUInt16BE(at + 3)) {
    clear.push(told.subarray(at + 5, at + 5 + told.readUInt16BE(at + 3)));
  }
  const messages = Buffer.concat(clear);
  const serverMessages: number[] = [];
  let suite = 0;
  for (let at = 0; at + 4 <= messages.length; at += 4 + messages.readUIntBE(at + 1, 3)) {
    const type = messages[at] as number;
    serverMessages.push(type);
    if (type === 2) suite = messages.readUInt16BE(at + 4 + 2 + 32 + 1 + (messages[at + 4 + 2 + 32] as number));
  }
  return { suite, serverMessages };
}
