// SAML with a service provider that is not ours: pysaml2 takes what we sign and encrypt, refuses what it must not take, and we read its requests.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GetResultResponse } from '../../lib/eid-service/index.ts';
import * as saml from '../../lib/saml/index.ts';
import type { Markup } from '../../lib/xml/index.ts';
import { certificatePem } from '../keys/index.ts';
import { signatureAlgorithms } from '../xml-signature/index.ts';
import { encryptElement, readableMethods, readPost, readRedirect, type Signing, signEnveloped, writePost } from './index.ts';
import { addresses, answer, clinic, curve, type Identity, now, provider, request, response, server, stranger } from './test-parties.ts';

const folder = mkdtempSync(join(tmpdir(), 'eszig-pysaml2-'));
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content, { mode: 0o600 });
  return join(folder, name);
};
const pem = (name: string, { certificate, privateKey }: Identity) => ({
  key: file(`${name}.key`, privateKey),
  certificate: file(`${name}.pem`, certificatePem(certificate)),
});
const level = 'http://eidas.europa.eu/LoA/high';

let python: ChildProcess;
let answers: AsyncIterator<string>;

beforeAll(async () => {
  const metadata = saml.encodeIdentityProvider(
    {
      entityId: addresses.server,
      validUntil: Date.now() + 86_400_000,
      signing: [server.signing.certificate, curve.certificate],
      encryption: server.encryption.certificate,
      methods: readableMethods,
      services: [
        { binding: 'redirect', location: addresses.door },
        { binding: 'post', location: addresses.door },
      ],
    },
    '_metadata',
  );
  const [signing, encryption] = [pem('signing', clinic.signing), pem('encryption', clinic.encryption)];
  const configuration = {
    entityid: addresses.clinic,
    key_file: signing.key,
    cert_file: signing.certificate,
    encryption_keypairs: [{ key_file: encryption.key, cert_file: encryption.certificate }],
    metadata: { local: [file('server.xml', metadata.markup)] },
    allow_unknown_attributes: true,
    service: {
      sp: {
        endpoints: { assertion_consumer_service: [[addresses.consumer, 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST']] },
        authn_requests_signed: true,
        want_response_signed: true,
        want_assertions_signed: false,
        allow_unsolicited: false,
        sp_type: 'public',
        sp_type_in_metadata: false,
        requested_attributes: [
          { friendly_name: 'PersonIdentifier', required: true },
          { friendly_name: 'FamilyName', required: true },
          { name: 'http://eidas.europa.eu/attributes/naturalperson/BirthName', friendly_name: 'BirthName', required: false },
        ],
      },
    },
  };
  const script = new URL('pysaml2_service_provider.py', import.meta.url).pathname;
  python = spawn('/usr/bin/python3', [script], { stdio: ['pipe', 'pipe', 'pipe'] });
  let complaints = '';
  python.stderr?.on('data', (part) => {
    complaints += part;
  });
  python.once('exit', (status) => status && console.error(complaints));
  answers = createInterface({ input: python.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  python.stdin?.write(`${JSON.stringify(configuration)}\n`);
});

afterAll(() => {
  python.kill();
  rmSync(folder, { recursive: true });
});

async function tell<T>(order: Readonly<Record<string, string>>): Promise<T> {
  python.stdin?.write(`${JSON.stringify(order)}\n`);
  const { value, done } = await answers.next();
  if (done) throw new TypeError('pysaml2 ended');
  return JSON.parse(value);
}

interface Told {
  readonly attributes?: Readonly<Record<string, readonly string[]>>;
  readonly name?: string;
  readonly context?: string;
  readonly refused?: string;
  readonly because?: string;
}

const { 'rsa-sha256': sha256, 'rsa-sha512': sha512 } = signatureAlgorithms;
const post = (algorithm: string = sha256) =>
  tell<{ id: string; document: string }>({
    do: 'post',
    destination: addresses.door,
    level,
    algorithm,
    digest: 'http://www.w3.org/2001/04/xmlenc#sha256',
  });

interface Making {
  readonly signing?: Signing;
  readonly methods?: readonly saml.EncryptionMethod[];
  readonly assertion?: Partial<saml.Assertion>;
  readonly response?: Partial<saml.SamlResponse>;
  readonly attributes?: readonly saml.SamlAttribute[];
}

/** The field of our answer to a request. */
function fieldFor(id: string, making: Making = {}): string {
  const at = Date.now();
  const assertion = {
    id: `_a${id}`,
    issueInstant: at,
    issuer: addresses.server,
    nameId: '_0123456789abcdef',
    inResponseTo: id,
    recipient: addresses.consumer,
    audience: addresses.clinic,
    address: '192.0.2.1',
    authnInstant: at,
    context: level,
    ...making.assertion,
  };
  const attributes = making.attributes ?? saml.eidasAnswer(answer, { own: 'HU', receiving: 'AT' }, 'plain');
  const encrypted = encryptElement(saml.encodeAssertion(assertion, attributes), clinic.encryption.certificate, making.methods);
  const head = { id: `_r${id}`, inResponseTo: id, issueInstant: at, destination: addresses.consumer, issuer: addresses.server };
  return writePost(
    signEnveloped(saml.encodeResponse({ ...head, status: saml.success, ...making.response }, encrypted), making.signing ?? server.signing),
  );
}

const answerTo = (field: string) => tell<Told>({ do: 'answer', field });

test.each([sha256, sha512])('a request of pysaml2 in a form is verified and read, by %s', async (algorithm) => {
  const { id, document } = await post(algorithm);
  const received = readPost(Buffer.from(document).toString('base64'));
  expect(received.issuer).toBe(addresses.clinic);
  const { extensions, ...request } = saml.parseAuthnRequest(received.verified([clinic.signing.certificate]));
  expect(request).toMatchObject({
    id,
    destination: addresses.door,
    forceAuthn: true,
    context: { comparison: 'minimum', classes: [level] },
  });
  expect(() => saml.expectAddressed(request, addresses.door, Date.now())).not.toThrow();
  if (extensions.kind !== 'eidas') throw new TypeError('not eIDAS');
  const operations = { restrictedId: 'REQUIRED', familyNames: 'REQUIRED', birthName: 'ALLOWED' };
  expect(saml.parseRequestedAttributes(extensions.attributes).operations).toEqual(operations);
  expect(() => received.verified([stranger.certificate])).toThrow('saml.signature');
  const changed = document.replace(addresses.consumer, 'https://evil.example/saml/answer');
  expect(() => readPost(Buffer.from(changed).toString('base64')).verified([clinic.signing.certificate])).toThrow('saml.signature');
});

test.each([sha256, sha512])('a request of pysaml2 in an address is verified and read, by %s', async (algorithm) => {
  const { id, address } = await tell<{ id: string; address: string }>({
    do: 'redirect',
    server: addresses.server,
    relayState: '/ő?a=1',
    algorithm,
  });
  const query = address.slice(address.indexOf('?') + 1);
  const received = readRedirect(query, 'SAMLRequest');
  expect(received).toMatchObject({ issuer: addresses.clinic, relayState: '/ő?a=1' });
  expect(saml.parseAuthnRequest(received.verified([clinic.signing.certificate]))).toMatchObject({ id, issuer: addresses.clinic });
  const changed = query.replace(/RelayState=[^&]+/, 'RelayState=x');
  expect(() => readRedirect(changed, 'SAMLRequest').verified([clinic.signing.certificate])).toThrow('saml.signature');
});

test('pysaml2 takes our answer, signed and encrypted, with its attributes, its level and its random name', async () => {
  const { id } = await post();
  const told = await answerTo(fieldFor(id));
  expect(told).toMatchObject({ name: '_0123456789abcdef', context: level });
  expect(told.attributes).toMatchObject({
    PersonIdentifier: ['HU/AT/0102030405'],
    FamilyName: ['Őry "Füles" & Társa'],
    FirstName: ['Anna Mária'],
  });
});

test.each(['rsa-sha512', 'ecdsa-sha256'] as const)('pysaml2 takes our answer signed by %s', async (algorithm) => {
  const { id } = await post();
  const { privateKey } = algorithm.startsWith('ecdsa') ? curve : server.signing;
  expect((await answerTo(fieldFor(id, { signing: { privateKey, algorithm } }))).attributes).toBeDefined();
});

test('pysaml2 takes the plain attributes of the national profile', async () => {
  const { id } = await post();
  const attributes = saml.nationalAnswer(answer, { operations: {}, age: 18 }, 'valid', '2026-06-15', 'plain');
  const told = await answerTo(fieldFor(id, { attributes }));
  expect(told.attributes).toMatchObject({ DocumentValidity: ['valid'], AgeVerification: ['true'], 'urn:eszig:eID:hu:TAJ': ['123456788'] });
});

test('E10: names that would be markup arrive as the names they are', async () => {
  for (const familyNames of [
    'Minta</saml2:AttributeValue><x>',
    ']]><!-- ő ű',
    '"\'&amp;&#x41;',
    '<![CDATA[x]]>',
    '𝔊𝔞𝔟𝔬𝔯 \u{1F600} \u202E',
    'a\tb',
  ]) {
    const { id } = await post();
    const named: GetResultResponse = { result: { major: 'ok' }, personalData: { familyNames } };
    const told = await answerTo(fieldFor(id, { attributes: saml.eidasAnswer(named, { own: 'HU', receiving: 'AT' }, 'plain') }));
    expect(told.attributes, familyNames).toEqual({ FamilyName: [familyNames] });
  }
});

test('E10: whatever we write is as the schemas of SAML want it', async () => {
  const nasty = 'a"b\'c<d>e&f\r\n\tg ]]> ő';
  const named: GetResultResponse = { ...answer, personalData: { ...answer.personalData, familyNames: nasty, givenNames: nasty } };
  const assertion = {
    id: '_a',
    issueInstant: now,
    issuer: nasty,
    nameId: nasty,
    inResponseTo: '_1',
    audience: 'urn:a',
    recipient: 'urn:b',
    authnInstant: now,
  };
  const eidas = saml.encodeAssertion({ ...assertion, context: level }, saml.eidasAnswer(named, { own: 'HU', receiving: 'AT' }, 'plain'));
  const national = saml.encodeAssertion(assertion, saml.nationalAnswer(named, { operations: {}, age: 18 }, 'valid', '2026-06-15', 'plain'));
  const encrypted = encryptElement(eidas, clinic.encryption.certificate);
  const asked = saml.encodeEidasExtensions(saml.encodeRequestedAttributes({ PersonIdentifier: true, CurrentAddress: false }), 'public');
  const secret = saml.encodeEncryptedExtension(encrypted);
  const context = { comparison: 'minimum', classes: [level] } as const;
  // Its schema of XML Encryption is that of 1.0, which has no element for the mask generation function.
  const methods = readableMethods.filter(({ mask }) => mask === undefined);
  const documents: readonly Markup[] = [
    saml.encodeAuthnRequest(
      { ...request, context, consumerUrl: 'https://x.example/?a=%22', protocolBinding: 'post', providerName: nasty, forceAuthn: true },
      asked,
    ),
    saml.encodeAuthnRequest({ ...request, consumerIndex: 1, isPassive: true }, secret),
    saml.encodeResponse({ ...response, status: saml.success }, encrypted),
    saml.encodeResponse({ ...response, status: saml.attributeStatus(nasty) }),
    saml.encodeServiceProvider(
      { ...provider, encryption: { certificate: clinic.encryption.certificate, methods }, signatures: [sha512] },
      '_sp',
    ),
    eidas,
    national,
  ];
  const { samlp, saml2, md } = saml.namespaces;
  const prefixes: Readonly<Record<string, string>> = { samlp, saml2, md };
  const validate = (document: string) => {
    const [, prefix = '', name] = /^<(\w+):(\w+)/.exec(document) ?? [];
    return tell({ do: 'schema', element: `${prefixes[prefix]}:${name}`, document });
  };
  for (const document of documents) {
    expect(await validate(document.markup), document.markup).toEqual({});
    const signed = signEnveloped(document, server.signing, saml.prefixesInValues).markup;
    expect(await validate(signed), signed).toEqual({});
  }
  const wrong = saml.encodeResponse({ ...response, status: saml.success }).markup.replace(' IssueInstant', ' Instant');
  expect(await validate(wrong)).toHaveProperty('refused');
});

test('E11: pysaml2 refuses an answer a second time, to another, elsewhere, late, unasked, changed, or by another key', async () => {
  const { id } = await post();
  const right = fieldFor(id);
  expect((await answerTo(right)).attributes).toBeDefined();
  expect(await answerTo(right)).toMatchObject({ refused: 'UnsolicitedResponse' });
  const refusal = async (making: Making, change = (field: string) => field) => {
    const open = await post();
    return (await answerTo(change(fieldFor(open.id, making)))).refused;
  };
  expect(await refusal({ assertion: { audience: 'https://other.example/' } })).toBeDefined();
  expect(await refusal({ assertion: { recipient: 'https://other.example/' } })).toBe('VerificationError');
  expect(await refusal({ assertion: { address: '192.0.2.2' } })).toBe('VerificationError');
  expect(await refusal({ response: { destination: 'https://other.example/' } })).toBeDefined();
  expect(await refusal({ assertion: { issueInstant: Date.now() - 400_000 } })).toBeDefined();
  expect(await refusal({ response: { inResponseTo: '_other' } })).toBe('UnsolicitedResponse');
  expect(await refusal({ signing: stranger })).toBe('SignatureError');
  const changed = (field: string) =>
    Buffer.from(
      Buffer.from(field, 'base64')
        .toString()
        .replace(/ID="_r/, 'ID="_s'),
    ).toString('base64');
  expect(await refusal({}, changed)).toBe('SignatureError');
  const unsigned = (field: string) =>
    Buffer.from(
      Buffer.from(field, 'base64')
        .toString()
        .replace(/<ds:Signature .*?<\/ds:Signature>/, ''),
    ).toString('base64');
  expect(await refusal({}, unsigned)).toBe('SignatureError');
  expect(await refusal({})).toBeUndefined();
});

test('pysaml2 is told how a sign-in ended that came to nothing', async () => {
  const { id } = await post();
  const at = Date.now();
  const head = { id: `_r${id}`, inResponseTo: id, issueInstant: at, destination: addresses.consumer, issuer: addresses.server };
  const status = saml.failed({ major: 'error', message: 'user.cancelled' });
  const told = await answerTo(writePost(signEnveloped(saml.encodeResponse({ ...head, status }), server.signing)));
  expect(told).toMatchObject({ refused: 'StatusAuthnFailed' });
  expect(told.because).toContain('user.cancelled');
});
