// The directory over HTTP: who calls, may they, do it, and say what went wrong.
import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Kysely } from 'kysely';
import type { Logger } from '../../io/log/index.ts';
import type { Clock } from '../../lib/crypto/index.ts';
import { EidError } from '../../lib/error/index.ts';
import type { Right } from './config.ts';
import type { Matching } from './matching/match.ts';
import { openApi } from './openapi.ts';
import { type Operation, operations } from './operations.ts';
import { type DirectoryErrorCode, problemAnswer, problemOf } from './problems.ts';
import type { Tables } from './store/tables.ts';

/** A caller with their bearer token. */
export type Caller = { readonly name: string; readonly token: string; readonly rights: readonly Right[] };

export type DirectoryParts = {
  readonly db: Kysely<Tables>;
  readonly callers: readonly Caller[];
  readonly matching: Matching;
  readonly clock: Clock;
  readonly log: Logger;
};

/** All routes. `/health` and `/openapi.json` are open to anyone; everything else wants a caller's token. */
export function directoryApp({ db, callers, matching, clock, log }: DirectoryParts): Hono {
  const app = new Hono();
  const description = openApi();
  app.get('/health', async (c) => {
    await db.selectFrom('institution').select('id').limit(1).execute();
    return c.json({ status: 'ok' });
  });
  app.get('/openapi.json', (c) => c.json(description));
  app.use(bodyLimit({ maxSize: 8 * 1024 * 1024 }));
  for (const operation of operations) {
    app.on(operation.method, operation.path.replace(/\{(\w+)\}/g, ':$1'), async (c) => {
      allow(callers, c.req.header('authorization'), operation.right);
      const body = operation.request === undefined ? undefined : await readJson(c.req.raw);
      const parameters = { ...pick(c.req.query(), operation), ...c.req.param() };
      const answer = await operation.run({ db, matching, parameters, body, now: clock() });
      return operation.answer === undefined ? c.body(null, 204) : c.json(answer as object);
    });
  }
  app.notFound(() => problemAnswer(problemOf(new EidError<DirectoryErrorCode>('directory.unknown'))));
  app.onError((thrown) => {
    const problem = problemOf(thrown);
    if (problem.status >= 500) log.error('directory.failed', { code: problem.code }, thrown);
    return problemAnswer(problem);
  });
  return app;
}

function allow(callers: readonly Caller[], authorization: string | undefined, right: Right): void {
  const token = /^Bearer ([\x21-\x7e]+)$/i.exec(authorization ?? '')?.[1];
  const caller = callers.find((known) => token !== undefined && sameSecret(known.token, token));
  if (caller === undefined) throw new EidError<DirectoryErrorCode>('directory.unauthenticated');
  if (!caller.rights.includes(right)) throw new EidError<DirectoryErrorCode>('directory.not-allowed');
}

/** Compares by digest, so that time tells neither length nor content. */
function sameSecret(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest();
  return timingSafeEqual(digest(left), digest(right));
}

async function readJson(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch (cause) {
    throw new EidError('entitlement.malformed', { at: '' }, { cause });
  }
}

/** The query parameters that the operation knows; others are refused, so that a misspelt filter never means "all". */
function pick(query: Readonly<Record<string, string>>, operation: Operation): Readonly<Record<string, string>> {
  const stranger = Object.keys(query).find((name) => !(operation.query ?? []).includes(name));
  if (stranger !== undefined) throw new EidError('entitlement.malformed', { at: 'query' });
  return query;
}
