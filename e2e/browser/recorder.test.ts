import { Buffer } from 'node:buffer';
import { connect, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { found, recordTo, spellings } from './recorder.ts';

const secrets = ['Őszirózsa', '482915'];

test.each(secrets)('the search finds %s in every spelling, wherever it stands', (secret) => {
  for (const before of [0, 1, 2, 3, 7]) {
    const padded = Buffer.concat([Buffer.alloc(before, 'x'), Buffer.from(secret), Buffer.from('tail')]);
    const written = [
      padded,
      padded.toString('hex'),
      padded.toString('hex').toUpperCase(),
      padded.toString('base64'),
      padded.toString('base64url'),
    ];
    for (const text of written) expect(found([secret], Buffer.from(text))).toEqual([secret]);
  }
  for (const encoding of ['utf16le', 'utf8'] as const) expect(found([secret], Buffer.from(`a${secret}b`, encoding))).toEqual([secret]);
  expect(found([secret], Buffer.from(`a${secret}b`, 'utf16le').swap16())).toEqual([secret]);
  expect(spellings(secret).every((spelling) => spelling.length >= 6)).toBe(true);
});

test('a time that happens to hold the digits is no find', () => {
  expect(found(secrets, Buffer.from('1748291500000'))).toEqual([]);
  expect(found(secrets, Buffer.from('pin=482915&'))).toEqual(['482915']);
});

test('the recorder keeps both directions', async () => {
  const echo = createServer((socket) => socket.pipe(socket));
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
  const address = echo.address();
  using recorder = await recordTo(typeof address === 'object' && address !== null ? address.port : 0);
  const socket = connect(recorder.port, '127.0.0.1');
  await new Promise<void>((resolve) => socket.write('482915', () => socket.once('data', () => resolve())));
  socket.destroy();
  echo.close();
  const [conversation] = recorder.conversations();
  expect([conversation?.said.toString(), conversation?.told.toString()]).toEqual(['482915', '482915']);
});
