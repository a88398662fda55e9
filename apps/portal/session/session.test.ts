// Sessions at the portal: whose they are, when they end, and what stands in their rows.
import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { policyAcr } from '../../../lib/oidc/index.ts';
import { origin } from '../testing/browse.ts';
import { patient, physician, servingPortal } from '../testing/serving.ts';

const at = servingPortal();
const text = async (answer: Response | Promise<Response>) => (await answer).text();

describe('the session', () => {
  test('its cookie is for the server only and Lax, and a sign-in gives a fresh one', async () => {
    const person = at.browser();
    await person.leave('worker');
    const set = (await person.comeBack()).headers.getSetCookie().find((cookie) => cookie.startsWith('portal=')) ?? '';
    expect(set).toMatch(/HttpOnly/);
    expect(set).toMatch(/SameSite=Lax/);
    const before = person.jar.get('portal');
    await person.signIn('worker');
    expect(person.jar.get('portal')).not.toBe(before);
    const stolen = at.browser();
    stolen.jar.set('portal', before ?? '');
    expect((await stolen.request('/me.json')).status).toBe(401);
  });

  test('the row holds nothing of the person in clear, and without the cookie nobody opens it', async () => {
    at.op.says = { ...at.op.says, claims: patient };
    const person = at.browser();
    await person.signIn('patient');
    const { db } = at.store;
    const rows = JSON.stringify(await db.selectFrom('session').selectAll().execute());
    for (const datum of ['Kovács', 'Kovács Anna', '111111110', '1988-05-17', person.jar.get('portal') ?? '']) {
      expect(rows).not.toContain(datum);
      // So short a text stands in random octets at.now and then.
      if (datum.length > 5) expect(rows).not.toContain(Buffer.from(datum).toString('base64url').slice(0, -2));
    }
    await sql`update session set content = content || 'A'`.execute(db);
    expect((await person.request('/me.json')).status).toBe(401);
  });

  test('it ends after half an hour of nothing, and after a working day of anything', async () => {
    const person = at.browser();
    await person.signIn('worker');
    for (let minutes = 20; minutes < 12 * 60; minutes += 20) {
      at.now += 20 * 60_000;
      expect((await person.request('/me.json')).status).toBe(200);
    }
    at.now += 20 * 60_000;
    expect((await person.request('/me.json')).status).toBe(401);
    at.now = Date.now();
    const idle = at.browser();
    await idle.signIn('worker');
    at.now += 31 * 60_000;
    expect((await idle.request('/me.json')).status).toBe(401);
  });

  test('it ends when the identity provider says that its sign-in has ended, and only for a token that says so', async () => {
    const [person, other] = [at.browser(), at.browser()];
    at.op.says = { claims: physician, acr: policyAcr, sid: 'one' };
    await person.signIn('worker');
    at.op.says = { claims: physician, acr: policyAcr, sid: 'two' };
    await other.signIn('worker');
    const events = { 'http://schemas.openid.net/event/backchannel-logout': {} };
    const token = (change: Record<string, unknown> = {}, typ = 'logout+jwt', audience = 'eeszt-portal') =>
      at.op.sign(
        new SignJWT({ sid: 'one', events, jti: randomUUID(), ...change })
          .setProtectedHeader({ alg: 'ES256', typ })
          .setIssuer(at.op.issuer)
          .setAudience(audience)
          .setIssuedAt()
          .setExpirationTime('2m'),
      );
    const tell = async (logoutToken: string) => {
      const body = new URLSearchParams({ logout_token: logoutToken });
      const headers = { host: new URL(origin).host };
      return (await at.app.request(`${origin}/signed-out-by-provider`, { method: 'POST', body, headers })).status;
    };
    const refused = [
      token({ nonce: 'n' }),
      token({ events: {} }),
      token({ sid: undefined }),
      token({}, 'JWT'),
      token({}, 'logout+jwt', 'borbala-his'),
      Promise.resolve('no token'),
    ];
    for (const one of refused) expect(await tell(await one)).toBe(400);
    expect((await person.request('/me.json')).status).toBe(200);
    const good = await token();
    expect(await tell(good)).toBe(200);
    expect((await person.request('/me.json')).status).toBe(401);
    expect((await other.request('/me.json')).status).toBe(200);
    expect(await tell(good), 'a token is heard once').toBe(400);
  });

  test('signing out ends it here, and leads past the identity provider back to a page that says so', async () => {
    const person = at.browser();
    await person.signIn('worker');
    const secret = person.jar.get('portal') ?? '';
    const out = await person.request('/sign-out', { method: 'POST', headers: { origin } });
    const address = new URL(out.headers.get('location') ?? '');
    expect(address.pathname).toBe('/end');
    expect(address.searchParams.get('post_logout_redirect_uri')).toBe(`${origin}/signed-out`);
    expect(address.searchParams.get('id_token_hint')).toMatch(/^ey/);
    person.jar.set('portal', secret);
    expect((await person.request('/me.json')).status).toBe(401);
    expect(await text(person.request('/signed-out?lang=en'))).toContain('You are signed out');
  });
});

describe('a role that is taken away', () => {
  const minute = 60_000;
  const home = async (person: ReturnType<typeof at.browser>) => (await person.request('/physician')).status;

  test('ends the session within five minutes, at once for an act, and says so; the person may still go out', async () => {
    const looking = at.browser();
    const acting = at.browser();
    await looking.signIn('worker');
    at.op.says = { ...at.op.says, claims: { ...physician, eeszt_role: 'institution-admin' } };
    await acting.signIn('worker');
    at.standing.counts = false;
    expect((await acting.request('/people/new', { method: 'POST', headers: { origin } })).status).toBe(403);
    expect((await acting.request('/me.json')).status).toBe(401);
    expect(await home(looking)).toBe(200);
    at.now += 2 * minute;
    const answer = await looking.request('/physician');
    expect([answer.status, (await text(answer)).includes('account.role-ended')]).toEqual([403, true]);
    expect((await looking.request('/me.json')).status).toBe(401);
    at.standing.counts = true;
    at.op.says = { ...at.op.says, claims: physician };
    expect(await looking.signIn('worker')).toBe('/physician');
  });

  test('is looked for again and again while it holds, and a directory that is away vouches for nobody after five minutes', async () => {
    const person = at.browser();
    await person.signIn('worker');
    for (let i = 0; i < 4; i += 1) {
      at.now += 2 * minute;
      expect(await home(person)).toBe(200);
    }
    at.standing.down = true;
    at.now += 3 * minute;
    expect(await home(person)).toBe(200);
    at.now += 2 * minute;
    expect(await home(person)).toBe(503);
    at.standing.down = false;
    expect(await home(person)).toBe(200);
  });

  test('a patient has no role to lose', async () => {
    at.op.says = { ...at.op.says, claims: patient };
    const person = at.browser();
    await person.signIn('patient');
    at.standing.counts = false;
    at.now += 5 * minute;
    expect((await person.request('/patient')).status).toBe(200);
    at.standing.counts = true;
  });
});
