// The whole portal on a PostgreSQL of its own, with whoever a test says signed in: for the tests of fault reports and of the desk.
import type { Hono } from 'hono';
import type { Kysely } from 'kysely';
import { quiet } from '../../../io/log/index.ts';
import { openStore } from '../../../io/store/index.ts';
import { testDatabase } from '../../../io/store/testing/database.ts';
import type { RoleId } from '../../../lib/entitlement/index.ts';
import type { Worker } from '../account.ts';
import { portalApp } from '../app.ts';
import { createForms } from '../forms/index.ts';
import type { PortalParts } from '../parts.ts';
import { addReaders, type Reader } from '../readers/index.ts';
import { migrations, schema, type Tables } from '../tables.ts';
import { browse, origin, type Typed } from '../testing/browse.ts';
import { sessionsOf, standingOf, testWorker } from '../testing/worker.ts';

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
  const db = await openStore<Tables>(await testDatabase(), schema, migrations);
  await addReaders(db, [
    reader('OK-1', {}),
    reader('OK-2', { workstation: 'bel-102', warranty_until: '2026-01-02' }),
    reader('OTHER-1', { institution: '318025' }),
    reader('OWN-1', { origin: 'own' }),
    reader('STOCK-1', { institution: null, workstation: null, state: 'in-stock' }),
    reader('STOCK-2', { institution: null, workstation: null, state: 'in-stock', model: 'Other' }),
  ]);
  let account: Worker | undefined;
  const site = { now: Date.parse('2026-11-23T08:00:00Z') };
  const clock = () => site.now;
  const directory = {
    institution: async (id: string) => ({ id, name: `Kórház <${id}>`, mail: `iroda@i${id}.example`, units: [] }),
  } as unknown as PortalParts['directory'];
  const sessions = sessionsOf(() => account, clock);
  // Every role of a test is in force.
  const matrix = { standing: async () => account && standingOf(account) } as unknown as PortalParts['matrix'];
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
  const { get, post, send } = browse(app);
  return Object.assign(site, {
    app,
    db,
    get: async (path: string) => told(await get(path)),
    post: async (...sent: Parameters<typeof post>) => told(await post(...sent)),
    as(role?: RoleId, institution = '104217') {
      account = role && testWorker(role, institution, { user: `test-${role}`, sub: `${role}@${institution}`, name: `Teszt ${role}` });
    },
    send: async (path: string, typed: Typed) => told(await send(path, { _step: 'send', ...typed })),
    [Symbol.asyncDispose]: () => db.destroy(),
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
