// A hospital of 500 beds: 1,500 workers, 900 workstations with readers, in a real directory and a real portal over real tables.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { start as startDirectory } from '../../apps/directory/main.ts';
import { portalApp } from '../../apps/portal/app.ts';
import { createForms } from '../../apps/portal/forms/index.ts';
import { openMatrix } from '../../apps/portal/matrix.ts';
import type { PortalParts } from '../../apps/portal/parts.ts';
import { migrations, schema, type Tables } from '../../apps/portal/tables.ts';
import { createFetch } from '../../io/http/index.ts';
import { quiet } from '../../io/log/index.ts';
import { openStore, startCluster } from '../../io/store/index.ts';
import { policyAcr } from '../../lib/oidc/index.ts';
import { loadWorld } from '../../world/index.ts';
import { registersOf } from '../../world/registers.ts';

const origin = 'http://portal.localhost:8080';
const host = new URL(origin).host;
const hospital = '104217';
const opened = new AsyncDisposableStack();
afterAll(() => opened.disposeAsync());

/** The median of five, in milliseconds. */
async function median(act: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 5; i += 1) {
    const begun = performance.now();
    await act();
    times.push(performance.now() - begun);
  }
  return times.sort((a, b) => a - b)[2] as number;
}

test('1,500 workers and 900 workstations: the map within a second, each import within five', async () => {
  const folder = opened.adopt(mkdtempSync(join(tmpdir(), 'hospital-')), (path) => rmSync(path, { recursive: true, force: true }));
  const cluster = opened.use(await startCluster(join(folder, 'postgres')));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  const callers = [
    { name: 'office', tokenFile: file('office', 'token-office'), rights: ['registers' as const] },
    { name: 'portal', tokenFile: file('portal', 'token-portal'), rights: ['read' as const, 'matrix' as const] },
  ];
  const matching = { keyFile: file('matching-key', randomBytes(32).toString('base64url')) };
  const effects = { log: quiet, clock: Date.now };
  const directory = opened.use(await startDirectory({ port: 0, databaseUrlFile: file('url', cluster.url), callers, matching }, effects));
  const url = `http://127.0.0.1:${directory.port}`;

  const world = registersOf(loadWorld(), Date.now());
  const number = (i: number) => String(10_000 + i);
  const nurse = world.workers.find(({ id }) => id === 'huvos-emese');
  if (nurse === undefined) throw new Error('the world has lost its nurse');
  const known = new Set(world.workers.map(({ registration }) => registration.number));
  const numbers = Array.from({ length: 1_600 }, (_, i) => number(i))
    .filter((one) => !known.has(one))
    .slice(0, 1_500);
  const crowd = numbers.map((one, i) => ({
    ...nurse,
    id: `nurse-${one}`,
    name: `Próba ${one}`,
    registration: { ...nurse.registration, number: one },
    roles: i % 10 === 0 ? [] : nurse.roles,
  }));
  const fetch = opened.use(createFetch());
  const headers = { authorization: 'Bearer token-office', 'content-type': 'application/json' };
  const body = JSON.stringify({ ...world, workers: [...world.workers, ...crowd] });
  expect((await fetch(`${url}/registers`, { method: 'PUT', headers, body })).status).toBe(204);

  const db = opened.adopt(await openStore<Tables>(cluster.url, schema, migrations), (store) => store.destroy());
  const matrix = opened.use(openMatrix({ url, token: 'token-portal' }));
  const account = {
    ...{ kind: 'worker', user: 'fuzi-katalin', sub: 'admin', acr: policyAcr, amr: [], signedInAt: Date.now(), idToken: '', claims: {} },
    ...{ name: 'Fűzi Katalin', role: 'institution-admin', institution: { id: hospital }, unit: { id: '104217009' } },
    ...{ registerStatus: 'not-registered', registerAsOf: '2026-11-23T03:00:00Z' },
  };
  const sessions = { read: async () => account, checkedAt: async () => Date.now(), noteCheck: async () => undefined };
  const guide = { downloads: { list: async () => [] }, notices: { value: [] } };
  const parts = {
    origin,
    issuer: origin,
    sessions,
    forms: createForms(db, Date.now),
    matrix,
    db,
    clock: Date.now,
    log: quiet,
    guide,
    linking: {},
  };
  const app = portalApp(parts as unknown as PortalParts);
  const get = async (path: string) => (await app.request(`${origin}${path}`, { headers: { host } })).text();

  const importAll = async (kind: string, rows: readonly string[]) => {
    const form = new FormData();
    form.set('_form', /name="_form" value="([^"]+)"/.exec(await get('/readiness/import'))?.[1] ?? '');
    form.set('kind', kind);
    form.set('file', new File([rows.join('\r\n')], 'x.csv'));
    const begun = performance.now();
    const path =
      (await app.request(`${origin}/readiness/import`, { method: 'POST', headers: { host, origin }, body: form })).headers.get(
        'location',
      ) ?? '';
    let page = await get(path);
    while (page.includes('data-state="running"')) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      page = await get(path);
    }
    expect(page).toContain('data-state="done"');
    return performance.now() - begun;
  };
  const stations = Array.from({ length: 900 }, (_, i) => `ws-${i}`);
  const times = [
    await importAll('workers', [
      'Név;Nyilvántartási szám;Szerepkör;Egység',
      ...numbers.map((one) => `Próba ${one};${one};ápoló;104217001`),
    ]),
    await importAll('workstations', ['Azonosító;Név;Betegadat', ...stations.map((code) => `${code};${code};igen`)]),
    await importAll('readers', ['Sorozatszám;Típus;Eredet;Munkaállomás', ...stations.map((code, i) => `SN-${i};A;saját;${code}`)]),
  ];
  for (const time of times) expect(time).toBeLessThan(5_000);

  const page = await get('/readiness');
  expect(page.match(/<g class="map-/g)?.length).toBeGreaterThanOrEqual(2_400);
  const map = await median(() => get('/readiness'));
  console.info(
    `map ${Math.round(map)} ms; imports ${times.map((time) => Math.round(time)).join(', ')} ms; page ${Math.round(page.length / 1024)} KiB`,
  );
  expect(map).toBeLessThan(1_000);
  // A console may weigh 200 kB compressed.
  expect(gzipSync(page).length).toBeLessThan(200_000);
}, 120_000);
