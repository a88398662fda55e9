// How a relying party answers a logout token: 200 when the sign-in is ended here, 400 for what is none, 503 to be told again. OpenID Connect Back-Channel Logout 1.0, 2.8.
import type { Context } from 'hono';
import { isEidError } from '../../lib/error/index.ts';
import type { Logger } from '../log/index.ts';
import type { LogoutReceiver } from './receiver.ts';

/**
 * Ends what the request's token names. Never throws.
 * @param end ends a sign-in here, by its `sid`
 * @param app whose log it is: a failure is `<app>.logout-failed`
 */
export async function answerLogout(
  c: Context,
  {
    logout,
    end,
    log,
    app,
  }: { readonly logout: LogoutReceiver; readonly end: (sid: string) => unknown; readonly log: Logger; readonly app: string },
): Promise<Response> {
  c.header('cache-control', 'no-store');
  try {
    await end(await logout.receive(String((await c.req.formData()).get('logout_token') ?? '')));
    return c.body(null, 200);
  } catch (thrown) {
    const isRefused = isEidError(thrown, 'logout.refused');
    log.warn(`${app}.logout-failed`, { refused: isRefused }, thrown);
    return c.json({ error: isRefused ? 'invalid_request' : 'temporarily_unavailable' }, isRefused ? 400 : 503);
  }
}
