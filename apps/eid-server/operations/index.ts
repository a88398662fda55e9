// What whoever runs the server looks at, on a port of its own on loopback: whether it lives, whether it can work, its figures for Prometheus, and a page.
import { Hono } from 'hono';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { chooseLanguage, pageAssets, pageHeaders } from '../../../io/http/index.ts';
import type { Clock } from '../../../lib/crypto/index.ts';
import { operationsPage } from '../pages/operations.ts';
import type { Outcome, SessionState } from '../session/progress.ts';
import type { SessionStore } from '../session/store.ts';
import { rememberFailures } from './failures.ts';
import { type Holdings, holdingsOf } from './standing.ts';

/** Told what happens to sessions. */
export interface Watch {
  /** A step was made: from which state, and in how many milliseconds. */
  step(from: SessionState, milliseconds: number): void;
  /** A session of a relying party ended; `session` is its mark. */
  ended(outcome: Outcome, party: string, session: string): void;
  /** Sessions ended by themselves. */
  expired(count: number): void;
}

export interface Operations {
  readonly watch: Watch;
  readonly app: Hono;
}

interface Watched extends Holdings {
  readonly store: Pick<SessionStore, 'open'>;
  readonly clock: Clock;
}

const day = 86_400_000;

export function createOperations({ store, clock, ...held }: Watched): Operations {
  const registry = new Registry();
  const registers = [registry];
  const failures = rememberFailures();
  const openSessions = () => store.open().catch(() => undefined);
  const ended = new Counter({
    name: 'eid_sign_ins_total',
    help: 'Sessions that ended, by outcome code',
    labelNames: ['outcome'] as const,
    registers,
  });
  const steps = new Histogram({
    name: 'eid_step_seconds',
    help: 'From a message of the client to its answer, by the state that it met',
    labelNames: ['state'] as const,
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5],
    registers,
  });
  new Gauge({
    name: 'eid_open_sessions',
    help: 'Sessions that have not expired, of all nodes',
    registers,
    async collect() {
      const open = await openSessions();
      // A gauge that nobody could read shows nothing, rather than an old number or none of the others.
      if (open === undefined) this.remove();
      else this.set(open);
    },
  });
  new Gauge({
    name: 'eid_certificate_days_left',
    help: 'Days until a certificate expires',
    labelNames: ['certificate'] as const,
    registers,
    collect() {
      this.reset();
      for (const { kind, name, until } of holdingsOf(held)) {
        if (kind === 'certificate') this.set({ certificate: name }, (until - clock()) / day);
      }
    },
  });
  new Gauge({
    name: 'eid_list_seconds_left',
    help: 'Seconds for which a list is still believed; without one that is, no card is',
    labelNames: ['list'] as const,
    registers,
    collect() {
      this.reset();
      for (const { kind, name, until } of holdingsOf(held)) if (kind === 'list') this.set({ list: name }, (until - clock()) / 1000);
    },
  });
  new Gauge({
    name: 'eid_list_age_seconds',
    help: 'Seconds since a list was issued',
    labelNames: ['list'] as const,
    registers,
    collect() {
      this.reset();
      for (const { kind, name, from } of holdingsOf(held)) {
        if (kind === 'list' && from !== undefined) this.set({ list: name }, (clock() - from) / 1000);
      }
    },
  });

  const app = new Hono();
  // Against DNS rebinding: the page is for people at this computer, the figures for a collector on it.
  app.use(async (c, next) =>
    /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(c.req.header('host') ?? '') ? next() : c.text('request.not-allowed', 403),
  );
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  app.get('/readyz', async (c) => {
    const missing = lacking(held, clock(), await openSessions());
    return c.json({ status: missing.length === 0 ? 'ok' : 'not-ready', missing }, missing.length === 0 ? 200 : 503);
  });
  app.get('/metrics', async (c) => c.body(await registry.metrics(), 200, { 'content-type': registry.contentType }));
  app.use(pageHeaders());
  app.route('/', pageAssets());
  app.get('/', async (c) => {
    const now = clock();
    const sessions = await openSessions();
    const missing = lacking(held, now, sessions);
    const holdings = holdingsOf(held);
    return c.html(
      operationsPage({ language: chooseLanguage(c), url: c.req.url, now, missing, openSessions: sessions, holdings, failures }),
    );
  });

  return {
    watch: {
      step: (state, milliseconds) => steps.observe({ state }, milliseconds / 1000),
      ended(outcome, party, session) {
        const code = outcomeCode(outcome);
        ended.inc({ outcome: code });
        if (code !== 'ok') failures.note({ at: clock(), code, party, session });
      },
      expired: (count) => ended.inc({ outcome: 'signin.expired' }, count),
    },
    app,
  };
}

/** What is missing for a card to be read. */
function lacking({ parties, trust }: Holdings, now: number, openSessions: number | undefined): readonly string[] {
  const lapsed = parties.filter(({ terminal }) => Date.parse(terminal.certificate.expiration) + day <= now);
  const stale = parties.filter(({ blockList }) => blockList.believedUntil <= now);
  const { revocationLists } = trust.value;
  const revocation = revocationLists.some(({ nextUpdate }) => nextUpdate > now) || revocationLists.length === 0;
  return [
    ...(openSessions === undefined ? ['database'] : []),
    ...lapsed.map(({ name }) => `terminal certificate of ${name}`),
    ...stale.map(({ name }) => `block list of ${name}`),
    ...(revocation ? [] : ['revocation list']),
  ];
}

/** `ok`, or the code by which the person is told. */
function outcomeCode(outcome: Outcome): string {
  if (outcome.kind === 'read') return 'ok';
  if (outcome.kind === 'document') return `document.${outcome.reason}`;
  if (outcome.kind === 'denied') return 'request.not-allowed';
  return outcome.reason === 'cancelled' ? 'user.cancelled' : 'internal';
}
