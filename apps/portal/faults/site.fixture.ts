// The whole portal on a PostgreSQL of its own, with whoever a test says signed in: for the tests of fault reports and of the desk.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import type { Kysely } from 'kysely';
import { quiet } from '../../../io/log/index.ts';
import { openStore, startCluster } from '../../../io/store/index.ts';
import type { RoleId } from '../../../lib/entitlement/index.ts';
import type { Account } from '../account.ts';
import { portalApp } from '../app.ts';
import { createForms } from '../forms/index.ts';
import type { PortalParts } from '../parts.ts';
import { addReaders, type Reader } from '../readers/index.ts';
import { migrations, schema, type Tables } from '../tables.ts';

export const origin = 'http://portal.localhost:8080';

export type Site = AsyncDisposable & {
  readonly app: Hono;
  readonly db: Kysely<Tables>;
  /** Who comes from now on; nobody without a role. */
  as(role?: RoleId, institution?: string): void;
  now: number;
  get(path: string): Promise<{ readonly status: number; readonly text: string; readonly location: string; readonly headers: Headers }>;
  /** Opens a form and sends it, with its token, and checked where it is checked. */
  send(path: string, answers: Record<string, string | readonly string[]>): ReturnType<Site['get']>;
  post(path: string, body: URLSearchParams | Uint8Array<ArrayBuffer>, headers?: Record<string, string>): ReturnType<Site['get']>;
};

const reader = (serial: string, more: Partial<Reader>): Reader => ({
  serial,
  model: 'HID Omnikey 5022 CL',
  institution: '104217',
  workstation: 'bel-101',
  origin: 'operator',
  state: 'in-use',
  given_on: '2025-01-02',
  warranty_until: '2028-01-02',
  ...more,
});

export async function openSite(): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'faults-'));
  const cluster = await startCluster(join(folder, 'postgres'));
  const db = await openStore<Tables>(cluster.url, schema, migrations);
  await addReaders(db, [
    reader('OK-1', {}),
    reader('OK-2', { workstation: 'bel-102', warranty_until: '2026-01-02' }),
    reader('OTHER-1', { institution: '318025' }),
    reader('OWN-1', { origin: 'own' }),
    reader('STOCK-1', { institution: null, workstation: null, state: 'in-stock' }),
    reader('STOCK-2', { institution: null, workstation: null, state: 'in-stock', model: 'Other' }),
  ]);
  let account: Account | undefined;
  const site = { now: Date.parse('2026-11-23T08:00:00Z') };
  const clock = () => site.now;
  const directory = {
    institution: async (id: string) => ({ id, name: `Kórház <${id}>`, mail: `iroda@i${id}.example`, units: [] }),
  } as unknown as PortalParts['directory'];
  const checks = { checkedAt: async () => site.now, noteCheck: async () => undefined, close: async () => undefined };
  const sessions = { read: async () => account, ...checks } as unknown as PortalParts['sessions'];
  // Every role of a test is in force.
  const matrix = { standing: async () => ({ entries: [{ standing: 'counts', ...account }] }) } as unknown as PortalParts['matrix'];
  // Of the other areas nothing is asked.
  const others = { linking: { accounts: {} } };
  const parts = { origin, issuer: origin, sessions, forms: createForms(db, clock), directory, db, clock, log: quiet, matrix, ...others };
  const app = portalApp(parts as unknown as PortalParts);
  const told = async (answer: Response) => ({
    status: answer.status,
    text: await answer.text(),
    location: answer.headers.get('location') ?? '',
    headers: answer.headers,
  });
  const host = { host: new URL(origin).host };
  const get: Site['get'] = async (path) => told(await app.request(`${origin}${path}`, { headers: host }));
  const post: Site['post'] = async (path, body, headers = {}) =>
    told(await app.request(`${origin}${path}`, { method: 'POST', body, headers: { ...host, origin, ...headers } }));
  return Object.assign(site, {
    app,
    db,
    get,
    post,
    as(role?: RoleId, institution = '104217') {
      const common = { sub: `${role}@${institution}`, acr: '', amr: [], signedInAt: 0, idToken: '', claims: {}, name: `Teszt ${role}` };
      const place = { institution: { id: institution, name: 'Kórház' }, unit: { id: `${institution}001` } };
      const register = { registerStatus: 'in-force', registerAsOf: '2026-11-23T03:00:00Z' } as const;
      account = role === undefined ? undefined : { kind: 'worker', user: `test-${role}`, ...common, ...place, ...register, role };
    },
    async send(path: string, answers: Record<string, string | readonly string[]>) {
      const page = await get(path);
      const token = /name="_form" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
      const body = new URLSearchParams([
        ['_form', token],
        ['_step', 'send'],
      ]);
      for (const [name, value] of Object.entries(answers)) for (const one of [value].flat()) body.append(name, one);
      return post(path.split('?')[0] ?? '', body);
    },
    async [Symbol.asyncDispose]() {
      await db.destroy();
      await cluster[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  });
}

/** Answers of a report that has no fault. */
export const answers = {
  institution: '104217',
  serial: 'ok-1',
  symptoms: ['no-light', 'damaged'],
  description: 'Árvíztűrő <script>alert(1)</script>',
  reporter: 'Hűvös Emese',
  phone: '+36 1 234 5678',
  contact: '',
  'postal-code': '5000',
  city: 'Szolnok',
  street: 'Fűzfa utca 12.',
  'pickup-day': '2026-11-25',
  'pickup-window': '08-12',
  light: 'no',
  socket: 'yes',
} as const;
