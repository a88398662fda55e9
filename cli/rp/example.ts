// The program that `eszig rp add` prints: a relying party that runs as it is. docs/integrator.md shows the same, and a test runs it.

export interface ExampleOptions {
  readonly issuer: string;
  readonly clientId: string;
  /** On this computer, with a port. */
  readonly redirectUri: string;
  readonly scope: string;
}

/** A whole program for Node 20 or later and openid-client 6. */
export function exampleScript({ issuer, clientId, redirectUri, scope }: ExampleOptions): string {
  return `import dns from 'node:dns';
import { createServer } from 'node:http';
import * as oidc from 'openid-client';

const redirectUri = new URL('${redirectUri}');

// Names below .localhost are this computer; not every system's resolver knows that. Only the demonstration world needs this line.
const { lookup } = dns;
dns.lookup = (name, ...rest) => lookup(name.endsWith('.localhost') ? 'localhost' : name, ...rest);

// Plain http is for the demonstration world only: leave allowInsecureRequests out elsewhere.
const options = { execute: [oidc.allowInsecureRequests] };
const config = await oidc.discovery(new URL('${issuer}'), '${clientId}', undefined, oidc.None(), options);

const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
const expectedState = oidc.randomState();
const signIn = oidc.buildAuthorizationUrl(config, {
  redirect_uri: redirectUri.href,
  scope: '${scope}',
  code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
  code_challenge_method: 'S256',
  state: expectedState,
});

const server = createServer(async (request, response) => {
  const address = new URL(request.url, redirectUri);
  if (address.pathname !== redirectUri.pathname) return response.writeHead(303, { location: signIn.href }).end();
  try {
    const tokens = await oidc.authorizationCodeGrant(config, address, { pkceCodeVerifier, expectedState });
    const { sub, acr, amr } = tokens.claims();
    const person = await oidc.fetchUserInfo(config, tokens.access_token, sub);
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify({ acr, amr, ...person }, null, 2));
  } catch (thrown) {
    response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' }).end(thrown.error ?? thrown.code ?? 'failed');
  }
});
server.listen(Number(redirectUri.port), redirectUri.hostname, () => console.log(\`open \${redirectUri.origin}/\`));
`;
}
