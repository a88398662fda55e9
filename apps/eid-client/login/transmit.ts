// Transmit: commands that the eID server made for the card, carried there and back. Nothing in them is ours to read. TR-03112-6 3.2.2.
import { encodeResponse, parseCommand } from '../../../lib/apdu/index.ts';
import type { Bytes } from '../../../lib/bytes/index.ts';
import { encodeTransmitResponse, failed, isAcceptable, ok, parseTransmit } from '../../../lib/ecard/index.ts';
import type { Markup, XmlElement } from '../../../lib/xml/index.ts';
import type { Authenticated, Means, Visit } from './state.ts';

/** Sends each command; the first answer that is not acceptable ends the batch, and goes back with the ones before it. */
export async function transmit(
  state: Authenticated,
  body: XmlElement,
  { holder, log }: Means,
  { mark }: Pick<Visit, 'mark'>,
): Promise<readonly [Authenticated, Markup]> {
  const { inputs } = parseTransmit(body);
  const outputs: Bytes[] = [];
  for (const [i, input] of inputs.entries()) {
    holder.cancelled.throwIfAborted();
    const answer = await state.card.transmit(parseCommand(input.apdu));
    const output = encodeResponse(answer);
    outputs.push(output);
    log.debug('apdu', { session: mark, number: i + 1, of: inputs.length, status: answer.status.toString(16) });
    if (!isAcceptable(input, answer.status)) {
      return [state, encodeTransmitResponse({ result: failed('unknownError', 'status word not acceptable'), outputs })];
    }
  }
  return [state, encodeTransmitResponse({ result: ok, outputs })];
}
