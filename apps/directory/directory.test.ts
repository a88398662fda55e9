// The directory against a real PostgreSQL, called over HTTP.
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { quiet } from '../../io/log/index.ts';
import { openStore, startCluster } from '../../io/store/index.ts';
import { parseLinkResolved, userPrefixes } from '../../lib/entitlement/index.ts';
import { loadWorld } from '../../world/index.ts';
import { registersOf } from '../../world/registers.ts';
import { directoryApp } from './app.ts';
import { openApi } from './openapi.ts';
import { operations } from './operations.ts';
import { type SchemaName, schemas } from './schemas.ts';
import { migrations, schema, type Tables } from './store/tables.ts';
import { servingDirectory } from './testing/serving.ts';

const now = Date.UTC(2026, 10, 23, 3);
const registers = registersOf(loadWorld(), now);
const pseudonym = (octet: string) => octet.repeat(32);
const at = servingDirectory(registers, () => now, ['read']);
const { call } = at;

const shaped = (name: SchemaName, value: unknown) => expect(schemas[name].safeParse(value).error).toBeUndefined();

describe('links', () => {
  test('a linked card leads to its worker with register status and roles; an unknown one to nobody', async () => {
    expect((await call('office', 'PUT', '/links', { pseudonym: pseudonym('a1'), worker: 'szoke-gergo' })).status).toBe(204);
    const { body } = await call('idp', 'POST', '/resolve-link', { pseudonym: pseudonym('a1') });
    shaped('LinkResolved', body);
    const answer = parseLinkResolved(body);
    if (answer.kind !== 'linked') throw new Error('not linked');
    expect(answer.worker).toMatchObject({ id: 'szoke-gergo', name: 'dr. Szőke Gergő', profession: 'physician' });
    expect(answer.worker.registration).toEqual({
      number: '61284',
      basic: true,
      operational: true,
      status: 'in-force',
      asOf: '2026-11-23T03:00:00Z',
    });
    expect(answer.worker.roles.map((entry) => [entry.role, entry.institution.id, entry.unit.id])).toEqual([
      ['physician', '104217', '104217001'],
      ['physician', '106538', '106538001'],
    ]);
    expect((await call('idp', 'POST', '/resolve-link', { pseudonym: pseudonym('ff') })).body).toEqual({ kind: 'not-linked' });
  });

  test('a worker may have several cards; a card has one worker; a link said twice is one', async () => {
    const link = (octet: string, worker: string) => call('office', 'PUT', '/links', { pseudonym: pseudonym(octet), worker });
    expect([
      (await link('b1', 'huvos-emese')).status,
      (await link('b2', 'huvos-emese')).status,
      (await link('b1', 'huvos-emese')).status,
    ]).toEqual([204, 204, 204]);
    expect(await link('b1', 'szoke-gergo')).toMatchObject({ status: 409, body: { code: 'directory.linked-to-another' } });
    expect(await link('b3', 'nobody')).toMatchObject({ status: 404, body: { code: 'directory.unknown', at: 'worker' } });
  });

  test('a link ends between just the two that it bound', async () => {
    const link = { pseudonym: pseudonym('d1'), worker: 'bohm-agoston' };
    await call('office', 'PUT', '/links', link);
    const kind = async () => (await call('idp', 'POST', '/resolve-link', { pseudonym: link.pseudonym })).body.kind;
    expect((await call('office', 'POST', '/unlink', { ...link, worker: 'szoke-gergo' })).status).toBe(204);
    expect(await kind()).toBe('linked');
    expect((await call('office', 'POST', '/unlink', link)).status).toBe(204);
    expect(await kind()).toBe('not-linked');
  });

  test('links outlive new registers; a worker who left them is not linked', async () => {
    await call('office', 'PUT', '/links', { pseudonym: pseudonym('c1'), worker: 'gyorffy-levente' });
    const without = { ...registers, workers: registers.workers.filter(({ id }) => id !== 'gyorffy-levente') };
    expect((await call('office', 'PUT', '/registers', without)).status).toBe(204);
    expect((await call('idp', 'POST', '/resolve-link', { pseudonym: pseudonym('c1') })).body).toEqual({ kind: 'not-linked' });
    expect((await call('office', 'PUT', '/registers', registers)).status).toBe(204);
    expect((await call('idp', 'POST', '/resolve-link', { pseudonym: pseudonym('c1') })).body.worker.id).toBe('gyorffy-levente');
  });
});

