// The client under test: driven at its port as a browser would, or without a window by a scripted person; against the eID server that misbehaves as told.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signIn } from '../../../apps/eid-client/login/index.ts';
import { start } from '../../../apps/eid-client/main.ts';
import { connectPaos } from '../../../apps/eid-client/paos.ts';
import { cryptography } from '../../../apps/eid-client/testing/authorities.ts';
import { createCard, createReader, type TestCard, type TestReader } from '../../../apps/eid-client/testing/card.ts';
import { startService } from '../../../apps/eid-client/testing/eid-server.ts';
import { createHolder, type Script } from '../../../apps/eid-client/testing/holder.ts';
import { createTrust, type Trust } from '../../../apps/eid-client/trust/trust.ts';
import { createFetch } from '../../../io/http/index.ts';
import { quiet } from '../../../io/log/index.ts';
import type { CvCertificate } from '../../../lib/cvc/index.ts';
import type { TrustedChannel } from '../../../lib/ecard/index.ts';

export const service = await startService();
const usual = { ...service.behaviour };

/** The server behaves again, but for this, and has heard nothing yet. */
export function misbehave(change: Partial<typeof usual> = {}): void {
  Object.assign(service.behaviour, usual, change);
  Object.assign(service.heard, {
    results: [],
    outputs: [],
    requests: [],
    resumed: [],
    messages: [],
    authenticated: false,
    eac1: undefined,
  });
}

export const newCard = (pin = {}): TestCard => createCard(service.authorities.cvca.raw, pin);

interface Run {
  readonly script?: Script;
  readonly card?: TestCard;
  readonly trusted?: readonly CvCertificate[];
  /** What the client has come to trust in earlier sign-ins; `trusted` and nothing else when absent. */
  readonly trust?: Trust;
  readonly tokenUrl?: string;
  /** An empty reader of its own when absent. */
  readonly reader?: TestReader;
}

/** One sign-in without a window: where the browser would be sent, and what the person was asked. */
export async function run({
  script = {},
  card = newCard(),
  trusted = [],
  trust = createTrust(trusted, cryptography),
  tokenUrl = service.tokenUrl,
  reader = createReader(),
}: Run = {}) {
  service.chipKey = card.chipKey;
  reader.insert(card);
  const holder = createHolder(script);
  const means = {
    cryptography,
    clock: Date.now,
    record: () => undefined,
    log: quiet,
    trace: () => undefined,
    connect: (channel: TrustedChannel) => connectPaos(channel, []),
  };
  const destination = await signIn(tokenUrl, { ...means, holder, readers: reader.readers, trust });
  const address = destination.kind === 'redirect' ? new URL(destination.address) : undefined;
  return { destination, address, holder, seen: reader.seen, minor: address?.searchParams.get('ResultMinor') ?? undefined };
}

/** The client at a port, and a tab of a browser at it, which follows nothing by itself. */
export async function openTab() {
  await using stack = new AsyncDisposableStack();
  const dataFolder = stack.adopt(mkdtempSync(join(tmpdir(), 'eszig-tab-')), (folder) => rmSync(folder, { recursive: true, force: true }));
  const config = { port: 0, pcsc: false, virtualReader: { port: 0 }, demonstration: true, window: { mode: 'tab' } } as const;
  const client = stack.use(await start({ ...config, dataFolder }, { log: quiet, clock: Date.now, road: () => undefined }));
  const tab = stack.use(tabAt(client.port));
  const owned = stack.move();
  return { ...tab, port: client.port, readerPort: client.readerPort ?? 0, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** A tab at a client that runs somewhere on this computer. */
export function tabAt(port: number) {
  const fetch = createFetch();
  const base = `http://127.0.0.1:${port}`;
  let cookie = '';
  const get = async (path: string, init: Parameters<typeof fetch>[1] = {}) => {
    const answer = await fetch(base + path, { ...init, headers: { ...(cookie === '' ? {} : { cookie }), origin: base } });
    cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  return {
    get,
    activate: (tokenUrl = service.tokenUrl) => get(`/eID-Client?tcTokenURL=${encodeURIComponent(tokenUrl)}`),
    /** Waits until the window shows this page, and gives its text. */
    async until(page: string): Promise<string> {
      for (let i = 0; i < 500; i++) {
        const { text } = await get('/window');
        if (text.includes(`data-page="eid-client.${page}"`)) return text;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      throw new Error(`no page ${page}`);
    },
    /** Fills in the form of the page that is shown. */
    async fill(text: string, fields: Record<string, string>) {
      const form = /name="form" value="(\d+)"/.exec(text)?.[1] ?? '';
      await get('/window/answer', { method: 'POST', body: new URLSearchParams({ form, ...fields }) });
    },
    [Symbol.dispose]: () => fetch[Symbol.dispose](),
  };
}
