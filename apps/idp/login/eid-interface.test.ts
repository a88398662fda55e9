// The eID interface from our side: what is sent is signed, and what comes is believed only under the server's signature, when that is wanted.
import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { listen } from '../../../io/http/index.ts';
import { certificatePem, generateKey, type PrivateKey, signerOf, type TlsMaterial } from '../../../io/keys/index.ts';
import { signSoap, verifySoap } from '../../../io/ws-security/index.ts';
import { type Bytes, bytes } from '../../../lib/bytes/index.ts';
import { type CertificateExtensions, createName, signX509 } from '../../../lib/x509/index.ts';
import { encodeSoap, xml } from '../../../lib/xml/index.ts';
import { openEidInterface } from './eid-interface.ts';

const now = Date.parse('2026-06-15T12:00:00Z');
const authorityKey = await generateKey('P-256');
const authority = certify('Authority', authorityKey, { authority: {}, keyUsage: ['keyCertSign'] });
const [ownKey, serverKey, otherKey] = [await identity('client'), await identity('server'), await identity('other')];

async function identity(commonName: string) {
  const key = await generateKey('P-256');
  return { certificate: certify(commonName, key, { dnsNames: ['localhost'] }), privateKey: key.pem };
}

function certify(commonName: string, { publicKey }: Pick<PrivateKey, 'publicKey'>, extensions: CertificateExtensions) {
  const body = {
    serialNumber: 1n,
    issuer: createName({ commonName: 'Authority' }),
    subject: createName({ commonName }),
    notBefore: now - 1e9,
    notAfter: now + 1e11,
    publicKey,
    extensions,
  };
  return certificatePem(signX509(body, signerOf(authorityKey)).raw);
}

const question = encodeSoap(xml`<q:question xmlns:q="urn:q"/>`);
const answer = encodeSoap(xml`<q:answer xmlns:q="urn:q">yes</q:answer>`);

/** What becomes of a call when the server answers so; and what the server was sent. */
async function call(answered: string, options: { readonly answersSignedBy?: () => Promise<string> }) {
  let sent: Uint8Array = new Uint8Array();
  const app = new Hono().post('/', async (c) => {
    sent = new Uint8Array(await c.req.arrayBuffer());
    return c.body(answered, 200, { 'content-type': 'text/xml' });
  });
  await using server = await listen(app, { port: 0, tls: { cert: serverKey.certificate, key: serverKey.privateKey } });
  using ask = openEidInterface({
    url: `https://localhost:${server.port}/`,
    own: { value: { cert: ownKey.certificate, key: ownKey.privateKey }, follow: () => undefined },
    authority,
    clock: () => now,
    ...options,
  });
  const outcome = await ask.call('urn:q', question).then(
    ({ text }) => text,
    (thrown) => thrown.code,
  );
  return { outcome, sent };
}

const signing = { answersSignedBy: async () => serverKey.certificate };

test('A2_01: a request carries our signature, and an answer with the signature of the server is believed', async () => {
  const { outcome, sent } = await call(signSoap(answer, serverKey, now), signing);
  expect(outcome).toBe('yes');
  expect(verifySoap(bytes(sent), ownKey.certificate, now).name).toBe('question');
});

test('A2_02, A2_03: an answer without a signature, by another, changed or too old is none', async () => {
  for (const wrong of [
    answer,
    signSoap(answer, otherKey, now),
    signSoap(answer, serverKey, now).replace('>yes<', '>no<'),
    signSoap(answer, serverKey, now - 400_000),
  ]) {
    expect((await call(wrong, signing)).outcome).toBe('eid-server.down');
  }
});

test('without the switch nothing is signed, and an answer is believed for its connection', async () => {
  const { outcome, sent } = await call(answer, {});
  expect([outcome, Buffer.from(sent).toString()]).toEqual(['yes', question]);
});

test('a client certificate that is renewed is the one that is shown and signed with from then on, without a restart; a call under way ends as it began', async () => {
  const names: string[] = [];
  const signers: string[] = [];
  const held = Promise.withResolvers<void>();
  const app = new Hono<{ Bindings: { incoming: IncomingMessage } }>().post('/', async (c) => {
    const { CN: name } = (c.env.incoming.socket as TLSSocket).getPeerCertificate().subject;
    names.push(String(name));
    const octets = bytes(new Uint8Array(await c.req.arrayBuffer()));
    const signer = [ownKey, otherKey].find(({ certificate }) => isSignedBy(octets, certificate));
    signers.push(signer === ownKey ? 'client' : 'other');
    if (names.length === 1) await held.promise;
    return c.body(signSoap(answer, serverKey, now), 200, { 'content-type': 'text/xml' });
  });
  const server = { cert: serverKey.certificate, key: serverKey.privateKey, ca: authority, requestCert: true };
  await using listening = await listen(app, { port: 0, tls: server });
  const followers: ((value: TlsMaterial) => void)[] = [];
  const own = {
    value: { cert: ownKey.certificate, key: ownKey.privateKey },
    follow: (told: (value: TlsMaterial) => void) => void followers.push(told),
  };
  using ask = openEidInterface({ url: `https://localhost:${listening.port}/`, authority, clock: () => now, own, ...signing });
  const first = ask.call('urn:q', question);
  await expect.poll(() => names).toHaveLength(1);
  own.value = { cert: otherKey.certificate, key: otherKey.privateKey };
  for (const told of followers) told(own.value);
  expect((await ask.call('urn:q', question)).text).toBe('yes');
  held.resolve();
  expect((await first).text).toBe('yes');
  expect([names, signers]).toEqual([
    ['client', 'other'],
    ['client', 'other'],
  ]);
});

function isSignedBy(octets: Bytes, certificate: string): boolean {
  try {
    return verifySoap(octets, certificate, now).name === 'question';
  } catch {
    return false;
  }
}
