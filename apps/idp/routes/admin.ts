// The register of relying parties for whoever runs the identity provider: REST, from this computer only, with a bearer token.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { Registration } from '../engine/registration.ts';
import type { RelyingParties } from '../store/relying-parties.ts';

export interface AdminNeeds {
  readonly relyingParties: RelyingParties;
  readonly token: string;
  readonly issuer: string;
}

/** A registration as it is asked for: the client id may be left to us. */
const Wanted = Registration.partial({ clientId: true });

export function adminRoutes({ relyingParties, token, issuer }: AdminNeeds): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(bodyLimit({ maxSize: 64 * 1024 }), async (c, next) => {
    const local = /^(127\.|::1$|::ffff:127\.)/.test(c.env.incoming.socket.remoteAddress ?? '');
    const given = /^Bearer ([\x21-\x7e]+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
    if (local && given !== undefined && sameSecret(given, token)) return next();
    return c.json({ code: 'request.not-allowed' }, 401, { 'www-authenticate': 'Bearer' });
  });
  app.get('/relying-parties', async (c) => c.json({ relyingParties: await relyingParties.list() }));
  app.post('/relying-parties', async (c) => {
    const wanted = Wanted.safeParse(await c.req.json().catch(() => undefined));
    if (!wanted.success) {
      const problems = wanted.error.issues.map(({ path, message }) => ({ at: path.join('.'), message }));
      return c.json({ code: 'request.not-allowed', problems }, 400);
    }
    const registration = { ...wanted.data, clientId: wanted.data.clientId ?? newClientId(wanted.data.name.en) };
    if (wanted.data.clientId !== undefined && (await relyingParties.find(wanted.data.clientId)) !== undefined) {
      return c.json({ code: 'request.not-allowed', problems: [{ at: 'clientId', message: 'is taken' }] }, 409);
    }
    await relyingParties.put(registration);
    return c.json({ issuer, ...registration }, 201);
  });
  app.delete('/relying-parties/:id', async (c) => {
    const removed = await relyingParties.remove(c.req.param('id'));
    return removed ? c.body(null, 204) : c.json({ code: 'request.not-allowed' }, 404);
  });
  return app;
}

/** A readable id that nobody has: the name's letters and eight hexadecimal digits. */
function newClientId(name: string): string {
  const letters = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40);
  return [letters, randomBytes(4).toString('hex')].filter((part) => part !== '').join('-');
}

function sameSecret(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest();
  return timingSafeEqual(digest(left), digest(right));
}
