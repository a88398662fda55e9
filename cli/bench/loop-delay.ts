// By how much the event loops of eID server and identity provider are late, each a process of its own, with 64 sign-ins in flight.
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { EidError } from '../../lib/error/index.ts';
import { startWorld } from '../up/world.ts';
import { type BenchResult, round } from './bench.ts';
import { crowd } from './crowd.ts';
import type { Lateness } from './monitor.ts';
import { temporaryFolder } from './process.ts';

const apart = ['eid-server', 'idp'] as const;

export async function measure(): Promise<BenchResult> {
  using folder = temporaryFolder();
  await using world = await startWorld({
    data: folder.path,
    portBase: 'free',
    without: ['eid-client', 'hospital', ...apart],
    logLevel: 'silent',
  });
  const started = (name: (typeof apart)[number]) => serve(name, join(world.folder.config, `${name}.json`));
  const servers = [await started('eid-server'), await started('idp')] as const;
  try {
    const signIns = crowd(world, { processes: 2, inFlight: 64, seconds: 12 });
    signIns.catch(() => undefined);
    await wait(5_000);
    for (const server of servers) server.send('begin');
    await wait(6_000);
    const [eidServer, idp] = await Promise.all([ask(servers[0]), ask(servers[1])]);
    const count = (await signIns).length;
    return {
      milliseconds: round(Math.max(eidServer.late, idp.late)),
      reference: 'the later of the two at its 99th percentile, 64 sign-ins in flight',
      eidServer: round(eidServer.late),
      eidServerOwn: round(eidServer.own),
      idp: round(idp.late),
      idpOwn: round(idp.own),
      signIns: count,
    };
  } finally {
    await Promise.all(servers.map(end));
  }
}

function serve(name: string, config: string): Promise<ChildProcess> {
  const main = join(import.meta.dirname, '..', 'main.ts');
  const monitor = new URL('monitor.ts', import.meta.url).href;
  return new Promise((resolve, reject) => {
    const child = fork(main, ['serve', name, '--config', config], {
      stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
      execArgv: ['--disable-warning=ExperimentalWarning', '--import', monitor],
    });
    child.once('exit', () => reject(new EidError('bench.not-ready')));
    child.stdout?.on('data', (text: Buffer) => text.includes('ready') && resolve(child));
  });
}

function ask(server: ChildProcess): Promise<Lateness> {
  return new Promise((resolve) => {
    server.once('message', (answer) => resolve(answer as Lateness));
    server.send('end');
  });
}

async function end(server: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  await ended;
}
