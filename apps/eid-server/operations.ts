// What whoever runs the server looks at, on a port of its own on loopback: whether it lives, whether it can work, and its figures for Prometheus.
import { X509Certificate } from 'node:crypto';
import { Hono } from 'hono';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { TlsMaterial } from '../../io/keys/index.ts';
import type { DocumentTrust } from '../../lib/card/index.ts';
import type { Clock } from '../../lib/crypto/index.ts';
import type { RelyingParty } from './relying-party.ts';
import type { Outcome, SessionState } from './session/progress.ts';
import type { SessionStore } from './session/store.ts';

/** Told what happens to sessions. */
export interface Watch {
  /** A step was made: from which state, and in how many milliseconds. */
  step(from: SessionState, milliseconds: number): void;
  /** A session ended. */
  ended(outcome: Outcome): void;
  /** Sessions ended by themselves. */
  expired(count: number): void;
}

export interface Operations {
  readonly watch: Watch;
  readonly app: Hono;
}

interface Watched {
  readonly store: Pick<SessionStore, 'open'>;
  readonly parties: readonly RelyingParty[];
  readonly trust: { readonly value: DocumentTrust };
  /** TLS certificates by the name of their service. */
  readonly tls: Readonly<Record<string, { readonly value: TlsMaterial }>>;
  readonly clock: Clock;
}

const day = 86_400_000;

export function createOperations({ store, parties, trust, tls, clock }: Watched): Operations {
  const registry = new Registry();
  const registers = [registry];
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
      this.set(await store.open());
    },
  });
  new Gauge({
    name: 'eid_certificate_days_left',
    help: 'Days until a certificate expires',
    labelNames: ['certificate'] as const,
    registers,
    collect() {
      const now = clock();
      const left = (certificate: string, until: number) => this.set({ certificate }, (until - now) / day);
      this.reset();
      // A card-verifiable certificate is valid to the end of its last day.
      for (const { name, terminal } of parties) left(`terminal ${name}`, Date.parse(terminal.certificate.expiration) + day);
      for (const [name, { value }] of Object.entries(tls)) left(`tls ${name}`, new X509Certificate(value.cert).validToDate.getTime());
      trust.value.countrySigners.forEach(({ notAfter }, i) => void left(`country signer ${i + 1}`, notAfter));
    },
  });
  new Gauge({
    name: 'eid_list_seconds_left',
    help: 'Seconds for which a list is still believed; without one that is, no card is',
    labelNames: ['list'] as const,
    registers,
    collect() {
      const left = (list: string, until: number) => this.set({ list }, (until - clock()) / 1000);
      this.reset();
      for (const { name, blockList } of parties) left(`block list ${name}`, blockList.believedUntil);
      trust.value.revocationLists.forEach(({ nextUpdate }, i) => void left(`revocation list ${i + 1}`, nextUpdate));
    },
  });
  new Gauge({
    name: 'eid_list_age_seconds',
    help: 'Seconds since a list was issued',
    labelNames: ['list'] as const,
    registers,
    collect() {
      this.reset();
      trust.value.revocationLists.forEach(({ thisUpdate }, i) => {
        this.set({ list: `revocation list ${i + 1}` }, (clock() - thisUpdate) / 1000);
      });
    },
  });

  const app = new Hono();
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  app.get('/readyz', async (c) => {
    const missing = await notReady();
    return c.json({ status: missing.length === 0 ? 'ok' : 'not-ready', missing }, missing.length === 0 ? 200 : 503);
  });
  app.get('/metrics', async (c) => c.body(await registry.metrics(), 200, { 'content-type': registry.contentType }));

  /** What is missing for a card to be read. */
  async function notReady(): Promise<readonly string[]> {
    const database = await store.open().then(
      () => true,
      () => false,
    );
    const now = clock();
    const lapsed = parties.filter(({ terminal }) => Date.parse(terminal.certificate.expiration) + day <= now);
    const stale = parties.filter(({ blockList }) => blockList.believedUntil <= now);
    const revocation = trust.value.revocationLists.some(({ nextUpdate }) => nextUpdate > now) || trust.value.revocationLists.length === 0;
    return [
      ...(database ? [] : ['database']),
      ...lapsed.map(({ name }) => `terminal certificate of ${name}`),
      ...stale.map(({ name }) => `block list of ${name}`),
      ...(revocation ? [] : ['revocation list']),
    ];
  }

  return {
    watch: {
      step: (state, milliseconds) => steps.observe({ state }, milliseconds / 1000),
      ended: (outcome) => ended.inc({ outcome: outcomeCode(outcome) }),
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
