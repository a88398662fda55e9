// What whoever runs the server sees: health, figures, one id through the log, and a configuration's faults by field.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createFetch } from '../../io/http/index.ts';
import { sessionMark } from '../../io/road/index.ts';
import { startCluster } from '../../io/store/index.ts';
import { issue } from '../../lib/chip/test-world.ts';
import { encodeDescription } from '../../lib/cvc/index.ts';
import type { EidServerConfig } from './config.ts';
import { check } from './main.ts';
import { createOperations } from './operations/index.ts';
import { attach } from './testing/attached.ts';
import { relyingParty } from './testing/caller.ts';
import { connect, createClient, exchangeOver, signIn } from './testing/client.ts';
import { withSaml } from './testing/saml.ts';
import { serving } from './testing/server.ts';
import { authorities, country, noon, person, personalise } from './testing/world.ts';

const at = serving({ operations: { port: 0 } });
const fetch = createFetch();

afterAll(() => fetch[Symbol.dispose]());

const get = async (path: string) => {
  const answer = await fetch(`http://127.0.0.1:${at.server.operationsPort}${path}`);
  return { status: answer.status, text: await answer.text() };
};
const figure = async (name: string) => {
  const line = (await get('/metrics')).text.split('\n').find((one) => one.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(name.length));
};

test('sign-ins are counted by outcome code, steps by the time they take, open sessions as they are', async () => {
  expect(await figure('eid_open_sessions')).toBe(0);
  await at.party.signIn({ operations: { givenNames: 'REQUIRED' } }, { card: personalise() });
  await at.party.signIn({ operations: {} }, { card: personalise({ expires: '2026-06-14' }) });
  await at.party.open({ operations: {} });
  expect(await figure('eid_sign_ins_total{outcome="ok"}')).toBe(1);
  expect(await figure('eid_sign_ins_total{outcome="document.expired"}')).toBe(1);
  expect(await figure('eid_step_seconds_count{state="reading"}')).toBe(2);
  expect(await figure('eid_step_seconds_sum{state="connected"}')).toBeGreaterThan(0);
  expect(await figure('eid_open_sessions')).toBe(1);
});

test('the days that certificates have left, and the age of lists, are figures to be alarmed by', async () => {
  expect(await figure('eid_certificate_days_left{certificate="country signer 1"}')).toBeCloseTo(
    (Date.parse('2039-12-31') - noon) / 86_400_000,
  );
  for (const name of ['terminal first', 'tls service', 'tls paos'])
    expect(await figure(`eid_certificate_days_left{certificate="${name}"}`), name).toBeGreaterThan(0);
  expect(await figure('eid_list_seconds_left{list="block list first"}')).toBe(86_400);
  expect(await figure('eid_list_age_seconds{list="revocation list 1"}')).toBeGreaterThan(0);
  at.world.time.now += 3_600_000;
  expect(await figure('eid_list_age_seconds{list="block list first"}')).toBe(3600);
  at.world.time.now = noon;
  const documentLists = at.world.files.documentLists([], []);
  await using node = await at.world.start({ documentLists });
  const figures = await (await fetch(`http://127.0.0.1:${node.operationsPort}/metrics`)).text();
  for (const name of ['master list', 'defect list']) expect(figures).toContain(`eid_list_age_seconds{list="${name}"} 0`);
});

test('what is held for SAML has an end too: our two keys, and the metadata of each service provider', async () => {
  const { config } = await withSaml(at.world);
  await using node = await at.world.start(config);
  const figures = await (await fetch(`http://127.0.0.1:${node.operationsPort}/metrics`)).text();
  for (const name of ['saml signing', 'saml encryption', 'tls attached'])
    expect(figures).toMatch(new RegExp(`eid_certificate_days_left\\{certificate="${name}"\\} \\d`));
  expect(figures).toContain(`eid_list_seconds_left{list="saml metadata first"} ${7 * 86_400}`);
});

test('the operator’s page shows certificates, lists and the last failures by code, and nothing about the people', async () => {
  const refused = await at.party.signIn({ operations: {} }, { card: personalise({ expires: '2026-06-14' }) });
  expect(refused.party.result.major).toBe('error');
  const { text } = await get('/?lang=en');
  for (const shown of [
    'terminal first',
    'document verifier first',
    'tls paos',
    'country signer 1',
    'block list first',
    'revocation list 1',
  ])
    expect(text, shown).toContain(shown);
  expect(text).toContain('data-state="ready"');
  expect(text).toMatch(/<th scope="row">document\.expired<\/th>/);
  for (const secret of Object.values(person)) expect(text).not.toContain(secret);
  at.world.time.now += 86_400_001;
  expect((await get('/?lang=en')).text).toContain('data-state="not-ready"');
  at.world.time.now = noon;
});

