// What stands before every page: the headers that make a browser careful, and the refusal of requests that did not come from here.
import type { Context, MiddlewareHandler } from 'hono';

export interface HeaderOptions {
  /** Origins that a form's answer may lead to, beside our own: a policy of 'self' stops a POST whose answer redirects away. */
  readonly formAction?: readonly string[];
}

/** Without inline script or style, without frames; forms only to ourselves and to these origins. */
export function contentPolicy(formAction: readonly string[] = []): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    `form-action ${["'self'", ...formAction].join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

/**
 * Content policy without inline script or style, no framing, no sniffing, nothing stored. An answer that has set one of these headers keeps its own.
 */
export function pageHeaders({ formAction = [] }: HeaderOptions = {}): MiddlewareHandler {
  const headers = {
    'content-security-policy': contentPolicy(formAction),
    'cache-control': 'no-store',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), usb=()',
    // Not `no-referrer`: under it a form's POST says `Origin: null`, and `ownPagesOnly` could not tell it from a stranger's.
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  };
  return async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(headers)) if (!c.res.headers.has(name)) c.res.headers.set(name, value);
  };
}

type Refuse = (c: Context) => Response | Promise<Response>;
const refuseShortly: Refuse = (c) => c.text('request.not-allowed', 403);

/**
 * Against cross-site request forgery: a request that changes something must say that it comes from our own origin
 * (Sec-Fetch-Site or Origin, which every current browser sends); with neither it is no browser, and then it may carry no cookie.
 */
export function ownPagesOnly(refuse: Refuse = refuseShortly): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
    const site = c.req.header('sec-fetch-site');
    const origin = c.req.header('origin');
    const own = origin === undefined ? undefined : origin === new URL(c.req.url).origin;
    const allowed = own ?? (site === undefined ? c.req.header('cookie') === undefined : site === 'same-origin');
    return allowed && (site === undefined || site === 'same-origin') ? next() : refuse(c);
  };
}

/** Against DNS rebinding: answers only under the names it was given (`host:port`, as the Host header has it). */
export function knownHostsOnly(hosts: readonly string[], refuse: Refuse = refuseShortly): MiddlewareHandler {
  return async (c, next) => (hosts.includes((c.req.header('host') ?? '').toLowerCase()) ? next() : refuse(c));
}