describe('look-ups', () => {
  test('workers by profession, one worker, institutions with units, roles by each side', async () => {
    const nurses = (await call('portal', 'GET', '/workers?profession=nurse')).body;
    shaped('WorkerList', nurses);
    expect(nurses.workers.map(({ id }: { id: string }) => id)).toEqual(['huvos-emese', 'lorincz-bela', 'novak-peter']);
    shaped('WorkerWithRoles', (await call('portal', 'GET', '/workers/kadar-tunde')).body);
    shaped('InstitutionList', (await call('portal', 'GET', '/institutions')).body);
    const hospital = (await call('portal', 'GET', '/institutions/104217')).body;
    shaped('InstitutionWithUnits', hospital);
    expect(hospital.units).toHaveLength(3);
    for (const side of ['worker=szoke-gergo', 'institution=106538', 'unit=106538001']) {
      const { body } = await call('portal', 'GET', `/roles?${side}`);
      shaped('RoleList', body);
      expect(body.roles.map(({ worker }: { worker: { id: string } }) => worker.id)).toContain('szoke-gergo');
    }
    expect((await call('portal', 'GET', '/workers?after=szucs-dorottya')).body.workers.map(({ id }: { id: string }) => id)).toEqual([
      'torok-zsofia',
      'vertesi-arpad',
    ]);
  });

  test('what is not there is a problem with a code', async () => {
    const missing = await call('portal', 'GET', '/workers/nobody');
    shaped('Problem', missing.body);
    expect(missing).toMatchObject({ status: 404, type: 'application/problem+json', body: { code: 'directory.unknown' } });
    expect((await call('portal', 'GET', '/elsewhere')).status).toBe(404);
    expect(await call('portal', 'GET', '/workers?proffession=nurse')).toMatchObject({
      status: 400,
      body: { code: 'entitlement.malformed' },
    });
  });
});

describe('rights', () => {
  test.each(operations.map((operation) => [operation.id, operation] as const))(
    '%s is refused without a token, and to a caller without the right',
    async (_, operation) => {
      const body = operation.request === undefined ? undefined : {};
      const path = operation.path.replace(/\{\w+\}/g, 'x');
      expect(await call(undefined, operation.method.toUpperCase(), path, body)).toMatchObject({ status: 401 });
      expect(await call('stranger', operation.method.toUpperCase(), path, body)).toMatchObject({ status: 401 });
      const other = operation.right === 'read' ? 'idp' : 'portal';
      expect(await call(other, operation.method.toUpperCase(), path, body)).toMatchObject({
        status: 403,
        body: { code: 'directory.not-allowed' },
      });
    },
  );

  test('a message that is not exactly one is refused, and its values are not sent back', async () => {
    const answer = await call('idp', 'POST', '/resolve-link', { pseudonym: 'SECRET' });
    expect(answer).toMatchObject({ status: 400, body: { code: 'entitlement.malformed', at: 'pseudonym' } });
    expect(JSON.stringify(answer.body)).not.toContain('SECRET');
    const dangling = { ...registers, institutions: registers.institutions.slice(1) };
    expect((await call('office', 'PUT', '/registers', dangling)).status).toBe(400);
  });
});

describe('the description', () => {
  test('is OpenAPI 3.1 and names exactly the routes that there are', async () => {
    const { body } = await call(undefined, 'GET', '/openapi.json');
    expect(body).toEqual(openApi());
    expect(body.openapi).toMatch(/^3\.1\./);
    const { db } = at;
    const app = directoryApp({
      db,
      callers: [],
      matching: { mark: () => '', prefixes: userPrefixes, waitingTime: 0 },
      clock: () => now,
      log: quiet,
    });
    const open = ['GET /health', 'GET /openapi.json'];
    const routes = app.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    const described = Object.entries<Record<string, unknown>>(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect([...described, ...open].sort()).toEqual([...new Set(routes)].sort());
  });

  test('every schema that it refers to is there', () => {
    const text = JSON.stringify(openApi());
    const names = [...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map((match) => match[1] as string);
    for (const name of names) expect(Object.keys(schemas)).toContain(name);
    shaped('Registers', registers);
  });
});

test('while the database is away the answer is 503 database.unreachable; afterwards all is well without a restart', async () => {
  let port = 0;
  const proxy = createServer((socket) => {
    const upstream = connect(port, '127.0.0.1');
    for (const side of [socket, upstream])
      side.on('error', () => undefined).on('close', () => [socket, upstream].map((end) => end.destroy()));
    socket.pipe(upstream).pipe(socket);
  }).listen(0, '127.0.0.1');
  using folder = new DisposableStack();
  const path = folder.adopt(mkdtempSync(join(tmpdir(), 'directory-')), (made) => rmSync(made, { recursive: true, force: true }));
  const runCluster = async () => {
    const running = await startCluster(join(path, 'postgres'));
    port = Number(new URL(running.url).port);
    return running;
  };
  const first = await runCluster();
  const url = new URL(first.url);
  url.port = String((proxy.address() as AddressInfo).port);
  const db = await openStore<Tables>(url.href, schema, migrations, 2);
  const callers = [{ name: 'portal', token: 'token-portal', rights: ['read' as const] }];
  const app = directoryApp({
    db,
    callers,
    matching: { mark: () => '', prefixes: userPrefixes, waitingTime: 0 },
    clock: () => now,
    log: quiet,
  });
  const ask = () => app.request('/institutions', { headers: { authorization: 'Bearer token-portal' } });
  expect((await ask()).status).toBe(200);
  await first[Symbol.asyncDispose]();
  const down = await ask();
  expect(down.status).toBe(503);
  expect(await down.json()).toMatchObject({ code: 'database.unreachable' });
  await using _second = await runCluster();
  expect((await ask()).status).toBe(200);
  await db.destroy();
  proxy.close();
}, 30_000);
