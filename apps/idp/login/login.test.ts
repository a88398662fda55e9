// The steps of a sign-in by their rules, without a network: what may come when, who gets the token, who may come back.
import { expect, test } from 'vitest';
import { parseXml } from '../../../io/xml/index.ts';
import { hex, utf8 } from '../../../lib/bytes/index.ts';
import { parseTcToken } from '../../../lib/ecard/index.ts';
import { encodeGetResultResponse, encodeUseIdResponse, type GetResultResponse, refused } from '../../../lib/eid-service/index.ts';
import type { IdentityMatched, LinkResolved, RoleEntry } from '../../../lib/entitlement/index.ts';
import { linkingScope, parseClaimRequests, planSignIn, scopeNames, tajClaim } from '../../../lib/oidc/index.ts';
import { parseSoap } from '../../../lib/xml/index.ts';
import { citizenClaims, workerClaims } from './authorization-response.ts';
import { failureOfRedirect } from './failure.ts';
import { activationAddress, hadToken, matchIdentity, refresh, resolveLink, spoil, tcToken, useId } from './index.ts';
import type { CardData, SignIn } from './sign-in.ts';

const origin = 'https://idp.localhost:8181';
const plan = planSignIn(['openid', 'profile', tajClaim], parseClaimRequests({}), { scopes: scopeNames });
const base = { clientId: 'portal', name: { hu: 'Portál', en: 'Portal' }, purpose: { hu: 'Belépés.', en: 'Sign-in.' }, plan };
const opened: SignIn = {
  ...base,
  state: 'opened',
  session: 'aa'.repeat(16),
  mark: 'ba7816bf',
  counter: 0,
  psk: { id: 'session-identifier', key: '0b'.repeat(32) },
  serverAddress: 'https://localhost:8086/paos',
};
const never = async () => {
  throw new Error('nobody is to be asked');
};
const silent = { callEidServer: never, road: () => undefined };
/** An eID server that answers everything with this document. */
const answering = (document: string) => ({ ...silent, callEidServer: async () => parseSoap(parseXml(utf8(document))).body });

function activated() {
  const { signIn, document } = tcToken(opened, 'uid', origin);
  const token = parseTcToken(parseXml(new TextEncoder().encode(document)));
  const word = new URL('refreshAddress' in token ? token.refreshAddress : '').searchParams.get('word') ?? '';
  return { signIn, token, word };
}

test('the TC token names the session and its key once, and the sign-in keeps neither key nor word', () => {
  const { signIn, token, word } = activated();
  expect(token).toMatchObject({ sessionIdentifier: 'session-identifier', serverAddress: 'https://localhost:8086/paos' });
  expect(token).toMatchObject({
    refreshAddress: expect.stringMatching(/^https:\/\/idp\.localhost:8181\/interaction\/uid\/refresh\?word=/),
  });
  expect(JSON.stringify(signIn)).not.toContain('0b0b0b');
  expect(JSON.stringify(signIn)).not.toContain(word);
  expect(() => tcToken(signIn, 'uid', origin)).toThrow('sign-in.out-of-order');
});

test('only who had the token may come back; a browser of another spoils the sign-in', async () => {
  const { signIn, word } = activated();
  const returned = { word, major: 'ok', minor: undefined };
  expect(hadToken(signIn, returned)).toBe(true);
  expect(hadToken(signIn, { ...returned, word: `${word}x` })).toBe(false);
  expect(hadToken(opened, returned)).toBe(false);
  await expect(refresh(silent, signIn, { ...returned, word: undefined })).rejects.toMatchObject({ code: 'signin.other-browser' });
  await expect(refresh(silent, opened, returned)).rejects.toMatchObject({ code: 'signin.other-browser' });
  await expect(refresh(silent, spoil(signIn), returned)).rejects.toMatchObject({ code: 'sign-in.out-of-order' });
});

test('what the client reports is told in our codes, and no result is asked for', async () => {
  const { signIn, word } = activated();
  const back = (minor: string) => refresh(silent, signIn, { word, major: 'error', minor });
  await expect(back('cancellationByUser')).rejects.toMatchObject({ code: 'user.cancelled' });
  await expect(back('clientError')).rejects.toMatchObject({ code: 'client.stopped' });
  await expect(back('trustedChannelEstablishmentFailed')).rejects.toMatchObject({ code: 'eid-server.down' });
  for (const minor of ['constructor', '', undefined]) expect(failureOfRedirect(minor)).toBe('client.stopped');
});

test('an eID server that refuses a session is told by the code that it gives', async () => {
  const begin = (message?: string) => {
    const document = encodeUseIdResponse({ result: refused('internalError', message) });
    return useId({ ...answering(document), paosAddress: origin }, { ...base, state: 'begun' }, 'hu');
  };
  await expect(begin('database.unreachable')).rejects.toMatchObject({ code: 'database.unreachable' });
  await expect(begin('of its own')).rejects.toMatchObject({ code: 'internal' });
  await expect(begin()).rejects.toMatchObject({ code: 'internal' });
});

