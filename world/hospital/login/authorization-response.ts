// Step 13 of the road: a listener on a loopback port of the moment takes the answer, once (RFC 8252 7.3), and sends the browser on.
import { Hono } from 'hono';
import { type Listening, listen } from '../../../io/http/index.ts';

const path = '/sign-in/return';

/** Milliseconds that a person has for one sign-in. */
const patience = 600_000;

export interface Awaiting extends AsyncDisposable {
  readonly redirectUri: string;
}

/**
 * Listens for one answer. `take` is given the whole address; the browser is then sent on to what it gives. Anything but the first request
 * to the right path is turned away, and the port is given back after the answer or when the time is over.
 */
export async function awaitResponse(take: (address: URL) => Promise<string>): Promise<Awaiting> {
  let server: Listening | undefined;
  let isTaken = false;
  const close = async () => {
    clearTimeout(timer);
    await server?.[Symbol.asyncDispose]();
  };
  const app = new Hono();
  app.get(path, async (c) => {
    if (isTaken) return c.text('', 410);
    isTaken = true;
    const onward = await take(new URL(c.req.url));
    setTimeout(() => void close(), 100).unref();
    return c.redirect(onward, 303);
  });
  const timer = setTimeout(() => void close(), patience).unref();
  server = await listen(app, { port: 0 });
  return { redirectUri: `http://127.0.0.1:${server.port}${path}`, [Symbol.asyncDispose]: close };
}
