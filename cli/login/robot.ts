// A browser without a screen: cookies by host as browsers keep them, redirects, forms, and the page that it stands on.
import type { Fetch } from '../../io/http/index.ts';
import { EidError } from '../../lib/error/index.ts';

/** A page as our apps write it: its name and state, and what leads on from it. */
export interface RobotPage {
  readonly address: string;
  readonly status: number;
  /** `<app>.<page>`; empty for anything that is no page of ours. */
  readonly id: string;
  readonly state: string;
  readonly text: string;
}

export interface Robot {
  get(address: string): Promise<RobotPage>;
  post(address: string, fields?: Readonly<Record<string, string>>): Promise<RobotPage>;
}

const mostRedirects = 10;

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

export function createRobot(fetch: Fetch, language: string): Robot {
  /** By host name: browsers keep one jar for all ports of a host. */
  const jars = new Map<string, Cookie[]>();

  async function go(method: string, address: string, fields?: Readonly<Record<string, string>>): Promise<RobotPage> {
    let [here, how, body] = [new URL(address), method, fields];
    const origin = here.origin;
    for (let hop = 0; hop <= mostRedirects; hop++) {
      const headers = new Headers({ accept: 'text/html', 'accept-language': language });
      const cookie = cookiesFor(jars.get(here.hostname) ?? [], here.pathname);
      if (cookie !== '') headers.set('cookie', cookie);
      if (how === 'POST') headers.set('origin', origin);
      const answer = await fetch(here, { method: how, headers, ...(how === 'POST' ? { body: new URLSearchParams(body) } : {}) });
      jars.set(here.hostname, answer.headers.getSetCookie().reduce(keep, jars.get(here.hostname) ?? []));
      const location = answer.headers.get('location');
      if (answer.status < 300 || answer.status > 399 || location === null) return pageOf(here.href, answer.status, await answer.text());
      here = new URL(location, here);
      if (answer.status !== 307) [how, body] = ['GET', undefined];
    }
    throw new EidError('internal', { at: 'redirects' });
  }

  return { get: (address) => go('GET', address), post: (address, fields = {}) => go('POST', address, fields) };
}

function pageOf(address: string, status: number, text: string): RobotPage {
  const [, id = '', state = ''] = /<html[^>]* data-page="([^"]*)" data-state="([^"]*)"/.exec(text) ?? [];
  return { address, status, id, state, text };
}

function cookiesFor(jar: readonly Cookie[], path: string): string {
  const sent = jar.filter((cookie) => path === cookie.path || path.startsWith(cookie.path.endsWith('/') ? cookie.path : `${cookie.path}/`));
  return sent.map(({ name, value }) => `${name}=${value}`).join('; ');
}

/** The jar after a Set-Cookie: one cookie per name and path; an expired one is gone. @see RFC 6265 5.3 */
function keep(jar: readonly Cookie[], header: string): Cookie[] {
  const [pair = '', ...attributes] = header.split(';').map((part) => part.trim());
  const cut = pair.indexOf('=');
  const [name, value] = [pair.slice(0, cut), pair.slice(cut + 1)];
  const attribute = (wanted: string) => attributes.find((one) => one.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1);
  const path = attribute('path') ?? '/';
  const [age, expires] = [attribute('max-age'), attribute('expires')];
  const gone = age === undefined ? expires !== undefined && Date.parse(expires) <= Date.now() : Number(age) <= 0;
  const others = jar.filter((cookie) => cookie.name !== name || cookie.path !== path);
  return gone ? others : [...others, { name, value, path }];
}
