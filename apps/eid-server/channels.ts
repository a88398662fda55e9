// Which TLS session belongs to which session: the client of an attached one is known by nothing else. TR-03124-1 2.4 and 2.6. On this node only: its TLS
// sessions are nobody else's.
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { Context } from 'hono';
import { bytes } from '../../lib/bytes/index.ts';
import type { Clock } from '../../lib/crypto/index.ts';
import { content, TlvReader } from '../../lib/tlv/index.ts';
import type { Peer } from './paos.ts';

/** Requests over a socket of ours. */
export type Env = { Bindings: { incoming: IncomingMessage } };

export interface Channels {
  /** Whether a client on this connection can be known again at all. */
  isNameable(c: Context<Env>): boolean;
  /** From now on, PAOS over this TLS session is of that session; of the latest, when there are several. */
  bind(c: Context<Env>, identity: string): void;
  /** The client of a TLS session that was bound, and has not lapsed. */
  peerOf(c: Context<Env>): Peer | undefined;
}

/** `lifetime`: milliseconds that a bound TLS session is remembered. */
export function createChannels(lifetime: number, clock: Clock): Channels {
  const bound = new Map<string, { readonly peer: Peer; readonly until: number }>();
  return {
    isNameable: (c) => channelOf(c) !== undefined,
    bind(c, identity) {
      const channel = channelOf(c);
      if (channel === undefined) throw new TypeError('a channel without a name');
      for (const [known, { until }] of bound) if (until <= clock()) bound.delete(known);
      bound.set(channel, { peer: { identity, attached: true }, until: clock() + lifetime });
    },
    peerOf(c) {
      const known = bound.get(channelOf(c) ?? '');
      return known !== undefined && known.until > clock() ? known.peer : undefined;
    },
  };
}

/**
 * What only the two ends of a TLS session have in common, and every connection that takes it up again: a hash of its master secret. `undefined` where
 * there is none (TLS 1.3 makes new secrets when a session is taken up).
 */
function channelOf(c: Context<Env>): string | undefined {
  const socket = c.env.incoming.socket as TLSSocket;
  const session = socket.getProtocol() === 'TLSv1.2' ? socket.getSession() : undefined;
  if (session === undefined) return undefined;
  // SSL_SESSION of OpenSSL: version, protocol, suite, identifier, master secret.
  const reader = new TlvReader(content(bytes(session), 0x30));
  for (const tag of [0x02, 0x02, 0x04, 0x04]) reader.take(tag);
  return createHash('sha256').update(reader.take(0x04)).digest('hex');
}
