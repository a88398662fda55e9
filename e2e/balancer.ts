// A stock TCP balancer (nginx, stream module) in front of two nodes, the second for when the first is gone.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** One address and the ports behind it, on loopback. */
export interface Balanced {
  readonly port: number;
  readonly first: number;
  readonly second: number;
}

/** Starts nginx; it is stopped when disposed. */
export async function startBalancer(services: readonly Balanced[]): Promise<AsyncDisposable> {
  const folder = mkdtempSync(join(tmpdir(), 'eszig-balancer-'));
  const stream = services.map(
    ({ port, first, second }) => `
  upstream nodes-${port} { server 127.0.0.1:${first} max_fails=0; server 127.0.0.1:${second} backup max_fails=0; }
  server { listen 127.0.0.1:${port}; proxy_pass nodes-${port}; proxy_connect_timeout 2s; proxy_timeout 10m; }`,
  );
  const file = join(folder, 'nginx.conf');
  writeFileSync(
    file,
    `load_module /usr/lib/nginx/modules/ngx_stream_module.so;
daemon off;
worker_processes 1;
${process.getuid?.() === 0 ? 'user root;' : ''}
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events { worker_connections 256; }
stream {
  limit_conn_zone $binary_remote_addr zone=clients:1m;
  limit_conn clients 100;${stream.join('')}
}
`,
  );
  const child = spawn('nginx', ['-e', join(folder, 'error.log'), '-p', folder, '-c', file], {
    stdio: 'ignore',
    env: { PATH: `${process.env['PATH']}:/usr/sbin` },
  });
  await Promise.all(services.map(({ port }) => listening(port, child)));
  return {
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function listening(port: number, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const socket = connect(port, '127.0.0.1');
    const open = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (open) return;
    await wait(20);
  }
  throw new Error('nginx does not start');
}
