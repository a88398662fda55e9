// Routes as a browser meets them at the portal's address: pages, and forms that carry their token.
import type { Hono } from 'hono';

export const origin = 'http://portal.localhost:8080';

/** What is typed into a form; several values where several are ticked. */
export type Typed = Readonly<Record<string, string | readonly string[]>>;

type Body = Typed | URLSearchParams | FormData | Uint8Array<ArrayBuffer>;

export function browse(app: Hono) {
  const { host } = new URL(origin);
  const get = async (path: string) => app.request(`${origin}${path}`, { headers: { host } });
  const post = async (path: string, body: Body, headers: Readonly<Record<string, string>> = {}) =>
    app.request(`${origin}${path}`, { method: 'POST', body: encoded(body), headers: { host, origin, ...headers } });
  /** The page at a path. */
  const text = async (path: string) => (await get(path)).text();
  /** The token of the form at a path. */
  const token = async (path: string) => /name="_form" value="([^"]+)"/.exec(await text(path))?.[1] ?? '';
  /** Opens a form and sends it, with its token. */
  const send = async (path: string, typed: Typed) => post(path.split('?')[0] ?? '', { _form: await token(path), ...typed });
  return { app, get, post, text, token, send };
}

function encoded(body: Body): URLSearchParams | FormData | Uint8Array<ArrayBuffer> {
  if (body instanceof URLSearchParams || body instanceof FormData || body instanceof Uint8Array) return body;
  return new URLSearchParams(Object.entries(body).flatMap(([name, value]) => [value].flat().map((one) => [name, one] as [string, string])));
}
