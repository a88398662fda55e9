// For the tests and the benchmark: a browser as far as a sign-in needs one, without pages.
import type { Fetch } from '../../../io/http/index.ts';

export interface Place {
  readonly fetch: Fetch;
  readonly issuer: string;
  /** Sets a sign-in to its end, as this person's card would. */
  passCard(uid: string, person: number): Promise<void>;
}

/** Follows addresses as a browser does: one jar of cookies with their paths. */
export function browser({ fetch, issuer, passCard }: Place) {
  const jar = new Map<string, { value: string; path: string }>();

  async function go(address: string, init: { method?: string; body?: URLSearchParams; headers?: Record<string, string> } = {}) {
    const url = new URL(address, issuer);
    const cookie = [...jar].flatMap(([key, { value, path }]) => (url.pathname.startsWith(path) ? [`${key.split(' ')[0]}=${value}`] : []));
    const headers = { cookie: cookie.join('; '), origin: issuer, accept: 'text/html', ...init.headers };
    const answer = await fetch(url, { ...init, headers });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(/; */);
      const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice(5) ?? '/';
      const [key = '', value = ''] = pair.split(/=(.*)/s);
      if (value === '') jar.delete(`${key} ${path}`);
      else jar.set(`${key} ${path}`, { value, path });
    }
    return { status: answer.status, location: answer.headers.get('location') ?? '', headers: answer.headers, text: await answer.text() };
  }

  /** From an authorization request to the answer that the relying party gets, with this person's card. */
  async function signIn(authorizationUrl: string, person = 1): Promise<URL> {
    const begun = await go(authorizationUrl);
    const uid = /^\/interaction\/([^/?]+)/.exec(begun.location)?.[1];
    if (uid === undefined) return new URL(begun.location);
    await go(begun.location);
    await passCard(uid, person);
    const leaving = await go(`/interaction/${uid}/leaving`);
    const onward = /url=([^"]+)"/.exec(leaving.text)?.[1] ?? '';
    return new URL((await go(onward)).location);
  }

  return { go, signIn, jar };
}
