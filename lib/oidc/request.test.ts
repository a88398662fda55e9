import { expect, test } from 'vitest';
import { eidasLevels, meetsEssentialAcr, parseClaimRequests, planSignIn, policyAcr, scopeClaims, scopeNames, tajClaim } from './index.ts';

const everything = { scopes: scopeNames };
const none = parseClaimRequests({});

test('openid alone asks the card for nothing', () => {
  expect(planSignIn(['openid'], none, everything)).toEqual({ mode: 'pseudonym', claims: [], reads: {}, role: {} });
});

test('a worker is named by the directory: no data group is asked for', () => {
  const plan = planSignIn(['openid', 'eeszt_role'], none, everything);
  expect([plan.mode, plan.reads]).toEqual(['worker', {}]);
  expect(plan.claims).toEqual(scopeClaims.eeszt_role);
});

test('a scope asks only for what is registered, and lets the holder refuse', () => {
  const plan = planSignIn(['openid', 'profile', tajClaim], none, { scopes: ['profile', tajClaim], claims: ['given_name', tajClaim] });
  expect(plan).toEqual({ mode: 'citizen', claims: ['given_name', tajClaim], reads: { givenNames: 'optional', taj: 'optional' }, role: {} });
});

test('an essential claim is required from the card, whatever else asks for the same datum', () => {
  const requests = parseClaimRequests({ userinfo: { given_name: { essential: true }, name: null } });
  expect(planSignIn(['openid'], requests, everything).reads).toEqual({ givenNames: 'required', familyNames: 'optional' });
});

test('a claim that is not registered is not asked for', () => {
  const requests = parseClaimRequests({ userinfo: { [tajClaim]: { essential: true }, constructor: null } });
  expect(planSignIn(['openid'], requests, { scopes: [] })).toMatchObject({ mode: 'pseudonym', claims: [], reads: {} });
});

test('who may ask for the name of a worker may not ask for the name of a citizen', () => {
  const plan = planSignIn(['openid', 'profile'], parseClaimRequests({ userinfo: { name: null } }), { scopes: ['eeszt_role'] });
  expect(plan).toMatchObject({ mode: 'pseudonym', reads: {} });
});

test('one request has one mode of identification', () => {
  expect(() => planSignIn(['openid', 'eeszt_role', tajClaim], none, everything)).toThrow('oidc.two-modes');
  expect(() => planSignIn(['openid', 'eeszt_role', 'profile'], none, everything)).toThrow('oidc.two-modes');
});

test('a value of a role claim picks among several roles', () => {
  const requests = parseClaimRequests({ userinfo: { eeszt_org: { value: '100001' }, eeszt_role: { values: ['physician', 'dentist'] } } });
  const { role } = planSignIn(['openid', 'eeszt_role'], requests, everything);
  expect(role).toEqual({ eeszt_org: ['100001'], eeszt_role: ['physician', 'dentist'] });
});

test.each([
  null,
  [],
  'x',
  { userinfo: [] },
  { id_token: { acr: 'high' } },
  { id_token: { acr: { values: 'high' } } },
  { userinfo: { name: { essential: 1 } } },
])('a claims parameter that is not one is refused: %j', (parameter) =>
  expect(() => parseClaimRequests(parameter)).toThrow('oidc.claims-malformed'),
);

test('essential acr: an eIDAS level is met by a session at the highest, anything else is not', () => {
  const asked = (acr: unknown) => meetsEssentialAcr(parseClaimRequests({ id_token: { acr } }));
  for (const level of eidasLevels) expect(asked({ essential: true, value: level })).toBe(true);
  expect(asked({ essential: true, values: ['urn:example:gold', policyAcr] })).toBe(true);
  expect(asked({ essential: true, value: 'urn:example:gold' })).toBe(false);
  expect(asked({ essential: true, values: ['phr', 'phrh'] })).toBe(false);
  expect(asked({ essential: true })).toBe(true);
  expect(asked({ value: 'urn:example:gold' })).toBe(true);
  expect(asked(null)).toBe(true);
});
