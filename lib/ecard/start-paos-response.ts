// StartPAOSResponse: the server's last word; the client closes the channel and sends the browser back. TR-03112-7 2.6.
import { encodeResult, expectElement, type Markup, parseResult, type Result, type XmlElement } from '../xml/index.ts';
import { iso } from './namespaces.ts';
import { isoElement } from './paos.ts';

export function parseStartPaosResponse(body: XmlElement): Result {
  expectElement(body, 'StartPAOSResponse', iso);
  return parseResult(body);
}

export function encodeStartPaosResponse(result: Result): Markup {
  return isoElement('StartPAOSResponse', encodeResult(result));
}
