// The whole portal for all tests of a file, at a small OpenID provider and a PostgreSQL, and browsers that come to it.
import type { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { createFetch } from '../../../io/http/index.ts';
import { quiet } from '../../../io/log/index.ts';
import { createLogoutReceiver } from '../../../io/logout/index.ts';
import { openProvider } from '../../../io/relying-party/index.ts';
import type { Hop } from '../../../io/road/index.ts';
import { testStore } from '../../../io/store/testing/database.ts';
import { EidError } from '../../../lib/error/index.ts';
import { policyAcr, tajClaim } from '../../../lib/oidc/index.ts';
import { portalApp } from '../app.ts';
import type { Directory } from '../directory.ts';
import { createForms } from '../forms/index.ts';
import type { Matrix } from '../matrix.ts';
import type { PortalParts } from '../parts.ts';
import { createSessions } from '../session/sessions.ts';
import { migrations, schema, type Tables } from '../tables.ts';
import { origin } from './browse.ts';
import { emptyGuide } from './guide.ts';
import { startProvider } from './openid-provider.ts';

type Provider = Awaited<ReturnType<typeof startProvider>>;

export const physician = {
  eeszt_user: 'szoke-gergo',
  name: 'dr. Szőke Gergő',
  eeszt_role: 'physician',
  eeszt_org: '104217',
  eeszt_unit: '104217001',
  professional_id: '61284',
  register_status: 'in-force',
  register_asof: '2026-11-23T03:00:00Z',
};
export const patient = { name: 'Kovács Anna', given_name: 'Anna', family_name: 'Kovács', birthdate: '1988-05-17', [tajClaim]: '111111110' };

const directory: Directory = {
  institution: async () => ({ id: '104217', name: 'Szent Borbála <b>', mail: null, units: [{ id: '104217001', name: 'Belgyógyászat' }] }),
  members: async () => [
    { worker: { id: 'x', name: '<script>alert(1)</script>' }, role: 'nurse', unit: { id: '104217001', name: 'B' }, status: 'in-force' },
  ],
};

/** Begun before the first test and ended after the last; each test begins with a physician who holds what they sign in with. */
export function servingPortal() {
  const store = testStore<Tables>(schema, migrations);
  const opened = new AsyncDisposableStack();
  const at = {
    store,
    now: 0,
    /** What the directory says of a worker's role, unless it is away. */
    standing: { counts: true, down: false },
    hops: [] as Hop[],
    op: undefined as unknown as Provider,
    app: undefined as unknown as Hono,
    /** What the portal is made from; a test may make another with a part changed. */
    parts: undefined as unknown as PortalParts,
    browser: () => browse(at.app, at.op),
  };
  const matrix = {
    async standing() {
      if (at.standing.down) throw new EidError('directory.down');
      const { eeszt_role: role, eeszt_org: org, eeszt_unit: unit } = at.op.says.claims;
      const standing = at.standing.counts ? 'counts' : 'ended';
      return { entries: [{ role, institution: { id: org, name: '' }, unit: { id: unit, name: '' }, standing }] };
    },
  } as unknown as Matrix;
  beforeAll(async () => {
    at.op = opened.use(await startProvider({ claims: physician, acr: policyAcr }));
    const { issuer, clientKey } = at.op;
    const clock = () => at.now;
    const provider = opened.use(openProvider({ issuer, clientId: 'eeszt-portal', clientKey }, clock));
    const fetch = opened.use(createFetch());
    at.parts = {
      origin,
      issuer,
      provider,
      linking: { clientId: 'eeszt-linking', provider, accounts: {} as never },
      ownSessions: {} as never,
      history: {} as never,
      sessions: createSessions(store.db, clock),
      logout: createLogoutReceiver({ issuer, clientIds: ['eeszt-portal'], fetch }),
      forms: createForms(store.db, clock),
      directory,
      matrix,
      readerRounds: [],
      db: store.db,
      clock,
      guide: emptyGuide,
      log: quiet,
      road: (hop) => void at.hops.push(hop),
    };
    at.app = portalApp(at.parts);
  });
  afterAll(() => opened.disposeAsync());
  beforeEach(() => {
    Object.assign(at.standing, { counts: true, down: false });
    at.op.says = { claims: physician, acr: policyAcr };
    at.now = Date.now();
    at.hops.length = 0;
  });
  return at;
}

/** A browser: keeps cookies, follows nothing. */
function browse(app: Hono, op: Provider) {
  const jar = new Map<string, string>();
  const request = async (path: string, init: RequestInit = {}) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await app.request(`${origin}${path}`, { ...init, headers: { host: new URL(origin).host, cookie, ...init.headers } });
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (/max-age=0/i.test(set)) jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  };
  const leave = (way: string) => request(`/sign-in/${way}`);
  const comeBack = (change: Record<string, string> = {}) => {
    const query = new URLSearchParams({ iss: op.issuer, state: op.pushed.get('state') ?? '', ...change });
    if (!query.has('error')) query.set('code', 'c');
    return request(`/sign-in/return?${query}`);
  };
  const signIn = async (way: string) => {
    await leave(way);
    return (await comeBack()).headers.get('location');
  };
  return { jar, request, leave, comeBack, signIn };
}
