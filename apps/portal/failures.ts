// What a failure comes to: a line in the log, and the page that tells it.
import type { Context } from 'hono';
import { chooseLanguage } from '../../io/http/index.ts';
import type { Logger } from '../../io/log/index.ts';
import { isEidError } from '../../lib/error/index.ts';
import { type ErrorCode, errorCode } from '../../lib/phrases/index.ts';
import { failurePage } from './pages/anyone/failure.ts';

/** Failures that are the server's and not the person's. */
const unavailable: readonly ErrorCode[] = ['database.unreachable', 'idp.down', 'directory.down'];

/** The page of a failure, with the status that says the same to a program. */
export function fail(c: Context, code: ErrorCode): Response | Promise<Response> {
  const status =
    code === 'internal'
      ? 500
      : unavailable.includes(code)
        ? 503
        : code === 'request.not-allowed' || code === 'account.role-ended' || code === 'matrix.not-administrator'
          ? 403
          : 400;
  return c.html(failurePage({ language: chooseLanguage(c), url: c.req.url }, code), status);
}

/** What a thrown value is called, written to the log. */
export function note(log: Logger, thrown: unknown): ErrorCode {
  const code = errorCode(isEidError(thrown) ? thrown.code : undefined);
  if (code === 'internal' || unavailable.includes(code)) log.error('portal.failed', { code }, thrown);
  else log.info('portal.refused', { code });
  return code;
}
