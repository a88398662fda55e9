// What the EESZT's own portal asks for the person before it: the sign-ins that this person made anywhere. Nobody else may ask.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { History } from '../store/history.ts';

export interface HistoryNeeds {
  readonly history: History;
  /** The portal's bearer token. */
  readonly historyToken: string;
}

const Question = z.strictObject({ subject: z.string().regex(/^[\w-]{43}$/) });

export function historyRoutes({ history, historyToken }: HistoryNeeds): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(bodyLimit({ maxSize: 1024 }));
  app.post('/', async (c) => {
    const given = /^Bearer ([\x21-\x7e]+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? '';
    if (!sameSecret(given, historyToken)) return c.json({ code: 'request.not-allowed' }, 401, { 'www-authenticate': 'Bearer' });
    const question = Question.safeParse(await c.req.json().catch(() => undefined));
    if (!question.success) return c.json({ code: 'request.not-allowed' }, 400);
    return c.json({ signIns: await history.of(question.data.subject) }, 200, { 'cache-control': 'no-store' });
  });
  return app;
}

function sameSecret(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest();
  return timingSafeEqual(digest(left), digest(right));
}
