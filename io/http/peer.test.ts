import { connect, createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { ownerIn, peerUser } from './peer.ts';

const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:6097 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 31337 1
   1: 0100007F:6097 0100007F:D431 01 00000000:00000000 00:00000000 00000000  1000        0 31338 1
   2: 0100007F:D431 0100007F:6097 01 00000000:00000000 00:00000000 00000000  1001        0 31339 1`;
const table6 = `  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000000000000000000001000000:D431 00000000000000000000000001000000:6097 01 00000000:00000000 00:00000000 00000000  1002        0 4 1`;
const ours = { localAddress: '127.0.0.1', localPort: 24727 };

test('the other end of a connection is looked up, not our own end of it', () => {
  expect(ownerIn(table, { ...ours, remoteAddress: '127.0.0.1', remotePort: 0xd431 })).toBe(1001);
  expect(ownerIn(table6, { localAddress: '::1', localPort: 24727, remoteAddress: '::1', remotePort: 0xd431 })).toBe(1002);
  expect(ownerIn(table, { ...ours, remoteAddress: '127.0.0.1', remotePort: 0xd432 })).toBeUndefined();
  expect(ownerIn(table, { ...ours, remoteAddress: '127.0.0.2', remotePort: 0xd431 })).toBeUndefined();
  expect(ownerIn('', { ...ours, remoteAddress: '127.0.0.1', remotePort: 0xd431 })).toBeUndefined();
});

test.runIf(process.platform === 'linux')('a connection of this process is this user’s, and one that is no more is nobody’s', async () => {
  for (const host of ['127.0.0.1', '::1']) {
    const met = Promise.withResolvers<Socket>();
    const server = createServer(met.resolve).listen(0, host);
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const client = connect({ host, port });
    const socket = await met.promise;
    expect(await peerUser(socket)).toBe(process.getuid?.());
    client.destroy();
    server.close();
    socket.destroy();
  }
  expect(await peerUser({})).toBe('nobody');
  expect(await peerUser({ ...ours, remoteAddress: '127.0.0.1', remotePort: 1 })).toBe('nobody');
});