test('who asks under another name than this computer’s is not answered', async () => {
  const answer = await fetch(`http://127.0.0.1:${at.server.operationsPort}/metrics`, { headers: { host: 'evil.example' } });
  expect(answer.status).toBe(403);
});

test('a terminal certificate of the demonstration’s authorities is refused for production', async () => {
  const { config } = at.world.files;
  const demo = issue(
    { chr: 'HUDVDEMO0100001', signer: authorities.verifier.signer },
    { chr: 'HUANYTERM00001', signer: authorities.verifier.signer, place: 'terminal', rights: [] },
  );
  const [service] = config.services;
  if (service === undefined) throw new Error('a configuration has a service');
  const services = [{ ...service, laterCertificateFiles: [at.world.files.write('demo', demo.raw)] }];
  expect(await check({ ...config, services, production: true }, { clock: () => noon })).toEqual([
    { field: 'services.0.laterCertificateFiles.0', fault: 'configuration.demonstration' },
  ]);
});

test('a server lives, and is ready exactly while it could read a card', async () => {
  expect((await get('/healthz')).status).toBe(200);
  expect((await get('/readyz')).status).toBe(200);
  expect(await figure('eid_ready')).toBe(1);
  at.world.time.now += 86_400_001;
  const stale = await get('/readyz');
  expect([stale.status, JSON.parse(stale.text).missing]).toEqual([503, ['block list first', 'block list second']]);
  expect(await figure('eid_ready')).toBe(0);
  at.world.time.now = noon;
  expect((await get('/readyz')).status).toBe(200);
});

/** What a server with this configuration says to be missing. */
async function missingWith(change: Partial<EidServerConfig>): Promise<readonly string[]> {
  await using node = await at.world.start(change);
  return JSON.parse(await (await fetch(`http://127.0.0.1:${node.operationsPort}/readyz`)).text()).missing;
}

test('a server is not ready without a revocation list that counts, with a TLS certificate that has lapsed, or with one that no description names', async () => {
  const { config, write, clients } = at.world.files;
  expect(await missingWith({ revocationListFiles: [] })).toEqual(['revocation list']);
  expect(await missingWith({ revocationListFiles: [], pinnedDocumentSigners: ['00'.repeat(32)] })).toEqual([]);
  const lapsedList = write('lapsed-crl', country.revocationList([], noon - 1));
  expect(await missingWith({ revocationListFiles: [lapsedList] })).toEqual(['revocation list']);
  const other = { certificateFile: write('other.pem', clients.stranger.cert), keyFile: write('other-key', clients.stranger.key) };
  expect(await missingWith({ paos: { ...config.paos, ...other } })).toEqual([
    'tls paos in the description of first',
    'tls paos in the description of second',
  ]);
  const lapsed = await at.world.files.tlsPair('lapsed', Date.parse('2021-01-01'));
  expect(await missingWith({ service: { ...config.service, ...lapsed } })).toEqual(['tls service']);
});

test('a server whose database is away lives, is not ready, and says so in its figures without failing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'eszig-eid-server-away-'));
  const cluster = await startCluster(folder);
  await using node = await at.world.start({ databaseUrlFile: at.world.files.write('away', cluster.url) });
  await cluster[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
  const ask = async (path: string) => fetch(`http://127.0.0.1:${node.operationsPort}${path}`);
  expect((await ask('/healthz')).status).toBe(200);
  const ready = await ask('/readyz');
  expect([ready.status, await ready.json()]).toEqual([503, { status: 'not-ready', missing: ['database'] }]);
  const figures = await ask('/metrics');
  expect([figures.status, await figures.text()]).toEqual([200, expect.not.stringMatching(/^eid_open_sessions /m)]);
  expect(await (await ask('/?lang=en')).text()).toContain('data-state="not-ready"');
});

test('a database that never answers is away too, and holds up neither readiness nor figures', async () => {
  const never = { open: () => new Promise<number>(() => undefined) };
  const trust = { value: { countrySigners: [], revocationLists: [], pinnedSigners: ['00'], documentTypes: ['ID'], issued: [] } };
  const { app } = createOperations({ store: never, parties: [], trust, tls: {}, clock: () => noon, computerClock: () => noon });
  const [ready, figures] = await Promise.all(['/readyz', '/metrics'].map((path) => app.request(`http://127.0.0.1${path}`, own)));
  expect([ready?.status, await ready?.json()]).toEqual([503, { status: 'not-ready', missing: ['database'] }]);
  expect(await figures?.text()).toMatch(/^eid_ready 0$/m);
});

