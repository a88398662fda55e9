// SOAP over mutual TLS to the eID server: how useID and getResult travel. TR-03130-1 3.2.
import { createFetch } from '../../../io/http/index.ts';
import { parseXml } from '../../../io/xml/index.ts';
import { bytes } from '../../../lib/bytes/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import { parseSoap, type XmlElement } from '../../../lib/xml/index.ts';
import type { FailureCode } from './failure.ts';

/** Posts a SOAP document, gives the element in the answer's body. Errors: `eid-server.down` for anything that is no answer. */
export type CallEidServer = (action: string, document: string) => Promise<XmlElement>;

export interface EidInterfaceOptions {
  readonly url: string;
  /** PEM: our client certificate and its key, and the authority of the server's certificate. */
  readonly certificate: string;
  readonly key: string;
  readonly authority: string;
}

export function openEidInterface({ url, certificate, key, authority }: EidInterfaceOptions): CallEidServer & Disposable {
  const fetch = createFetch({ ca: authority, cert: certificate, key });
  const call: CallEidServer = async (action, document) => {
    try {
      const headers = { 'content-type': 'text/xml; charset=utf-8', soapaction: `"${action}"` };
      const answer = await fetch(url, { method: 'POST', headers, body: document });
      if (answer.status !== 200) throw new EidError('http.status', { status: answer.status });
      return parseSoap(parseXml(bytes(new Uint8Array(await answer.arrayBuffer())))).body;
    } catch (cause) {
      throw new EidError<FailureCode>('eid-server.down', {}, { cause });
    }
  };
  return Object.assign(call, { [Symbol.dispose]: () => fetch[Symbol.dispose]() });
}
