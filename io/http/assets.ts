// The files that pages load, from our own origin: one stylesheet (Designsystemet and our few rules) and the scripts of an app. In a single
// executable they lie within it, by the names of their addresses.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import { getAsset, isSea } from 'node:sea';
import { gzipSync } from 'node:zlib';
import { type Context, Hono } from 'hono';

interface Asset {
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly packed: Uint8Array<ArrayBuffer>;
  readonly tag: string;
}

let stylesheet: Asset | undefined;

/** The address of the stylesheet; it changes with its content, so that browsers may keep it for ever. */
export function stylesheetUrl(): string {
  return `/assets/eszig.css?v=${ownStylesheet().tag}`;
}

/** Serves `/assets/eszig.css` and the scripts: name → file, TypeScript is stripped of its types. Mount with `app.route('/', …)`. */
export function pageAssets(scripts: Readonly<Record<string, URL>> = {}): Hono {
  const app = new Hono();
  app.get('/assets/eszig.css', (c) => send(c, ownStylesheet(), 'public, max-age=31536000, immutable'));
  for (const [name, file] of Object.entries(scripts)) {
    let script: Asset | undefined;
    app.get(`/assets/${name}`, (c) => {
      script ??= asset('text/javascript; charset=utf-8', isSea() ? getAsset(name, 'utf8') : readScript(file));
      return send(c, script, 'no-cache');
    });
  }
  return app;
}

function ownStylesheet(): Asset {
  if (stylesheet !== undefined) return stylesheet;
  stylesheet = asset('text/css; charset=utf-8', isSea() ? getAsset('eszig.css', 'utf8') : readStyle());
  return stylesheet;
}

/** The stylesheet from its files. */
export function readStyle(): string {
  const { resolve } = createRequire(import.meta.url);
  const files = [resolve('@digdir/designsystemet-css'), resolve('@digdir/designsystemet-css/theme'), new URL('page.css', import.meta.url)];
  return files.map((file) => readFileSync(file, 'utf8')).join('\n');
}

/** A script as a browser takes it. */
export function readScript(file: URL): string {
  const text = readFileSync(file, 'utf8');
  return file.pathname.endsWith('.ts') ? stripTypeScriptTypes(text) : text;
}

function asset(type: string, text: string): Asset {
  const body = Uint8Array.from(Buffer.from(text, 'utf8'));
  const tag = createHash('sha256').update(body).digest('base64url').slice(0, 16);
  return { type, body, packed: Uint8Array.from(gzipSync(body)), tag };
}

function send(c: Context, { type, body, packed, tag }: Asset, caching: string): Response {
  const headers = { 'content-type': type, 'cache-control': caching, etag: `"${tag}"`, vary: 'accept-encoding' };
  if (c.req.header('if-none-match') === headers.etag) return new Response(null, { status: 304, headers });
  const packs = /\bgzip\b/.test(c.req.header('accept-encoding') ?? '');
  return packs ? new Response(packed, { headers: { ...headers, 'content-encoding': 'gzip' } }) : new Response(body, { headers });
}