test('without what is required nobody is signed in, whatever a client let the holder take away; what is optional may be missing', async () => {
  const essential = parseClaimRequests({ userinfo: { [tajClaim]: { essential: true } } });
  const needsTaj = { ...opened, plan: planSignIn(['openid', 'profile', tajClaim], essential, { scopes: scopeNames }) };
  const { signIn, document } = tcToken(needsTaj, 'uid', origin);
  const word = /word=([\w-]+)/.exec(document)?.[1];
  const back = (allowed: GetResultResponse['operationsAllowedByUser'], data = {}) => {
    const personalData = { ...data, restrictedId: { id: hex`AA` } };
    const read = { result: { major: 'ok' }, personalData, ...(allowed && { operationsAllowedByUser: allowed }) } as const;
    return refresh(answering(encodeGetResultResponse(read)), signIn, { word, major: 'ok', minor: undefined });
  };
  const taj = '123456788';
  expect(await back({ taj: 'ALLOWED' }, { taj })).toEqual({ pseudonym: 'aa', data: { taj } });
  expect(await back({ taj: 'NOTONCHIP' })).toEqual({ pseudonym: 'aa', data: {} });
  await expect(back({ givenNames: 'ALLOWED' }, { givenNames: 'Ágnes' })).rejects.toMatchObject({ code: 'user.cancelled' });
  await expect(back(undefined)).rejects.toMatchObject({ code: 'user.cancelled' });
});

test('a sign-in that is over cannot be begun again', async () => {
  const done: SignIn = { ...base, state: 'done', pseudonym: 'aa', claims: {} };
  await expect(useId({ ...silent, paosAddress: origin }, done, 'hu')).rejects.toMatchObject({ code: 'sign-in.out-of-order' });
});

test('the client is started at its own address with the address of the token', () => {
  const address = new URL(activationAddress('http://127.0.0.1:24727', origin, 'uid'));
  expect([address.origin, address.pathname]).toEqual(['http://127.0.0.1:24727', '/eID-Client']);
  expect(address.searchParams.get('tcTokenURL')).toBe(`${origin}/interaction/uid/tc-token`);
});

test('claims are what the holder permitted, no more', () => {
  const data = { givenNames: 'Ágnes', familyNames: 'Őri', taj: '123456788' };
  expect(citizenClaims(plan, data)).toEqual({ given_name: 'Ágnes', family_name: 'Őri', name: 'Őri Ágnes', [tajClaim]: '123456788' });
  expect(citizenClaims(plan, { givenNames: 'Ágnes' })).toEqual({ given_name: 'Ágnes' });
  expect(citizenClaims({ ...plan, claims: ['birthdate'] }, data)).toEqual({});
});

const role = (institution: string, rest: Partial<RoleEntry> = {}): RoleEntry => ({
  role: 'physician',
  institution: { id: institution, name: 'Kórház' },
  unit: { id: `${institution}001`, name: 'Belgyógyászat' },
  status: 'in-force',
  ...rest,
});
const registration = { number: '12345', basic: true, operational: true, status: 'in-force', asOf: '2026-11-23T00:00:00Z' } as const;
const worker = { id: 'dr', name: 'Dr. Őri Ágnes', profession: 'physician', registration, roles: [role('100001'), role('100002')] } as const;
const roleScopes = ['openid', 'eeszt_role'];
const resolve = (answer: LinkResolved, asked: SignIn['plan']['role'] = {}, scopes = roleScopes) => {
  const planned = { ...planSignIn(scopes, parseClaimRequests({}), { scopes: scopeNames }), role: asked };
  return resolveLink({ askDirectory: async () => answer, road: () => undefined }, { pseudonyms: ['aa'], mark: 'bb', plan: planned });
};

test('a worker acts in the roles in force, those asked for by value when some are', async () => {
  expect((await resolve({ kind: 'linked', worker })).roles).toHaveLength(2);
  expect((await resolve({ kind: 'linked', worker }, { eeszt_org: ['100002'] })).roles).toEqual([role('100002')]);
  await expect(resolve({ kind: 'linked', worker }, { eeszt_org: ['999999'] })).rejects.toMatchObject({ code: 'account.no-role' });
  await expect(resolve({ kind: 'linked', worker: { ...worker, roles: [] } })).rejects.toMatchObject({ code: 'account.no-role' });
  await expect(resolve({ kind: 'not-linked' })).rejects.toMatchObject({ code: 'account.not-linked' });
  const suspended = { ...worker, registration: { ...registration, status: 'suspended' } } as const;
  await expect(resolve({ kind: 'linked', worker: suspended })).rejects.toMatchObject({ code: 'account.suspended' });
});

