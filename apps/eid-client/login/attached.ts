// An attached eID server is the service itself: PAOS goes over the TLS session over which the TC token came, and there is no key. TR-03124-1 2.4 and 2.6.
import type { Cryptography } from '../../../lib/crypto/index.ts';
import { type AttachedChannel, type EcardErrorCode, paosHeaders } from '../../../lib/ecard/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import type { ClientErrorCode } from '../failure.ts';
import { agent } from '../version.ts';
import type { PaosConnection } from './state.ts';
import type { FetchedToken } from './tc-token.ts';
import { sameOrigin } from './tls-certificate.ts';

/** Octets of an answer. */
const largest = 1024 * 1024;

/**
 * The connection to the server that the token came from. Throws `ecard.channel` for a token that names another one; an exchange rejects with
 * `eid-server.down`, also where the TLS session is gone and cannot be taken up again.
 */
export function connectAttached(
  { serverAddress }: AttachedChannel,
  { address, certificates, sameSession }: Pick<FetchedToken, 'address' | 'certificates' | 'sameSession'>,
  { cryptography }: { readonly cryptography: Cryptography },
): PaosConnection {
  const certificate = certificates.at(-1);
  if (certificate === undefined || !sameOrigin(serverAddress, address)) {
    throw new EidError<EcardErrorCode>('ecard.channel', { element: 'ServerAddress' });
  }
  return {
    certificateHash: cryptography.hash('SHA-256', certificate),
    async exchange(document) {
      const headers = { ...paosHeaders, 'user-agent': agent };
      const answer = await sameSession(serverAddress, { method: 'POST', headers, body: document, largest }).catch((cause: unknown) => {
        throw new EidError<ClientErrorCode>('eid-server.down', {}, { cause });
      });
      if (answer.status !== 200) throw new EidError<ClientErrorCode>('eid-server.down', { status: answer.status });
      return new Uint8Array(await answer.arrayBuffer());
    },
    // The connection is the token's.
    [Symbol.dispose]: () => undefined,
  };
}
