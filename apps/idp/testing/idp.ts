// For the tests and the benchmark of the OpenID Connect half: the identity provider on a store of its own, and a shortcut past the card, which
// the stories in e2e/ do not take: a sign-in is set to its end by the functions that end it.
import { generateKeyPairSync, type JsonWebKey, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { type App, createFetch, listen } from '../../../io/http/index.ts';
import { quiet } from '../../../io/log/index.ts';
import { openStore, startCluster } from '../../../io/store/index.ts';
import type { RoleEntry, WorkerRecord } from '../../../lib/entitlement/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import type { Registration } from '../engine/registration.ts';
import { citizenClaims } from '../login/authorization-response.ts';
import type { AskDirectory } from '../login/resolve-link.ts';
import { begun, type CardData, type SignIn } from '../login/sign-in.ts';
import { acting } from '../routes/interaction.ts';
import { type Artifacts, createArtifacts } from '../store/artifacts.ts';
import { type CardSignIns, createCardSignIns } from '../store/card-sign-ins.ts';
import { createPseudonyms, type Pseudonyms } from '../store/pseudonyms.ts';
import { createRelyingParties, type RelyingParties } from '../store/relying-parties.ts';
import { type IdpDatabase, migrations, schema } from '../store/schema.ts';
import { createSeal } from '../store/seal.ts';
import { createSignIns, type SignIns } from '../store/sign-ins.ts';

const name = { hu: 'Próba', en: 'Trial' };
const purpose = { hu: 'Próba.', en: 'A trial.' };

/** A registration with nothing but what a test says of it. */
export function registered(clientId: string, rest: Partial<Registration> = {}): Registration {
  const address = 'http://rp.localhost:9999/return';
  return { clientId, name, purpose, kind: 'web', redirectUris: [address], postLogoutRedirectUris: [], scopes: [], ...rest };
}

const testWorker: WorkerRecord = {
  id: 'dr',
  name: 'dr. Őri Ágnes',
  profession: 'physician',
  registration: { number: '12345', basic: true, operational: true, status: 'in-force', asOf: '2026-11-23T00:00:00Z' },
  roles: [
    { role: 'physician', institution: { id: '104217', name: 'Kórház' }, unit: { id: '104217001', name: 'Osztály' }, status: 'in-force' },
  ],
};

const cardData: CardData = { givenNames: 'Ágnes', familyNames: 'Őri', dateOfBirth: '1980-02-29', taj: '123456788' };
const pseudonymOf = (person: number) => Buffer.alloc(32, person).toString('hex');

export interface Stores {
  readonly artifacts: Artifacts;
  readonly signIns: SignIns;
  readonly relyingParties: RelyingParties;
  readonly cardSignIns: CardSignIns;
  readonly pseudonyms: Pseudonyms;
}

/** The identity provider listening on a free port, with fresh keys, and nobody behind it. `wrap` may stand before it. */
export async function listenIdp(
  stores: Stores,
  wrap: (idp: Awaited<ReturnType<typeof make>>) => App = ({ app }) => app,
  askDirectory: AskDirectory = async () => ({ kind: 'not-linked' }),
) {
  const port = await freePort();
  const issuer = `http://idp.localhost:${port}`;
  const signingKey: JsonWebKey = {
    ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
    kid: 'first',
  };
  const idp = await make(issuer, stores, signingKey, askDirectory);
  const server = await listen(wrap(idp), { port });
  return { issuer, signingKey, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

async function make(issuer: string, stores: Stores, signingKey: JsonWebKey, askDirectory: AskDirectory) {
  const unreachable = async () => {
    throw new EidError('eid-server.down');
  };
  // As in a world, where other apps listen before this one is loaded: it changes what the HTTP server takes for an answer.
  await (await listen(new Hono(), { port: 0 }))[Symbol.asyncDispose]();
  const { idpApp } = await import('../app.ts');
  return idpApp({
    ...stores,
    issuer,
    secureOrigin: 'https://idp.localhost:9443',
    clientAddress: 'http://127.0.0.1:24727',
    keys: {
      signing: [signingKey],
      cookies: ['a cookie key of the tests'],
      subject: randomBytes(32),
    },
    callEidServer: unreachable,
    askDirectory,
    tellDirectory: async () => undefined,
    askMatch: async () => ({ kind: 'no' }),
    paosAddress: 'https://localhost:9',
    history: { note: async () => undefined, of: async () => [], sweep: async () => undefined },
    historySector: 'portal',
    historyToken: 'the-history-token',
    adminToken: 'the-admin-token',
    log: quiet,
    road: () => undefined,
  });
}

/** A PostgreSQL of its own with our tables. @param registrations of the relying parties that it begins with */
export async function openStores(registrations: readonly Registration[]) {
  await using opened = new AsyncDisposableStack();
  const folder = opened.adopt(mkdtempSync(join(tmpdir(), 'eszig-idp-')), (path) => rmSync(path, { recursive: true, force: true }));
  const cluster = opened.use(await startCluster(join(folder, 'postgres')));
  const db = opened.adopt(await openStore<IdpDatabase>(cluster.url, schema, migrations), (store) => store.destroy());
  const seal = createSeal(randomBytes(32));
  const relyingParties = createRelyingParties(db);
  for (const registration of registrations) await relyingParties.put(registration);
  const owned = opened.move();
  const stores: Stores = {
    artifacts: createArtifacts(db, seal),
    signIns: createSignIns(db, seal),
    cardSignIns: createCardSignIns(db, seal),
    pseudonyms: createPseudonyms(db, seal, randomBytes(32)),
    relyingParties,
  };
  return { db, cluster, stores, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** Both, and a shortcut past the card. */
export async function startIdp(registrations: readonly Registration[]) {
  await using opened = new AsyncDisposableStack();
  const { db, cluster, stores } = opened.use(await openStores(registrations));
  const directory: { worker: WorkerRecord } = { worker: testWorker };
  const linked: AskDirectory = async () => ({ kind: 'linked', worker: directory.worker });
  const { issuer, signingKey } = opened.use(await listenIdp(stores, undefined, linked));
  const fetch = opened.use(createFetch());
  const owned = opened.move();

  /** Sets a sign-in to its end, as if this person's card had been read with everything permitted. */
  async function passCard(uid: string, person: number): Promise<void> {
    const stored = await stores.signIns.find(uid);
    if (stored === undefined) throw new Error('no such sign-in');
    const { signIn, revision } = stored;
    await stores.signIns.replace(uid, revision, ended(signIn, person), 600);
  }

  return { issuer, signingKey, stores, fetch, db, cluster, directory, passCard, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** A sign-in at its end: this person's card was read, with everything permitted; a worker acts in their one role. */
export function ended(signIn: SignIn, person: number): SignIn {
  if (signIn.plan.mode === 'worker') return acting(signIn, pseudonymOf(person), testWorker, testWorker.roles[0] as RoleEntry);
  return { ...begun(signIn), state: 'done', pseudonym: pseudonymOf(person), claims: citizenClaims(signIn.plan, cardData) };
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
