// The machine that personalises cards, as a process: its messages over HTTP on loopback, for the card office alone.
import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { createCryptography } from '../../../io/crypto/index.ts';
import { type Listening, listen } from '../../../io/http/index.ts';
import type { Logger } from '../../../io/log/index.ts';
import { type MachineMessage, machineMessages } from '../../../lib/card-lifecycle/index.ts';
import { isEidError } from '../../../lib/error/index.ts';
import { MachineConfig } from './config.ts';
import { createEscrow } from './escrow.ts';
import { createMachine, type Machine } from './machine.ts';

export { MachineConfig as configuration } from './config.ts';

/** Starts the machine on 127.0.0.1. Errors: `http.port-taken`. */
export async function start(config: MachineConfig, { log }: { readonly log: Logger }): Promise<Listening> {
  const { port, tokenFile, keyFile, cards } = MachineConfig.parse(config);
  const read = (file: string) => readFileSync(file, 'utf8').trim();
  const machine = createMachine({ cards, escrow: createEscrow(read(keyFile)), cryptography: createCryptography() });
  return listen(machineApp(machine, { token: read(tokenFile), log }), { port });
}

/** `POST` of a message's path, with the office's token; what the machine refuses is a problem (RFC 9457) with its code. */
export function machineApp(machine: Machine, { token, log }: { readonly token: string; readonly log: Logger }): Hono {
  const app = new Hono();
  app.use(bodyLimit({ maxSize: 256 * 1024 }));
  app.use(async (c, next) =>
    sameSecret(c.req.header('authorization') ?? '', `Bearer ${token}`) ? next() : problem(c, 'request.not-allowed', 401),
  );
  for (const name of Object.keys(machineMessages) as MachineMessage[]) {
    const { path, request } = machineMessages[name];
    const run = machine[name] as (request: unknown) => Promise<object>;
    app.post(path, async (c) => {
      const answer = await run(request.parse(await c.req.json().catch(() => undefined)));
      log.info('machine.done', { message: name });
      return c.json(answer);
    });
  }
  app.notFound((c) => problem(c, 'request.not-allowed', 404));
  app.onError((thrown, c) => {
    if (thrown instanceof z.ZodError) return problem(c, 'request.malformed', 400);
    if (isEidError(thrown) && /^machine\./.test(thrown.code)) return problem(c, thrown.code, 409);
    log.error('machine.failed', {}, thrown);
    return problem(c, 'internal', 500);
  });
  return app;
}

/** Compares by digest, so that time tells neither length nor content. */
function sameSecret(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest();
  return timingSafeEqual(digest(left), digest(right));
}

function problem(c: Context, code: string, status: 400 | 401 | 404 | 409 | 500): Response {
  return c.json({ type: 'about:blank', code, status }, status, { 'content-type': 'application/problem+json' });
}
