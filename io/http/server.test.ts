// Requests of the same moment at one listener.
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { listen } from './index.ts';

test('requests that arrive together begin in turns of the event loop, so that nothing else waits for all of them', async () => {
  const order: string[] = [];
  const fetch = () => {
    order.push('request');
    setImmediate(() => order.push('loop'));
    return new Response('done');
  };
  await using server = await listen({ fetch }, { port: 0 });
  const socket = connect(server.port, '127.0.0.1');
  await once(socket, 'connect');
  const request = `GET / HTTP/1.1\r\nhost: 127.0.0.1:${server.port}\r\n\r\n`;
  socket.write(request.repeat(6));
  while (order.length < 12) await new Promise((resolve) => setImmediate(resolve));
  socket.destroy();
  expect(order.join(' ')).not.toContain('request request request');
});
