// Signing in at the portal: what is refused, and what is told when somebody else does not answer.
import { describe, expect, test } from 'vitest';
import { openProvider } from '../../../io/relying-party/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import { policyAcr } from '../../../lib/oidc/index.ts';
import { portalApp } from '../app.ts';
import { origin } from '../testing/browse.ts';
import { physician, servingPortal } from '../testing/serving.ts';

const at = servingPortal();
const text = async (answer: Response | Promise<Response>) => (await answer).text();

describe('what is refused', () => {
  const failed = (answer: Response) => new URL(answer.headers.get('location') ?? '', origin).searchParams.get('code');

  test('an answer in another browser, with another state, or a second time', async () => {
    const person = at.browser();
    await person.leave('worker');
    expect(failed(await at.browser().comeBack())).toBe('signin.other-browser');
    expect(failed(await person.comeBack({ state: 'other' }))).toBe('signin.other-browser');
    await person.leave('worker');
    expect((await person.comeBack()).headers.get('location')).toBe('/physician');
    expect(failed(await person.comeBack())).toBe('signin.expired');
  });

  test('an answer after a quarter of an hour', async () => {
    const person = at.browser();
    await person.leave('worker');
    at.now += 15 * 60_000;
    expect(failed(await person.comeBack())).toBe('signin.expired');
  });

  test('a lower level, a foreign nonce, a foreign issuer', async () => {
    const person = at.browser();
    at.op.says = { ...at.op.says, acr: 'http://eidas.europa.eu/LoA/low' };
    await person.leave('worker');
    expect(failed(await person.comeBack())).toBe('request.not-allowed');
    at.op.says = { claims: physician, acr: policyAcr, nonce: 'another' };
    await person.leave('worker');
    expect(failed(await person.comeBack())).toBe('internal');
    at.op.says = { claims: physician, acr: policyAcr };
    await person.leave('worker');
    expect(failed(await person.comeBack({ iss: 'http://evil.localhost' }))).toBe('internal');
    expect((await person.request('/me.json')).status).toBe(401);
  });

  test('the code of the identity provider is told in words; what it never says is an internal failure', async () => {
    const person = at.browser();
    await person.leave('worker');
    const answer = await person.comeBack({ error: 'access_denied', error_description: 'account.suspended' });
    expect(failed(answer)).toBe('account.suspended');
    expect(await text(person.request(answer.headers.get('location') ?? ''))).toContain('A szakmai jogosultsága szünetel');
    await person.leave('worker');
    expect(failed(await person.comeBack({ error: 'access_denied', error_description: 'card.eaten <b>' }))).toBe('internal');
  });

  test('a foreign host, and a sign-out that another site asks for', async () => {
    const person = at.browser();
    await person.signIn('worker');
    expect((await at.app.request('http://evil.example/', { headers: { host: 'evil.example' } })).status).toBe(403);
    const forged = await person.request('/sign-out', {
      method: 'POST',
      headers: { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' },
    });
    expect(forged.status).toBe(403);
    expect((await person.request('/me.json')).status).toBe(200);
  });

  test('an identity provider that does not answer', async () => {
    const { clientKey } = at.op;
    const gone = openProvider({ issuer: 'http://127.0.0.1:1', clientId: 'eeszt-portal', clientKey }, () => at.now);
    const lonely = portalApp({ ...at.parts, provider: gone });
    const answer = await lonely.request(`${origin}/sign-in/worker`, { headers: { host: new URL(origin).host } });
    expect([answer.status, (await answer.text()).includes('idp.down')]).toEqual([503, true]);
    gone[Symbol.dispose]();
  });

  test('a database that does not answer', async () => {
    const fails = async () => {
      throw new EidError('database.unreachable');
    };
    const lonely = portalApp({ ...at.parts, sessions: { read: fails } as never });
    const answer = await lonely.request(`${origin}/`, { headers: { host: new URL(origin).host } });
    expect([answer.status, (await answer.text()).includes('data-state="database.unreachable"')]).toEqual([503, true]);
  });
});
