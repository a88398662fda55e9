import { expect, test } from 'vitest';
import { quiet } from '../../../io/log/index.ts';
import type { Card } from '../../../io/reader/index.ts';
import { parseXml } from '../../../io/xml/index.ts';
import { encodeCommand } from '../../../lib/apdu/index.ts';
import { hex, toHex, utf8 } from '../../../lib/bytes/index.ts';
import { encodeTransmit, parseTransmitResponse } from '../../../lib/ecard/index.ts';
import { xmlDocument } from '../../../lib/xml/index.ts';
import { createHolder } from '../testing/holder.ts';
import type { Authenticated, Means } from './state.ts';
import { transmit } from './transmit.ts';

/** Sends commands whose last octet is the first octet of the status word that the card answers with. */
async function send(inputs: readonly (readonly [string, readonly string[]])[], holder = createHolder()) {
  const seen: string[] = [];
  const card = {
    transmit: async (command: Parameters<Card['transmit']>[0]) => {
      const octets = encodeCommand(command);
      seen.push(toHex(octets));
      return { data: hex`AA`, status: ((octets[3] as number) << 8) | 0x82 };
    },
  } as unknown as Card;
  const state: Authenticated = { stage: 'authenticated', card };
  const octets = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));
  const message = encodeTransmit({
    inputs: inputs.map(([apdu, acceptable]) => ({ apdu: octets(apdu), acceptable: acceptable.map(octets) })),
  });
  const [, answer] = await transmit(state, parseXml(utf8(xmlDocument(message))), { holder, log: quiet } as unknown as Means, {
    mark: '00000000',
  });
  return { seen, ...parseTransmitResponse(parseXml(utf8(xmlDocument(answer)))) };
}

test('every command goes to the card as it came, and every answer back', async () => {
  const { result, outputs, seen } = await send([
    ['0cb0846a', []],
    ['0cb0856a', ['6a82']],
    ['0cb0866a', ['90', '6a']],
  ]);
  expect(seen).toEqual(['0cb0846a', '0cb0856a', '0cb0866a']);
  expect([result.major, outputs.map(toHex)]).toEqual(['ok', ['aa6a82', 'aa6a82', 'aa6a82']]);
});

test.each([['9000'], ['90'], ['6a83']])(
  'a status word that is not acceptable (%s) ends the batch, with the answers so far',
  async (acceptable) => {
    const { result, outputs, seen } = await send([
      ['0cb0846a', []],
      ['0cb0856a', [acceptable]],
      ['0cb0866a', []],
    ]);
    expect(seen).toHaveLength(2);
    expect([result.major, outputs.map(toHex)]).toEqual(['error', ['aa6a82', 'aa6a82']]);
  },
);

test('who has stopped, sends nothing more to the card', async () => {
  const holder = createHolder({ during: (event, cancel) => event === 'server' && cancel() });
  holder.progress('server');
  await expect(send([['0cb0846a', []]], holder)).rejects.toMatchObject({ code: 'user.cancelled' });
});
