// A program that a scene keeps running: ready when it says so, and ended with the scene.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Program extends AsyncDisposable {
  /** Standard output and standard error so far. */
  readonly said: () => string;
}

export interface ProgramOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** What it says when it is ready. */
  readonly ready: RegExp;
  /** Milliseconds that it has for it. */
  readonly within?: number;
}

/** Starts a program and waits until it is ready. Rejects with what it said when it is missing, ends, or takes too long. */
export async function startProgram(program: string, words: readonly string[], options: ProgramOptions): Promise<Program> {
  const { environment = {}, ready, within = 60_000 } = options;
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const failed = (why: string) => reject(new Error(`${program}: ${why}\n${said}`));
    const timer = setTimeout(() => failed('is not ready'), within);
    child.once('error', ({ message }) => failed(message));
    child.once('exit', (status, signal) => failed(`ended with ${status ?? signal}`));
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (part) => {
        said += part;
        if (!ready.test(said)) return;
        clearTimeout(timer);
        resolve();
      });
    }
  });
  return {
    said: () => said,
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        const timer = setTimeout(() => child.kill('SIGKILL'), 3_000);
        await once(child, 'exit');
        clearTimeout(timer);
      }
      await ended;
    },
  };
}

/** Debian's smart-card service, with vsmartcard's virtual reader: cards are put into it on 127.0.0.1:35963. */
export function startPcscd(): Promise<Program> {
  return startProgram('pcscd', ['--foreground', '--info'], { ready: /daemon ready/ });
}
