// What a failure comes to: a line in the log, and the page that tells it.
import type { Context } from 'hono';
import { chooseLanguage } from '../../io/http/index.ts';
import type { Logger } from '../../io/log/index.ts';
import { isEidError } from '../../lib/error/index.ts';
import { type ErrorCode, errorCode } from '../../lib/phrases/index.ts';
import type { Account } from './account.ts';
import { failurePage } from './pages/failure.ts';

/** Failures that are the server's and not the person's. */
const unavailable: readonly ErrorCode[] = ['database.unreachable', 'idp.down'];

/** The page of a failure, with the status that says the same to a program. */
export function fail(c: Context, code: ErrorCode, account?: Account): Response | Promise<Response> {
  return c.html(failurePage({ language: chooseLanguage(c), url: c.req.url, account }, code), statusOf(code));
}

function statusOf(code: ErrorCode): 400 | 403 | 409 | 500 | 503 {
  if (code === 'internal') return 500;
  if (unavailable.includes(code)) return 503;
  if (code === 'request.not-allowed') return 403;
  return code === 'register.changed-meanwhile' ? 409 : 400;
}

/** What a thrown value is called, written to the log. */
export function note(log: Logger, thrown: unknown): ErrorCode {
  const code = errorCode(isEidError(thrown) ? thrown.code : undefined);
  if (code === 'internal' || unavailable.includes(code)) log.error('office.failed', { code }, thrown);
  else log.info('office.refused', { code });
  return code;
}
