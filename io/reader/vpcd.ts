// The wire protocol of vsmartcard's virtual reader (vpcd), both ends over TCP: two octets of length (big endian), then the message.
// The card connects to the reader; from the reader a message of one octet is a control, any other is a command APDU.
import { createServer, type Socket, connect as tcpConnect } from 'node:net';
import { type Bytes, bytes, concat } from '../../lib/bytes/index.ts';
import { EidError } from '../../lib/error/index.ts';

/** `reader.none`: nobody listens there. `card.removed`: the connection ended, was not answered in time, or broke the protocol. */
export type VpcdErrorCode = 'reader.none' | 'card.removed';

/** Controls of the reader. Only `atr` is answered. */
const control = { off: 0x00, on: 0x01, reset: 0x02, atr: 0x04 } as const;

export type Power = 'off' | 'on' | 'reset';

/** What a card does on the wire: give its ATR, lose its session when power changes, answer each command APDU with one response APDU. */
export interface VpcdCard {
  readonly atr: Bytes;
  power(change: Power): void;
  transmit(command: Bytes): Promise<Bytes>;
}

/** A card lying in a reader. `remove` takes it out; `removed` resolves when it is out, for whatever reason. */
export interface Insertion {
  readonly removed: Promise<void>;
  remove(): Promise<void>;
}

/** The card in our own reader, seen from the reader. Every promise rejects with `card.removed` once it is gone. */
export interface CardInReader {
  readonly removed: Promise<void>;
  atr(): Promise<Bytes>;
  power(change: Power): Promise<void>;
  /** Sends a command APDU (4 to 65535 octets) and gives the response APDU (2 octets or more). One at a time: later ones wait. */
  transmit(command: Bytes): Promise<Bytes>;
}

export interface VpcdReader extends AsyncDisposable {
  readonly port: number;
  /** The card that lies in the reader now. */
  readonly card: CardInReader | undefined;
}

/** The card's end: connects to a reader and serves the card until it is taken out. Throws `reader.none` when nobody listens. */
export async function insert(card: VpcdCard, { host, port }: { readonly host: string; readonly port: number }): Promise<Insertion> {
  const socket = await connect(host, port);
  const removed = serve(card, socket);
  return {
    removed,
    remove: () => {
      socket.destroy();
      return removed;
    },
  };
}

/**
 * The reader's end: listens, and takes one card at a time; a second one is sent away while the first lies in it.
 * `changed` is called with the card that came, and with `undefined` when it went. Port 0 takes a free port.
 */
export async function openVpcdReader(options: {
  readonly host: string;
  readonly port: number;
  readonly changed?: (card: CardInReader | undefined) => void;
  /** Milliseconds a card has for one answer; then it counts as removed. */
  readonly answerWithin?: number;
}): Promise<VpcdReader> {
  const { host, port, changed, answerWithin = 30_000 } = options;
  let current: { readonly card: CardInReader; readonly socket: Socket } | undefined;
  const server = createServer({ noDelay: true }, (socket) => {
    if (current !== undefined) {
      socket.on('error', () => undefined);
      socket.destroy();
      return;
    }
    const card = cardInReader(socket, answerWithin);
    current = { card, socket };
    changed?.(card);
    void card.removed.then(() => {
      current = undefined;
      changed?.(undefined);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    get card() {
      return current?.card;
    },
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      current?.socket.destroy();
      await closed;
    },
  };
}

/** One message as it goes over the wire; `RangeError` when it is empty or longer than the length field can say. */
export function frame(message: Uint8Array): Bytes {
  if (message.length === 0 || message.length > 0xffff) throw new RangeError('a vpcd message has 1 to 65535 octets');
  return concat(Uint8Array.of(message.length >> 8, message.length & 0xff), message);
}

/** The whole messages at the beginning of `buffer`, however TCP cut or joined them, and the octets left. Throws `card.removed` at an empty one. */
export function takeFrames(buffer: Bytes): { readonly messages: readonly Bytes[]; readonly rest: Bytes } {
  const messages: Bytes[] = [];
  let offset = 0;
  while (buffer.length >= offset + 2) {
    const length = ((buffer[offset] as number) << 8) | (buffer[offset + 1] as number);
    if (length === 0) throw new EidError<VpcdErrorCode>('card.removed');
    if (buffer.length < offset + 2 + length) break;
    messages.push(bytes(buffer.subarray(offset + 2, offset + 2 + length)));
    offset += 2 + length;
  }
  return { messages, rest: bytes(buffer.subarray(offset)) };
}

async function connect(host: string, port: number): Promise<Socket> {
  const socket = tcpConnect({ host, port, noDelay: true });
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('error', (cause) => reject(new EidError<VpcdErrorCode>('reader.none', { host, port }, { cause })));
  });
}

/** Messages are answered one after another; TCP holds back a reader that sends more. A broken connection is a removed card. */
async function serve(card: VpcdCard, socket: Socket): Promise<void> {
  try {
    let buffer: Bytes = new Uint8Array(0);
    for await (const chunk of socket) {
      const { messages, rest } = takeFrames(concat(buffer, chunk));
      buffer = rest;
      for (const message of messages) {
        const answer = await answerOf(card, message);
        if (answer !== undefined) socket.write(frame(answer));
      }
    }
  } catch {
    // However it broke, the card is out.
  } finally {
    socket.destroy();
    card.power('off');
  }
}

async function answerOf(card: VpcdCard, message: Bytes): Promise<Bytes | undefined> {
  if (message.length > 1) return card.transmit(message);
  if (message[0] === control.atr) return card.atr;
  const change = (['off', 'on', 'reset'] as const).find((name) => control[name] === message[0]);
  if (change === undefined) throw new EidError<VpcdErrorCode>('card.removed');
  card.power(change);
  return undefined;
}

/** Requests in turn; each takes the one message that follows it, and a message that nobody asked for ends the connection. */
function cardInReader(socket: Socket, answerWithin: number): CardInReader {
  let buffer: Bytes = new Uint8Array(0);
  let answered: ((message: Bytes) => void) | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  const removed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const gone = removed.then((): never => {
    throw new EidError<VpcdErrorCode>('card.removed');
  });
  gone.catch(() => undefined);
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    try {
      const { messages, rest } = takeFrames(concat(buffer, chunk));
      buffer = rest;
      const [message] = messages;
      if (message === undefined) return;
      if (answered === undefined || messages.length > 1 || rest.length > 0 || message.length < 2) socket.destroy();
      else answered(message);
    } catch {
      socket.destroy();
    }
  });

  const inTurn = <T>(action: () => Promise<T>): Promise<T> => {
    const result = turn.then(() => (socket.destroyed ? gone : action()));
    turn = result.catch(() => undefined);
    return result;
  };
  const ask = async (message: Uint8Array): Promise<Bytes> => {
    const timer = setTimeout(() => socket.destroy(), answerWithin);
    const answer = new Promise<Bytes>((resolve) => {
      answered = resolve;
    });
    socket.write(frame(message));
    try {
      return await Promise.race([answer, gone]);
    } finally {
      clearTimeout(timer);
      answered = undefined;
    }
  };
  return {
    removed,
    atr: () => inTurn(() => ask(Uint8Array.of(control.atr))),
    power: (change) => inTurn(async () => void socket.write(frame(Uint8Array.of(control[change])))),
    transmit: (command) => {
      if (command.length < 4) throw new RangeError('a command APDU has four octets or more');
      return inTurn(() => ask(command));
    },
  };
}
