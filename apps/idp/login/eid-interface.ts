// To the eID server over mutual TLS: how useID and getResult travel, signed at both ends when it is wanted (TR-03130-1 3.2 and 3.5), and what it says of
// cards that have ended.
import { z } from 'zod';
import { createFetch } from '../../../io/http/index.ts';
import type { Reloading, TlsMaterial } from '../../../io/keys/index.ts';
import { signSoap, verifySoap } from '../../../io/ws-security/index.ts';
import { parseXml } from '../../../io/xml/index.ts';
import { type Bytes, bytes } from '../../../lib/bytes/index.ts';
import type { Clock } from '../../../lib/crypto/index.ts';
import { EidError, isEidError } from '../../../lib/error/index.ts';
import { parseSoap, type XmlElement } from '../../../lib/xml/index.ts';
import type { FailureCode } from './failure.ts';

/** Posts a SOAP document, gives the element in the answer's body. Errors: `eid-server.down` for anything that is no answer. */
export type CallEidServer = (action: string, document: string) => Promise<XmlElement>;

export interface EidInterfaceOptions {
  readonly url: string;
  /** Our client certificate and its key, as they are renewed. */
  readonly own: Pick<Reloading<TlsMaterial>, 'value' | 'follow'>;
  /** PEM: the authority of the server's certificate. */
  readonly authority: string;
  /**
   * WS-Security: the certificate (PEM) that signs the server's answers, as it is now. With it our requests are signed by our key, and no answer is believed
   * without a signature by this one, or by the one before while it is being renewed.
   */
  readonly answersSignedBy?: () => Promise<string>;
  readonly clock: Clock;
}

export interface EidInterface extends Disposable {
  readonly call: CallEidServer;
  /** Our collected sessions whose cards have ended since: SHA-256 of Session/ID, hexadecimal. Errors: `eid-server.down`. */
  readonly askEnded: () => Promise<readonly string[]>;
}

/** Milliseconds after which a call has failed. */
const longestCall = 10_000;

const Ended = z.strictObject({ sessions: z.array(z.string().regex(/^[0-9a-f]{64}$/)) });

export function openEidInterface(options: EidInterfaceOptions): EidInterface {
  const { url, own, authority, answersSignedBy, clock } = options;
  const open = () => createFetch({ ca: authority, timeout: longestCall, ...own.value });
  let fetch = open();
  const earlier = new Set<Disposable>();
  const close = (one: Disposable) => {
    earlier.delete(one);
    one[Symbol.dispose]();
  };
  // Connections are made with the certificate of now; those of before end when the last answer on them must be there.
  own.follow(() => {
    const before = fetch;
    earlier.add(before);
    fetch = open();
    setTimeout(() => close(before), 2 * longestCall).unref();
  });
  const signed = (document: string) => {
    const { cert: certificate, key: privateKey } = own.value;
    return answersSignedBy === undefined ? document : signSoap(document, { certificate, privateKey }, clock());
  };
  let known: readonly string[] = [];
  const verified = (octets: Bytes, certificate: string) => {
    try {
      return verifySoap(octets, certificate, clock());
    } catch (thrown) {
      if (!isEidError(thrown, 'ws-security.refused')) throw thrown;
      return undefined;
    }
  };
  const read = async (octets: Bytes): Promise<XmlElement> => {
    if (answersSignedBy === undefined) return parseSoap(parseXml(octets)).body;
    const believed = known.map((certificate) => verified(octets, certificate)).find((body) => body !== undefined);
    if (believed !== undefined) return believed;
    const now = await answersSignedBy();
    known = [now, ...known.filter((certificate) => certificate !== now)].slice(0, 2);
    return verifySoap(octets, now, clock());
  };
  const call: CallEidServer = async (action, document) => {
    try {
      const headers = { 'content-type': 'text/xml; charset=utf-8', soapaction: `"${action}"` };
      const answer = await fetch(url, { method: 'POST', headers, body: signed(document) });
      if (answer.status !== 200) throw new EidError('http.status', { status: answer.status });
      return await read(bytes(new Uint8Array(await answer.arrayBuffer())));
    } catch (cause) {
      throw new EidError<FailureCode>('eid-server.down', {}, { cause });
    }
  };
  const askEnded = async () => {
    try {
      const answer = await fetch(new URL('/ended', url));
      if (answer.status !== 200) throw new EidError('http.status', { status: answer.status });
      return Ended.parse(await answer.json()).sessions;
    } catch (cause) {
      throw new EidError<FailureCode>('eid-server.down', {}, { cause });
    }
  };
  return { call, askEnded, [Symbol.dispose]: () => [fetch, ...earlier].forEach(close) };
}
