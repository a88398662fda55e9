// What whoever runs the server looks at, on a port of its own on loopback: whether it lives, whether it can work, its figures for Prometheus, and a page.
import { setTimeout as wait } from 'node:timers/promises';
import { Hono } from 'hono';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { chooseLanguage, pageAssets, pageHeaders } from '../../../io/http/index.ts';
import type { Clock } from '../../../lib/crypto/index.ts';
import { operationsPage } from '../pages/operations.ts';
import type { Outcome, SessionState } from '../session/progress.ts';
import type { SessionStore } from '../session/store.ts';
import { rememberFailures } from './failures.ts';
import { type Dated, type Holdings, holdingsOf, lacking } from './standing.ts';

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
  /** The computer's own. */
  readonly computerClock: Clock;
}

const day = 86_400_000;

/** Milliseconds that the database has to answer, before whoever asks us would give up. */
const patience = 2_000;

export function createOperations({ store, clock, computerClock, ...held }: Watched): Operations {
  const moment = () => ({ clock: clock(), computer: computerClock() });
  const holdings = (kind: Dated['kind']) => holdingsOf(held, moment()).filter((one) => one.kind === kind);
  const registry = new Registry();
  const registers = [registry];
  const failures = rememberFailures();
  // A database that does not answer is away too.
  const openSessions = () => Promise.race([store.open().catch(() => undefined), wait(patience, undefined, { ref: false })]);
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
      for (const { name, until, now } of holdings('certificate')) {
        if (until !== undefined) this.set({ certificate: name }, (until - now) / day);
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
      for (const { name, until, now } of holdings('list')) if (until !== undefined) this.set({ list: name }, (until - now) / 1000);
    },
  });
  new Gauge({
    name: 'eid_list_age_seconds',
    help: 'Seconds since a list was issued',
    labelNames: ['list'] as const,
    registers,
    collect() {
      this.reset();
      for (const { name, from, now } of holdings('list')) if (from !== undefined) this.set({ list: name }, (now - from) / 1000);
    },
  });
  new Gauge({
    name: 'eid_ready',
    help: '1 while a card could be read, 0 while something is missing; /readyz says what',
    registers,
    async collect() {
      this.set(lacking(held, moment(), await openSessions()).length === 0 ? 1 : 0);
    },
  });

  const app = new Hono();
  // Against DNS rebinding: the page is for people at this computer, the figures for a collector on it.
  app.use(async (c, next) =>
    /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(c.req.header('host') ?? '') ? next() : c.text('request.not-allowed', 403),
  );
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  app.get('/readyz', async (c) => {
    const missing = lacking(held, moment(), await openSessions());
    return c.json({ status: missing.length === 0 ? 'ok' : 'not-ready', missing }, missing.length === 0 ? 200 : 503);
  });
  app.get('/metrics', async (c) => c.body(await registry.metrics(), 200, { 'content-type': registry.contentType }));
  app.use(pageHeaders());
  app.route('/', pageAssets());
  app.get('/', async (c) => {
    const now = moment();
    const sessions = await openSessions();
    const shown = { missing: lacking(held, now, sessions), openSessions: sessions, holdings: holdingsOf(held, now), failures };
    return c.html(operationsPage({ language: chooseLanguage(c), url: c.req.url, ...shown }));
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

/** `ok`, or the code by which the person is told. */
function outcomeCode(outcome: Outcome): string {
  if (outcome.kind === 'read') return 'ok';
  if (outcome.kind === 'document') return `document.${outcome.reason}`;
  if (outcome.kind === 'denied') return 'request.not-allowed';
  return outcome.reason === 'cancelled' ? 'user.cancelled' : 'internal';
}
