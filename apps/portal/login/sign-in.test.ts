// Signing in at the portal: what each way asks for, and where whoever comes back lands.
import { describe, expect, test } from 'vitest';
import { cardAmr, policyAcr, tajClaim } from '../../../lib/oidc/index.ts';
import { origin } from '../testing/browse.ts';
import { patient, physician, servingPortal } from '../testing/serving.ts';

const at = servingPortal();
const text = async (answer: Response | Promise<Response>) => (await answer).text();

describe('signing in', () => {
  test('a worker asks for a role only, a patient for name and TAJ as essential, each with PKCE, state and nonce, pushed beforehand', async () => {
    const away = await at.browser().leave('worker?role=physician&institution=106538');
    expect(away.headers.get('location')).toMatch(new RegExp(`^${at.op.issuer}/auth\\?request_uri=urn[^&]+&client_id=eeszt-portal$`));
    expect(Object.fromEntries(at.op.pushed)).toMatchObject({
      scope: 'openid eeszt_role eeszt_user',
      code_challenge_method: 'S256',
      redirect_uri: `${origin}/sign-in/return`,
      acr_values: policyAcr,
      claims: JSON.stringify({ userinfo: { eeszt_role: { value: 'physician' }, eeszt_org: { value: '106538' } } }),
    });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(at.op.pushed.get(name)?.length).toBeGreaterThanOrEqual(43);
    await at.browser().leave('patient');
    expect(at.op.pushed.get('scope')).toBe(`openid profile ${tajClaim}`);
    const essential = { name: { essential: true }, [tajClaim]: { essential: true } };
    expect(JSON.parse(at.op.pushed.get('claims') ?? '')).toEqual({ userinfo: essential });
    expect(at.hops.map(({ hop, from, to }) => [hop, from, to])).toEqual(Array(2).fill(['authorization-request', 'portal', 'idp']));
    expect((await at.browser().leave('administrator')).status).toBe(403);
  });

  test.each([
    ['a physician', physician, '/physician', 'Belgyógyászat (104217001)'],
    ['a dentist', { ...physician, eeszt_role: 'dentist' }, '/physician', 'fogorvos'],
    ['a pharmacist', { ...physician, eeszt_role: 'pharmacist' }, '/pharmacist', 'Az expediálás előtt'],
    ['a nurse', { ...physician, eeszt_role: 'nurse' }, '/health-worker', 'A műszak elején'],
    [
      'a clerk',
      { ...physician, eeszt_role: 'clerk', professional_id: undefined, register_status: 'not-registered' },
      '/staff',
      'kormányablak-ügyintéző',
    ],
    ['a patient', patient, '/patient', '111 111 110'],
  ])('%s lands on a page of their own', async (_, claims, home, sentence) => {
    const person = at.browser();
    at.op.says = { ...at.op.says, claims: claims };
    expect(await person.signIn('tajClaim' in claims || home === '/patient' ? 'patient' : 'worker')).toBe(home);
    const page = await text(person.request(home));
    expect(page).toContain(sentence);
    expect(page).toContain(`data-page="portal.${home.slice(1)}"`);
    expect((await person.request('/')).headers.get('location')).toBe(home);
    const other = home === '/patient' ? '/physician' : '/patient';
    expect((await person.request(other)).headers.get('location')).toBe(home);
  });

  test('an administrator sees who may act for the institution, and names are text, not markup', async () => {
    at.op.says = { ...at.op.says, claims: { ...physician, eeszt_role: 'institution-admin', name: '<img src=x onerror=alert(1)>' } };
    const person = at.browser();
    await person.signIn('worker');
    const page = await text(person.request('/staff'));
    expect(page).toContain('data-state="institution-admin"');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    for (const markup of ['<script>alert', '<img src', 'Borbála <b>']) expect(page).not.toContain(markup);
  });

  test('a date of birth that the holder kept is said to be missing; without name or TAJ nobody is let in as a patient', async () => {
    const { birthdate: _, ...kept } = patient;
    at.op.says = { ...at.op.says, claims: kept };
    const person = at.browser();
    await person.signIn('patient');
    expect(await text(person.request('/patient?lang=en'))).toContain('not given');
    const who = await text(person.request('/who-you-are'));
    expect(who).toContain('Family name and given names.');
    expect(who).not.toContain('Date of birth.');
    for (const claims of [{ name: patient.name }, { ...kept, name: undefined }, { ...kept, [tajClaim]: '111111111' }]) {
      at.op.says = { ...at.op.says, claims: claims };
      const other = at.browser();
      expect(await other.signIn('patient')).toBe('/sign-in/failed?code=internal');
      expect((await other.request('/me.json')).status).toBe(401);
    }
  });

  test('who you are says role, institution, level, factors, and that nothing personal was read of a worker', async () => {
    const person = at.browser();
    await person.signIn('worker');
    const page = await text(person.request('/who-you-are?lang=hu'));
    for (const part of [
      'dr. Szőke Gergő',
      'orvos',
      '61284',
      'magas (eIDAS)',
      policyAcr,
      'sc pin hwk mfa',
      'Személyes adatot nem olvastunk be',
    ])
      expect(page).toContain(part);
    const me = await (await person.request('/me.json')).json();
    expect(me).toMatchObject({ acr: policyAcr, amr: [...cardAmr], claims: { eeszt_role: 'physician', eeszt_org: '104217' } });
  });
});

test('who only asks how they stand is shown it, in this browser, and is signed in to nothing', async () => {
  at.op.says = { ...at.op.says, claims: { eeszt_user: 'vertesi-arpad' } };
  const person = at.browser();
  expect((await person.request('/standing')).headers.get('location')).toBe('/sign-in/standing');
  expect(await person.signIn('standing')).toBe('/standing');
  expect(at.op.pushed.get('scope')).toBe('openid eeszt_user');
  expect((await person.request('/me.json')).status).toBe(401);
  expect((await at.browser().request('/standing')).headers.get('location')).toBe('/sign-in/standing');
});
