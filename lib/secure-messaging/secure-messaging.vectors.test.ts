// The BSI worked example's secure messaging, and more octets made with the same keys.
import { describe, expect, test } from 'vitest';
import { createCryptography } from '../../io/crypto/index.ts';
import vectors from '../../vectors/pace-ecdh-gm.json' with { type: 'json' };
import { encodeCommand, encodeResponse, parseCommand, parseResponse } from '../apdu/index.ts';
import { type Bytes, hex, parseHex, toHex } from '../bytes/index.ts';
import { openChannel, protect, receive, respond, unprotect } from './index.ts';

const octets = (text: string) => parseHex(text) as Bytes;
const example = vectors.examples.find(({ name }) => name === 'BSI EAC2 worked example') as (typeof vectors.examples)[number];
const fresh = openChannel(createCryptography(), { encryption: octets(example.kEnc), mac: octets(example.kMac) });
const at = (counter: number) => ({ ...fresh, counter: counter - 1 });

describe('BSI EAC2 worked example: secure messaging', () => {
  const rows = [
    {
      counter: 1,
      plain: { cla: 0x00, ins: 0x22, p1: 0x81, p2: 0xb6, data: hex`830D 44454356434141543030303031` },
      travels: '0C2281B61D871101BE90237EEB4BA0FF253EA246AE31C8B88E0892D21C73A1DFE99900',
    },
    { counter: 3, plain: { cla: 0x00, ins: 0xb0, p1: 0x9d, p2: 0, expected: 256 }, travels: '0CB09D000D9701008E08A2786ABEF3A14EBF00' },
    { counter: 5, plain: { cla: 0x00, ins: 0x2c, p1: 0x03, p2: 0x03 }, travels: '0C2C03030A8E08B329E54B2B02E01400' },
  ];

  test.each(rows)('the command with counter $counter', ({ counter, plain, travels }) => {
    expect(toHex(encodeCommand(protect(at(counter), plain)[1]))).toBe(travels.toLowerCase());
    expect(receive(at(counter), parseCommand(octets(travels)))[1]).toEqual(plain);
  });

  test.each([
    { counter: 2, plain: '9000', travels: '990290008E08A89570A68664A7D69000' },
    { counter: 4, plain: '6104130249449000', travels: '8711014D7ADE955B8FE901A558709D68CACBAB990290008E08955A7DB6818BD5489000' },
  ])('the response with counter $counter', ({ counter, plain, travels }) => {
    const [next, response] = respond(at(counter), parseResponse(octets(plain)), 0xb0);
    expect(toHex(encodeResponse(response))).toBe(travels.toLowerCase());
    expect(next.counter).toBe(counter);
    expect(toHex(encodeResponse(unprotect(at(counter), parseResponse(octets(travels)))[1]))).toBe(plain);
  });
});
