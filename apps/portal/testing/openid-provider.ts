// A small OpenID provider: discovery, pushed requests with a checked client assertion, tokens, user info. It says of whoever signs in what a test wants.
import { createHash, randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { listen } from '../../../io/http/index.ts';
import { cardAmr } from '../../../lib/oidc/index.ts';

/** What the next sign-in says. */
export interface Says {
  readonly acr: string;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly sid?: string;
  readonly nonce?: string;
}

export async function startProvider(says: Says) {
  const provider = new Hono();
  const listening = await listen(provider, { port: 0 });
  const signing = await generateKeyPair('ES256');
  const client = await generateKeyPair('ES256', { extractable: true });
  const op = {
    issuer: `http://idp.localhost:${listening.port}`,
    says,
    /** The last request that was pushed. */
    pushed: new URLSearchParams(),
    /** The portal's key. */
    clientKey: await exportJWK(client.privateKey),
    /** Signs a token of this provider. */
    sign: (token: SignJWT) => token.sign(signing.privateKey),
    [Symbol.asyncDispose]: () => listening[Symbol.asyncDispose](),
  };
  const clientKeys = createLocalJWKSet({ keys: [await exportJWK(client.publicKey)] });
  const body = async (request: Request) => new URLSearchParams(await request.text());
  const authenticate = (form: URLSearchParams) =>
    jwtVerify(form.get('client_assertion') ?? '', clientKeys, { issuer: 'eeszt-portal', audience: op.issuer });
  provider.get('/.well-known/openid-configuration', (c) =>
    c.json({
      issuer: op.issuer,
      authorization_endpoint: `${op.issuer}/auth`,
      token_endpoint: `${op.issuer}/token`,
      userinfo_endpoint: `${op.issuer}/me`,
      jwks_uri: `${op.issuer}/jwks`,
      end_session_endpoint: `${op.issuer}/end`,
      pushed_authorization_request_endpoint: `${op.issuer}/par`,
      authorization_response_iss_parameter_supported: true,
    }),
  );
  provider.get('/jwks', async (c) => c.json({ keys: [{ ...(await exportJWK(signing.publicKey)), alg: 'ES256', use: 'sig' }] }));
  provider.post('/par', async (c) => {
    op.pushed = await body(c.req.raw);
    await authenticate(op.pushed);
    return c.json({ request_uri: `urn:ietf:params:oauth:request_uri:${randomUUID()}`, expires_in: 60 }, 201);
  });
  provider.post('/token', async (c) => {
    const form = await body(c.req.raw);
    await authenticate(form);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (challenge !== op.pushed.get('code_challenge')) return c.json({ error: 'invalid_grant' }, 400);
    const claims = { acr: op.says.acr, amr: [...cardAmr], sid: op.says.sid ?? 'sid', nonce: op.says.nonce ?? op.pushed.get('nonce') };
    const idToken = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256' })
      .setIssuer(op.issuer)
      .setAudience('eeszt-portal')
      .setSubject('subject')
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(signing.privateKey);
    return c.json({ access_token: 'at', token_type: 'Bearer', id_token: idToken });
  });
  provider.get('/me', (c) => c.json({ sub: 'subject', ...op.says.claims }));
  return op;
}