const own = { headers: { host: '127.0.0.1' } };

test('one id leads through the log of a sign-in, from its beginning to its result, and is not the session itself', async () => {
  const { session, psk } = await at.party.open({ operations: {} });
  using connection = await connect(at.server.paosPort, psk);
  await signIn(exchangeOver(connection), createClient(psk.id, { card: personalise() }));
  await at.party.getResult(session);
  const events = at.world.lines.map((line) => JSON.parse(line)).filter((line) => line.session === sessionMark(psk.id));
  expect(events.map(({ event, to }) => to ?? event)).toEqual(['session', 'connected', 'signed', 'reading', 'finished', 'result']);
});

test('what has expired leaves no row, and is counted', async () => {
  await at.party.open({ operations: {} });
  at.world.time.now += 120_001;
  await using node = await at.world.start();
  expect((await at.world.database.query('select count(*)::int as rows from eid_server.session')).rows).toEqual([{ rows: 0 }]);
  const figures = await (await fetch(`http://127.0.0.1:${node.operationsPort}/metrics`)).text();
  expect(figures).toMatch(/eid_sign_ins_total\{outcome="signin.expired"\} [1-9]/);
  at.world.time.now = noon;
});

test('a key is replaced while sessions are under way: they end well under the new list of keys', async () => {
  const { session, psk } = await at.party.open({ operations: { givenNames: 'REQUIRED' } });
  using here = await connect(at.server.paosPort, psk);
  const client = createClient(psk.id, { card: personalise() });
  const { clusterKeyFile, sessionKeyFile } = at.world.files.config as { clusterKeyFile: string; sessionKeyFile: string };
  const fresh = (name: string) => at.world.files.write(name, crypto.getRandomValues(new Uint8Array(32)));
  await using renewed = await at.world.start({
    clusterKeyFile: [fresh('cluster-key-2'), clusterKeyFile],
    sessionKeyFile: [fresh('session-key-2'), sessionKeyFile],
  });
  using there = await connect(renewed.paosPort, psk);
  let sent = 0;
  await signIn((document) => exchangeOver(sent++ === 0 ? here : there)(document), client);
  using again = relyingParty(renewed, at.world.files.clients.first);
  expect((await again.getResult(session)).result).toEqual({ major: 'ok' });
});

test('a configuration that is right has no faults', async () => {
  expect(await check(at.world.files.config, { clock: () => noon })).toEqual([]);
});

test('a configuration that is wrong is told by its field', async () => {
  const { config, write, clients } = at.world.files;
  const [service, second] = config.services;
  if (service === undefined || second === undefined) throw new Error('a configuration has services');
  const faults = (change: object) => check({ ...config, ...change }, { clock: () => noon });
  const ofService = async (change: object) => faults({ services: [{ ...service, ...change }, second] });
  expect(await faults({ paos: { ...config.paos, port: 'x' } })).toMatchObject([{ field: 'paos.port' }]);
  expect(await faults({ surplus: 1 })).toHaveLength(1);
  expect(await faults({ clusterKeyFile: '/nowhere' })).toEqual([{ field: 'clusterKeyFile.0', fault: 'keys.malformed' }]);
  const nothing = write('nothing', 'x');
  const lists = at.world.files.documentLists([], []);
  const stranger = { certificateFile: write('s.pem', clients.stranger.cert), keyFile: write('s-key', clients.stranger.key) };
  const single: readonly (readonly [string, object])[] = [
    ['countrySignerFiles.0', { countrySignerFiles: [nothing] }],
    ['revocationListFiles.1', { revocationListFiles: [...config.revocationListFiles, nothing] }],
    ['documentLists.defectListFile', { documentLists: { ...lists, defectListFile: '/nowhere' } }],
    ['service.clientAuthorityFile', { service: { ...config.service, clientAuthorityFile: nothing } }],
    ['paos.keyFile', { paos: { ...config.paos, keyFile: nothing } }],
    ['service.certificateFile', { service: { ...config.service, certificateFile: nothing } }],
  ];
  for (const [field, change] of single) expect([field, await faults(change)]).toMatchObject([field, [{ field }]]);
  for (const [field, change] of [
    ['certificateFiles.0', { certificateFiles: [nothing] }],
    ['laterCertificateFiles.0', { laterCertificateFiles: ['/nowhere'] }],
    ['keyFile', { keyFile: nothing }],
    ['descriptionFile', { descriptionFile: nothing }],
    ['clientCertificateFile', { clientCertificateFile: nothing }],
    ['sectorKeyFiles.blocking', { sectorKeyFiles: { ...service.sectorKeyFiles, blocking: nothing } }],
    ['blockList.signerFile', { blockList: { ...service.blockList, signerFile: nothing } }],
    ['blockList.changes.addedFile', { blockList: { ...service.blockList, changes: { addedFile: '/nowhere', removedFile: nothing } } }],
  ] as const)
    expect([field, await ofService(change)]).toMatchObject([field, [{ field: `services.0.${field}` }]]);

  const mismatched = (field: string, fault: string) => [{ field, fault }];
  expect(await ofService({ descriptionFile: write('other-description', encodeDescription(otherDescription)) })).toEqual(
    mismatched('services.0.descriptionFile', 'material.mismatch'),
  );
  const { pseudonym, blocking } = service.sectorKeyFiles;
  expect(await ofService({ sectorKeyFiles: { pseudonym: blocking, blocking: pseudonym } })).toEqual(
    mismatched('services.0.sectorKeyFiles.pseudonym', 'material.mismatch'),
  );
  expect(await ofService({ blockList: { ...service.blockList, file: lists.masterListFile } })).toEqual(
    mismatched('services.0.blockList.file', 'card.not-authentic'),
  );
  expect(await faults({ documentLists: { ...lists, masterListFile: lists.defectListFile } })).toEqual(
    mismatched('documentLists.masterListFile', 'card.not-authentic'),
  );
  expect(await faults({ service: { ...config.service, keyFile: stranger.keyFile } })).toEqual(
    mismatched('service.keyFile', 'material.mismatch'),
  );
  expect(await faults({ paos: { ...config.paos, ...stranger } })).toContainEqual({
    field: 'paos.certificateFile',
    fault: 'configuration.key',
  });
});

