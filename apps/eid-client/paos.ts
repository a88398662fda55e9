// The connection to the eID server: every POST of a sign-in over one TLS-PSK connection. TR-03124-1 2.6, TR-03112-7 2.6.
import { lookupLoopback } from '../../io/http/index.ts';
import { connectPsk } from '../../io/tls-psk/index.ts';
import { paosHeaders, type TrustedChannel } from '../../lib/ecard/index.ts';
import { EidError } from '../../lib/error/index.ts';
import type { ClientErrorCode } from './failure.ts';
import type { PaosConnection } from './login/index.ts';
import { agent } from './version.ts';

/** Milliseconds for the handshake and for each answer. */
const timeout = 30_000;

/** Connects with the key of the TC token. Everything that goes wrong is `eid-server.down`, here and later. */
export async function connectPaos({ serverAddress, sessionIdentifier, psk }: TrustedChannel): Promise<PaosConnection> {
  const address = new URL(serverAddress);
  const connection = await down(connectPsk({ address, identity: sessionIdentifier, key: psk, lookup: lookupLoopback, timeout }));
  return {
    certificateHash: connection.certificateHash,
    async exchange(document) {
      const { status, body } = await down(connection.post(document, { ...paosHeaders, 'user-agent': agent }));
      if (status !== 200) throw new EidError<ClientErrorCode>('eid-server.down', { status });
      return body;
    },
    [Symbol.dispose]: () => connection[Symbol.dispose](),
  };
}

async function down<T>(attempt: Promise<T>): Promise<T> {
  try {
    return await attempt;
  } catch (cause) {
    throw new EidError<ClientErrorCode>('eid-server.down', {}, { cause });
  }
}
