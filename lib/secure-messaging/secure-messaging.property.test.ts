import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCryptography } from '../../io/crypto/index.ts';
import { type CommandApdu, encodeCommand, encodeResponse, parseCommand, parseResponse } from '../apdu/index.ts';
import { bytes } from '../bytes/index.ts';
import { isEidError } from '../error/index.ts';
import { importChannel, openChannel, protect, receive, respond, unprotect } from './index.ts';

const cryptography = createCryptography();
const octets = (maxLength: number) => fc.uint8Array({ maxLength }).map(bytes);
const octet = fc.integer({ min: 0, max: 255 });
const keySizes = fc.constantFrom(16, 24, 32);
const channels = keySizes.map((size) =>
  openChannel(cryptography, { encryption: cryptography.random(size), mac: cryptography.random(size) }),
);
const commands: fc.Arbitrary<CommandApdu> = fc
  .record({
    cla: fc.constantFrom(0x00, 0x10, 0x80),
    ins: octet,
    p1: octet,
    p2: octet,
    data: fc.option(fc.oneof(octets(40), octets(600))),
    expected: fc.option(fc.oneof(fc.integer({ min: 1, max: 256 }), fc.integer({ min: 257, max: 65536 }))),
  })
  .map(({ data, expected, ...header }) => ({ ...header, ...(data?.length && { data }), ...(expected && { expected }) }));

test('what one end protects the other end opens, for every key size and command form, over the wire', () => {
  fc.assert(
    fc.property(
      channels,
      fc.array(fc.tuple(commands, octets(300), fc.integer({ min: 0x6100, max: 0x9fff })), { maxLength: 5 }),
      (opened, exchanges) => {
        let [terminal, chip] = [opened, opened];
        for (const [command, data, status] of exchanges) {
          const [waiting, sent] = protect(terminal, command);
          const [received, inner] = receive(chip, parseCommand(encodeCommand(sent)));
          const { extended: _, ...plain } = inner;
          expect(plain).toEqual(command);
          const [next, response] = respond(received, { data, status }, inner.ins);
          const [after, answer] = unprotect(waiting, parseResponse(encodeResponse(response)));
          expect(answer).toEqual({ data, status });
          [terminal, chip] = [after, next];
          expect(terminal.counter).toBe(chip.counter);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('both decoders and the import of a channel throw nothing but EidError on any octets', () => {
  const objects = fc
    .array(fc.tuple(fc.constantFrom(0x85, 0x87, 0x97, 0x99, 0x8e, 0x7f), octets(20)))
    .map((list) => bytes(list.flatMap(([tag, value]) => [tag, value.length, ...value])));
  fc.assert(
    fc.property(channels, fc.oneof(octets(80), objects), octet, (channel, data, ins) => {
      const works = [
        () => receive(channel, { cla: 0x0c, ins, p1: 0, p2: 0, data, expected: 256 }),
        () => unprotect(channel, { data, status: 0x9000 }),
        () => importChannel(cryptography, data),
      ];
      for (const work of works) {
        try {
          work();
        } catch (error) {
          expect(isEidError(error)).toBe(true);
        }
      }
    }),
  );
});
