// Our client at our eID server by SAML, as the guideline draws it: the service provider sends the client here, and the client brings the answer back.
import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { type Clinic, withSaml } from '../../apps/eid-server/testing/saml.ts';
import { serving } from '../../apps/eid-server/testing/server.ts';
import { authorities, certificateFor, person, usuallyWithout } from '../../apps/eid-server/testing/world.ts';
import { certificatePem, generateKey } from '../../io/keys/index.ts';
import { bytes } from '../../lib/bytes/index.ts';
import { signInWithOurClient } from '../our-client.ts';

let clinic: Clinic | undefined;
let ask: Parameters<Clinic['redirect']>[1] = {};

/** The service provider's own server: the address of the token redirects to the eID server, with a request made at that moment. */
const key = await generateKey('P-256');
const certificate = certificateFor('clinic', key.publicKey, ['localhost']);
const provider = https.createServer({ cert: certificatePem(certificate.raw), key: key.pem }, (_, response) =>
  response.writeHead(303, { location: clinic?.redirect('client', ask) ?? '' }).end(),
);
await once(provider.listen(0, '127.0.0.1'), 'listening');
const origin = `https://localhost:${(provider.address() as AddressInfo).port}`;
afterAll(() => {
  provider.closeAllConnections();
  provider.close();
});
beforeEach(() => {
  ask = {};
});

const hashOf = (raw: Uint8Array) => bytes(createHash('sha256').update(raw).digest());

serving({}, async (world) => {
  const saml = await withSaml(world, `${origin}/answer`);
  clinic = saml.clinic;
  const ours = new X509Certificate(readFileSync(saml.config.attached.certificateFile)).raw;
  const of = { subjectUrl: origin, commCertificates: [hashOf(ours), hashOf(certificate.raw)] };
  (await world.files.nextTerminal('HUAT00005', authorities.sectorKeys, usuallyWithout, of))();
  return saml.config;
});

test('our client signs in where a service provider sends it by SAML, and leads the browser to the service provider with the answer', async () => {
  ask = { relayState: 'shelf 7', id: '_story' };
  const destination = await signInWithOurClient(`${origin}/token`);
  expect(destination).toMatchObject({ kind: 'redirect', address: expect.stringContaining(`${origin}/answer?SAMLResponse=`) });
  const { address } = destination as { readonly address: string };
  expect(new URL(address).searchParams.get('ResultMajor')).toBe('ok');
  const answer = clinic?.readAddress(address);
  expect(answer).toMatchObject({ inResponseTo: '_story', relayState: 'shelf 7', status: { code: 'Success' } });
  expect(answer?.told?.personalData).toMatchObject({ givenNames: person.givenNames, familyNames: person.familyNames });
});

test('a request that the server refuses ends at the client with a page, and brings no message to anybody', async () => {
  ask = { issuer: 'https://nobody.example/saml' };
  expect(await signInWithOurClient(`${origin}/token`)).toEqual({ kind: 'page', code: 'token.unreachable' });
});
