// The connection to the eID server: every POST of a sign-in over one TLS-PSK connection. TR-03124-1 2.6, TR-03112-7 2.6. When it breaks, because the
// node of the server at its other end is gone, the last message goes to another node, octet by octet the same: whatever was done with it is not
// done twice, the server has kept its answer.
import { setTimeout as wait } from 'node:timers/promises';
import { lookupLoopback } from '../../io/http/index.ts';
import { connectPsk, type PskConnection } from '../../io/tls-psk/index.ts';
import { equal } from '../../lib/bytes/index.ts';
import { paosHeaders, type TrustedChannel } from '../../lib/ecard/index.ts';
import { EidError, isEidError } from '../../lib/error/index.ts';
import type { ClientErrorCode } from './failure.ts';
import type { PaosConnection } from './login/index.ts';
import { agent } from './version.ts';

/** Milliseconds for the handshake and for each answer. */
const timeout = 30_000;

/** Milliseconds before each further attempt to reach the server. */
const patience: readonly number[] = [50, 250, 1000];

/**
 * Connects with the key of the TC token. Everything that goes wrong is `eid-server.down`, here and later; so is another certificate than the first
 * one, which was looked up in the description.
 */
export async function connectPaos(channel: TrustedChannel, pauses = patience): Promise<PaosConnection> {
  const address = new URL(channel.serverAddress);
  const connect = () => connectPsk({ address, identity: channel.sessionIdentifier, key: channel.psk, lookup: lookupLoopback, timeout });
  let connection: PskConnection | undefined = await down(attempts(connect, pauses));
  const { certificateHash } = connection;
  const reconnected = async (): Promise<PskConnection> => {
    const next = await connect();
    if (equal(next.certificateHash, certificateHash)) return next;
    next[Symbol.dispose]();
    throw new EidError<ClientErrorCode>('certificate.not-in-description');
  };
  const post = async (document: string) => {
    connection ??= await reconnected();
    try {
      return await connection.post(document, { ...paosHeaders, 'user-agent': agent });
    } catch (thrown) {
      connection[Symbol.dispose]();
      connection = undefined;
      throw thrown;
    }
  };
  return {
    certificateHash,
    async exchange(document) {
      const { status, body } = await down(attempts(() => post(document), pauses));
      if (status !== 200) throw new EidError<ClientErrorCode>('eid-server.down', { status });
      return body;
    },
    [Symbol.dispose]: () => connection?.[Symbol.dispose](),
  };
}

/** How a node that is gone, or going, looks like from here; a certificate or a silence of half a minute does not get better by trying again. */
const gone = ['psk.closed', 'psk.unreachable', 'psk.handshake'];

async function attempts<T>(attempt: () => Promise<T>, pauses: readonly number[]): Promise<T> {
  for (const pause of pauses) {
    try {
      return await attempt();
    } catch (thrown) {
      if (!isEidError(thrown) || !gone.includes(thrown.code)) throw thrown;
      await wait(pause);
    }
  }
  return await attempt();
}

async function down<T>(attempt: Promise<T>): Promise<T> {
  try {
    return await attempt;
  } catch (cause) {
    throw new EidError<ClientErrorCode>('eid-server.down', {}, { cause });
  }
}