const otherDescription = { issuerName: 'a', subjectName: 'b', terms: { format: 'plain', text: 'c' } } as const;

test('what has lapsed, and what clients would refuse, is told by its field too', async () => {
  const { config, write } = at.world.files;
  const at2 = (now: number, change: object = {}) => check({ ...config, ...change }, { clock: () => now });
  expect(await at2(noon + 2 * 86_400_000)).toEqual([
    { field: 'services.0.blockList.file', fault: 'configuration.lapsed' },
    { field: 'services.1.blockList.file', fault: 'configuration.lapsed' },
  ]);
  const lapsedList = write('lapsed-crl', country.revocationList([], noon - 1));
  expect(await at2(noon, { revocationListFiles: [lapsedList] })).toEqual([{ field: 'revocationListFiles', fault: 'configuration.lapsed' }]);
  const lapsed = await at.world.files.tlsPair('lapsed', Date.parse('2021-01-01'));
  expect(await at2(noon, { service: { ...config.service, ...lapsed } })).toEqual([
    { field: 'service.certificateFile', fault: 'configuration.lapsed' },
  ]);
  const other = await at.world.files.tlsPair('other', noon + 1e10, 'RSA-3072');
  expect(await at2(noon, { paos: { ...config.paos, ...other } })).toEqual([
    { field: 'services.0.descriptionFile', fault: 'configuration.unannounced' },
    { field: 'services.1.descriptionFile', fault: 'configuration.unannounced' },
  ]);
  const attached = await attach(at.world);
  expect(await at2(noon, attached)).toEqual([{ field: 'services.0.descriptionFile', fault: 'configuration.address' }]);
});

test('for production no address of a person goes over plain http', async () => {
  const attached = await attach(at.world);
  const { attached: own, services } = attached;
  const [first, ...others] = services;
  const insecure = { attached: { returnAddress: 'http://party.example/back' } };
  const found = await check(
    { ...at.world.files.config, attached: own, services: [{ ...first, ...insecure }, ...others], production: true },
    { clock: () => noon },
  );
  expect(found).toContainEqual({ field: 'services.0.attached.returnAddress', fault: 'configuration.insecure' });
});

test('for production nothing of a demonstration is accepted, by the check and by the start', async () => {
  const { config } = at.world.files;
  const demonstration = { ...config, production: true, pinnedDocumentSigners: ['00'.repeat(32)] };
  expect(await check({ ...config, production: true }, { clock: () => noon })).toEqual([]);
  expect(await check(demonstration, { clock: () => noon })).toEqual([
    { field: 'pinnedDocumentSigners', fault: 'configuration.demonstration' },
  ]);
  await expect(at.world.start(demonstration)).rejects.toMatchObject({
    code: 'configuration.refused',
    facts: { pinnedDocumentSigners: 'configuration.demonstration' },
  });
});