test('while a sector moves, a card that is linked by its new pseudonym is found by that', async () => {
  const askDirectory = async ({ pseudonym }: { pseudonym: string }): Promise<LinkResolved> =>
    pseudonym === 'new' ? { kind: 'linked', worker } : { kind: 'not-linked' };
  const planned = planSignIn(roleScopes, parseClaimRequests({}), { scopes: scopeNames });
  const find = (pseudonyms: readonly [string, ...string[]]) =>
    resolveLink({ askDirectory, road: () => undefined }, { pseudonyms, mark: 'bb', plan: planned });
  expect((await find(['old', 'new'])).pseudonym).toBe('new');
  expect((await find(['new', 'old'])).pseudonym).toBe('new');
  await expect(find(['old', 'old'])).rejects.toMatchObject({ code: 'account.not-linked' });
});

test('who asks only who a worker is learns it of one without any role too, and of nobody without a link', async () => {
  const user = (answer: LinkResolved) => resolve(answer, {}, ['openid', 'eeszt_user']);
  expect(await user({ kind: 'linked', worker: { ...worker, roles: [] } })).toMatchObject({ worker: { id: 'dr' }, roles: [] });
  await expect(user({ kind: 'not-linked' })).rejects.toMatchObject({ code: 'account.not-linked' });
  const both = resolve({ kind: 'linked', worker: { ...worker, roles: [] } }, {}, [...roleScopes, 'eeszt_user']);
  await expect(both).rejects.toMatchObject({ code: 'account.no-role' });
});

const linkingPlan = planSignIn(
  ['openid', linkingScope],
  parseClaimRequests({ userinfo: { linking_user: { essential: true, value: 'O12345' } } }),
  {
    scopes: scopeNames,
  },
);
const card = {
  familyNames: 'Őri',
  givenNames: 'Ágnes',
  birthName: 'Őri Ágnes',
  motherName: 'Kis Éva',
  dateOfBirth: '1980-01-01',
  placeOfBirth: 'Pécs',
};
const match = (answer: IdentityMatched, data: CardData = card, plan = linkingPlan) => {
  const asked: unknown[] = [];
  const needs = { askMatch: async (request: unknown) => [answer, asked.push(request)][0] as IdentityMatched, road: () => undefined };
  return { asked, outcome: matchIdentity(needs, { pseudonym: 'aa', mark: 'bb', plan, data }) };
};

test('linking asks the card for the natural identity data as required, and the directory whose they are', async () => {
  expect(Object.entries(linkingPlan.reads).every(([, need]) => need === 'required')).toBe(true);
  expect(Object.keys(linkingPlan.reads)).toEqual(['givenNames', 'familyNames', 'birthName', 'motherName', 'dateOfBirth', 'placeOfBirth']);
  const { asked, outcome } = match({ kind: 'linked', worker });
  expect(await outcome).toMatchObject({ kind: 'linked', roles: [{ role: 'physician' }, { role: 'physician' }] });
  const identity = { name: 'Őri Ágnes', birthName: 'Őri Ágnes', motherName: 'Kis Éva', dateOfBirth: '1980-01-01', placeOfBirth: 'Pécs' };
  expect(asked).toEqual([{ pseudonym: 'aa', user: 'O12345', identity }]);
});

test('linking ends with its outcome, and tells the relying party nothing of what was read', async () => {
  for (const kind of ['no', 'human', 'too-many'] as const)
    expect(await match({ kind }).outcome).toEqual({ kind: 'over', claims: { linking_outcome: kind } });
  const noRole = match({ kind: 'linked', worker: { ...worker, roles: [] } });
  expect(await noRole.outcome).toEqual({ kind: 'over', claims: { linking_outcome: 'linked', linking_stop: 'account.no-role' } });
  const claims = JSON.stringify(workerClaims(linkingPlan, worker, role('100001')));
  for (const datum of ['Kis Éva', '1980', 'Pécs']) expect(claims).not.toContain(datum);
  expect(claims).toContain('"linking_outcome":"linked"');
});

test('linking ends when the request names no account, and when the card keeps what is needed', async () => {
  const { motherName: _, ...kept } = card;
  await expect(match({ kind: 'no' }, kept).outcome).rejects.toMatchObject({ code: 'user.cancelled' });
  const nobody = planSignIn(['openid', linkingScope], parseClaimRequests({}), { scopes: scopeNames });
  await expect(match({ kind: 'no' }, card, nobody).outcome).rejects.toMatchObject({ code: 'request.not-allowed' });
});

test('a worker’s claims come from the directory, for the role that was chosen', () => {
  const workers = planSignIn(['openid', 'eeszt_role'], parseClaimRequests({}), { scopes: scopeNames });
  expect(workerClaims(workers, worker, role('100002'))).toEqual({
    name: 'Dr. Őri Ágnes',
    eeszt_role: 'physician',
    eeszt_org: '100002',
    eeszt_unit: '100002001',
    professional_id: '12345',
    register_status: 'in-force',
    register_asof: '2026-11-23T00:00:00Z',
  });
});
