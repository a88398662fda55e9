// Service worker below /faults/: shows the form of a fault report when there is no network. It keeps that one page and what it loads, as they
// last were; every request goes to the network first.
const cacheName = 'eszig-fault-report';
const page = '/faults/report';

type Waiting = Event & { waitUntil(done: Promise<unknown>): void };
type Fetching = Waiting & { readonly request: Request; respondWith(answer: Promise<Response>): void };
const worker = self as unknown as { skipWaiting(): Promise<void>; clients: { claim(): Promise<void> } } & EventTarget;

/** The page with its stylesheet and its script. */
async function fill(): Promise<void> {
  const cache = await caches.open(cacheName);
  // As nobody: what is kept at a shared computer names no one.
  const answer = await fetch(page, { credentials: 'omit' });
  const text = await answer.clone().text();
  const parts = [...text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, address = '']) => address);
  await cache.put(page, answer);
  await cache.addAll(parts);
}

/** Only the empty form is kept: never one with answers in it, never another page. */
const isKept = ({ method, url }: Request) => {
  const { pathname, search } = new URL(url);
  return method === 'GET' && ((pathname === page && search === '') || pathname.startsWith('/assets/'));
};

worker.addEventListener('install', (event) => (event as Waiting).waitUntil(fill().then(() => worker.skipWaiting())));
worker.addEventListener('activate', (event) => (event as Waiting).waitUntil(worker.clients.claim()));
worker.addEventListener('fetch', (event) => {
  const { request } = event as Fetching;
  const path = new URL(request.url).pathname;
  if (request.method !== 'GET' || !(path === page || isKept(request))) return;
  const kept = async () => (await caches.match(path === page ? page : request)) ?? Response.error();
  (event as Fetching).respondWith(fetch(request).catch(kept));
});
