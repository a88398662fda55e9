// Sign-ins by SAML, by each door, from the request to what the service provider reads; and everything that may be wrong on the way.
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { parseXml } from '../../../io/xml/index.ts';
import { utf8 } from '../../../lib/bytes/index.ts';
import { createChat } from '../../../lib/cvc/index.ts';
import * as ecard from '../../../lib/ecard/index.ts';
import { encodeEidasExtensions, encodeRequestedAttributes } from '../../../lib/saml/index.ts';
import { xml } from '../../../lib/xml/index.ts';
import { browser, caller, formOn } from '../testing/attached.ts';
import type { Holder } from '../testing/client.ts';
import { type Ask, entityId, pair, withSaml } from '../testing/saml.ts';
import { byClient, byForm, pageOf, walk } from '../testing/saml-sign-in.ts';
import { serving } from '../testing/server.ts';
import { noon, person, personalise } from '../testing/world.ts';

let known: Awaited<ReturnType<typeof withSaml>> | undefined;
const at = serving({}, async (world) => {
  known = await withSaml(world);
  return known.config;
});
const our = () => {
  if (known === undefined) throw new Error('before the first test');
  return { ...known, origin: known.config.attached.origin };
};

test('a client that the service provider sends here gets its token, and its browser brings the signed answer', async () => {
  const { clinic } = our();
  const { status, assertion, told, ...response } = await byClient(our().clinic, { relayState: 'where <I> was', id: '_once' });
  expect(response).toMatchObject({ inResponseTo: '_once', destination: clinic.consumer, issuer: entityId, relayState: 'where <I> was' });
  expect(status).toEqual({ code: 'Success' });
  expect(assertion).toMatchObject({
    inResponseTo: '_once',
    recipient: clinic.consumer,
    audience: 'https://clinic.example/saml',
    address: '127.0.0.1',
    notOnOrAfter: noon + 300_000,
  });
  expect(told).toMatchObject({ status: 'valid', personalData: { givenNames: person.givenNames, familyNames: person.familyNames } });
});

test('a browser is led to the client by a page, and in it the answer is a form for the service provider', async () => {
  using somebody = browser();
  const entered = await somebody.get(our().clinic.redirect('browser', { relayState: '<b>"&' }));
  expect(entered).toMatchObject({ status: 303, location: expect.stringMatching(/^\/saml\/sign-in\/[0-9a-f]{64}$/) });
  const page = await pageOf(somebody, our().clinic, entered.location);
  expect(page.text).toContain('data-state="leaving"');
  using client = caller();
  const { back = '' } = await walk(client, page.tokenAddress ?? '');
  const leaving = await somebody.get(back);
  const { action, fields } = formOn(leaving.text);
  expect(action).toBe(our().clinic.consumer);
  expect(leaving.headers['content-security-policy']).toContain("form-action 'self' https://clinic.example;");
  expect(our().clinic.readForm(fields)).toMatchObject({
    relayState: '<b>"&',
    status: { code: 'Success' },
    told: { personalData: { givenNames: person.givenNames } },
  });
  expect(formOn((await somebody.get(back)).text)).toEqual({ action, fields });
});

test('the eIDAS profile comes by a form and is answered by one, with the minimum data set and the level', async () => {
  const { assertion, attributes = [], status, relayState } = await byForm(our().clinic, { relayState: 'r' });
  expect(relayState).toBe('r');
  expect(status).toEqual({ code: 'Success' });
  expect(assertion?.context).toBe('http://eidas.europa.eu/LoA/high');
  const values = Object.fromEntries(attributes.map(({ name, value }) => [name.split('/').at(-1), value.text]));
  expect(values).toEqual({
    PersonIdentifier: expect.stringMatching(/^HU\/HU\/[0-9a-f]{64}$/),
    CurrentFamilyName: person.familyNames,
    CurrentGivenName: person.givenNames,
    DateOfBirth: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
  });
});

test('our metadata are signed, name both keys and every door, and end', async () => {
  using somebody = browser();
  const { text, headers } = await somebody.get(`${our().origin}/saml/metadata`);
  expect(headers['content-type']).toBe('application/samlmetadata+xml');
  expect(text.match(/<md:KeyDescriptor use="(signing|encryption)"/g)).toHaveLength(2);
  expect(new Set(text.match(/<ds:X509Certificate>[^<]+/g)).size).toBe(2);
  for (const path of ['/saml/tc-token', '/saml/sign-in', '/eidas/sign-in']) expect(text).toContain(`Location="${our().origin}${path}"`);
  expect(text).toContain('validUntil="2026-06-22T12:00:00Z"');
  expect(text).toContain('<ds:SignatureValue>');
});

const permitsNothing: Holder = { card: personalise(), permit: () => createChat([]) };

test('a required attribute that the holder does not permit is RequestDenied, one that is not required is left out', async () => {
  expect(await byClient(our().clinic, {}, permitsNothing)).toMatchObject({ status: { code: 'Responder', reason: 'RequestDenied' } });
  const { status, attributes } = await byClient(our().clinic, { asked: { operations: { givenNames: 'ALLOWED' } } }, permitsNothing);
  expect([status, attributes?.map(({ name }) => name)]).toEqual([{ code: 'Success' }, ['DocumentValidity']]);
});

test('a card that does not count is told by its validity, and of the person nothing', async () => {
  const expired = personalise({ expires: '2026-06-01' });
  const { status, attributes, told } = await byClient(our().clinic, {}, { card: expired });
  expect([status, attributes?.map(({ name }) => name), told?.status]).toEqual([{ code: 'Success' }, ['DocumentValidity'], 'expired']);
  const clone = personalise({ clone: true });
  expect((await byClient(our().clinic, {}, { card: clone })).told).toEqual({ status: 'notAuthentic', personalData: {} });
});

test('an unknown attribute that is required, a right that the terminal does not have, and a level nobody knows are answered without a card', async () => {
  const unknown = (asked: string) => our().clinic.sealed({ markup: asked });
  const named = (name: string, required: boolean) =>
    unknown(
      `<eid:AuthnRequestExtension xmlns:eid="http://bsi.bund.de/eID/" Version="2"><eid:RequestedAttributes><saml2:Attribute xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion" Name="${name}" eid:RequiredAttribute="${required}"/><saml2:Attribute xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion" Name="GivenNames"/></eid:RequestedAttributes></eid:AuthnRequestExtension>`,
    );
  expect(await byClient(our().clinic, { extensions: named('ShoeSize', true) })).toMatchObject({
    status: { code: 'Requester', reason: 'InvalidAttrNameOrValue' },
  });
  expect((await byClient(our().clinic, { extensions: named('ShoeSize', false) })).told?.personalData).toMatchObject({
    givenNames: person.givenNames,
  });
  expect(await byClient(our().clinic, { asked: { operations: { taxId: 'REQUIRED' } } })).toMatchObject({
    status: { code: 'Responder', reason: 'RequestDenied' },
  });
  expect(await byForm(our().clinic, { context: { comparison: 'exact', classes: ['urn:other'] } })).toMatchObject({
    status: { code: 'Responder', reason: 'NoAuthnContext' },
  });
});

test('who stops in the client, and who goes back from the page, is AuthnFailed with the code of it', async () => {
  const cancelled = { code: 'Responder', reason: 'AuthnFailed', message: 'user.cancelled' };
  using client = caller();
  const fetched = await client.send('GET', our().clinic.redirect('client'));
  const fresh = ecard.parseTcToken(parseXml(utf8(fetched.text)));
  if (!('refreshAddress' in fresh)) throw new Error('no token');
  const { location = '' } = await client.send('GET', `${fresh.refreshAddress}?ResultMajor=error&ResultMinor=cancellationByUser`);
  expect(our().clinic.readAddress(location).status).toEqual(cancelled);

  using somebody = browser();
  const { location: entered = '' } = await somebody.get(our().clinic.redirect('browser'));
  const cancel = `${our().origin}${entered}/cancel`;
  expect((await somebody.submit(cancel, {}, 'https://evil.example')).status).toBe(403);
  const { location: back = '' } = await somebody.submit(cancel, {}, our().origin);
  const leaving = formOn((await somebody.get(our().origin + back)).text);
  expect(our().clinic.readForm(leaving.fields).status).toEqual(cancelled);
  expect((await pageOf(somebody, our().clinic, entered)).status).toBe(410);
});

test('what was read is not told when the client says that it ended badly', async () => {
  using client = caller();
  const { back = '' } = await walk(client, our().clinic.redirect('client'));
  const { location = '' } = await client.send('GET', back.replace('ResultMajor=ok', 'ResultMajor=error&ResultMinor=serverError'));
  const { status, assertion } = our().clinic.readAddress(location);
  expect([status.reason, assertion]).toEqual(['AuthnFailed', undefined]);
});

test('session fixation: a link that was begun here and sent to somebody else finishes nowhere', async () => {
  using attacker = browser();
  const { location: entered = '' } = await attacker.get(our().clinic.redirect('browser'));
  const { tokenAddress } = await pageOf(attacker, our().clinic, entered);
  using victim = browser();
  expect((await victim.get(our().origin + entered)).status).toBe(403);
  using client = caller();
  const { back = '', token } = await walk(client, tokenAddress ?? '');
  // The attacker knows everything but the word that only the victim's client has.
  const guessed = `${our().origin}/saml/refresh/${token?.sessionIdentifier}/${'0'.repeat(32)}?ResultMajor=ok`;
  const early = await attacker.get(guessed);
  expect([early.status, early.text.includes('<form')]).toEqual([403, false]);
  const misled = await victim.get(back);
  expect([misled.status, misled.text.includes('signin.other-browser'), misled.text.includes('SAMLResponse')]).toEqual([403, true, false]);
  // From now on nobody gets it, with whatever they know.
  const { fields } = formOn((await attacker.get(back)).text);
  expect(our().clinic.readForm(fields)).not.toHaveProperty('assertion');
});

test('the token of a browser’s sign-in is for one client, and PAOS over its TLS session alone', async () => {
  using somebody = browser();
  const { tokenAddress = '' } = await pageOf(somebody, our().clinic, (await somebody.get(our().clinic.redirect('browser'))).location);
  using client = caller();
  expect((await client.send('GET', tokenAddress)).status).toBe(200);
  using other = caller();
  expect((await other.send('GET', tokenAddress)).status).toBe(404);
  expect((await other.post(`${our().origin}/paos`, '<x/>')).status).toBe(403);
});

test('age and place are compared, and told with what they were compared with; not more often than the card may be asked', async () => {
  const asked = (age: number): Ask => ({
    asked: { operations: { ageVerification: 'REQUIRED', placeVerification: 'ALLOWED' }, age, place: '1941' },
  });
  const card = personalise();
  const { attributes = [] } = await byClient(our().clinic, asked(18), { card });
  const texts = (name: string) => {
    const value = attributes.find((one) => one.name === name)?.value;
    return value?.children.map(({ children: [only] }) => only?.text);
  };
  expect([texts('AgeVerification'), texts('PlaceVerification')]).toEqual([
    ['18', 'true'],
    ['1941', 'true'],
  ]);
  const statuses = [];
  for (const age of [19, 20, 21, 22]) statuses.push((await byClient(our().clinic, asked(age), { card })).status.code);
  expect(statuses).toEqual(['Success', 'Success', 'Responder', 'Responder']);
});

test('sessions by SAML count among those of their relying party, and one too many is answered with a status', async () => {
  const [first, ...others] = our().config.services;
  if (first === undefined) throw new Error('there is a first service');
  await using server = await at.world.start({
    ...our().config,
    services: [{ ...first, openSessions: 1 }, ...others],
    attached: { ...our().config.attached, port: 0 },
  });
  using client = caller();
  const here = (address: string) => address.replace(our().origin, `https://localhost:${server.attachedPort}`);
  await at.world.database.query('delete from eid_server.session');
  expect((await client.send('GET', here(our().clinic.redirect('client')))).status).toBe(200);
  const { status, location = '' } = await client.send('GET', here(our().clinic.redirect('client')));
  expect([status, our().clinic.readAddress(location).status.reason]).toEqual([303, 'AuthnFailed']);
});

const stranger = await pair('stranger', 'RSA-3072');
const rsaSha1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';
const hmac = 'http://www.w3.org/2000/09/xmldsig#hmac-sha1';
const redone = (address: string, change: (query: URLSearchParams) => void) => {
  const url = new URL(address);
  change(url.searchParams);
  return url.href;
};
const queryWith = (changes: Readonly<Record<string, string | undefined>>) => (address: string) =>
  redone(address, (query) => {
    for (const [name, value] of Object.entries(changes)) value === undefined ? query.delete(name) : query.set(name, value);
  });

/** Each is one fault; what the page says, and nothing is sent to anybody. */
const faults: Readonly<Record<string, readonly [code: string, ask: () => Ask, change?: (address: string) => string]>> = {
  'E3: an address for the answer that is not in the metadata': ['saml.request', () => ({ consumerUrl: 'https://evil.example/answer' })],
  'a request for another address': ['saml.request', () => ({ destination: 'https://other.example/saml' })],
  'a request that is too old': ['saml.expired', () => ({ issueInstant: noon - 3_600_000 })],
  'a request from the future': ['saml.expired', () => ({ issueInstant: noon + 3_600_000 })],
  'E6: a signature by a key that is not in the metadata': ['saml.signature', () => ({ signing: { privateKey: stranger.key.pem } })],
  'E6: a signature that says SHA-1': ['saml.signature', () => ({}), queryWith({ SigAlg: rsaSha1 })],
  'E6: a signature that says HMAC': ['saml.signature', () => ({}), queryWith({ SigAlg: hmac })],
  'D2_01: no signature': ['saml.signature', () => ({}), queryWith({ Signature: undefined, SigAlg: undefined })],
  'D2_02: a signature over another RelayState': ['saml.signature', () => ({ relayState: 'a' }), queryWith({ RelayState: 'b' })],
  'E8: a message that inflates beyond bounds': [
    'saml.request',
    () => ({}),
    queryWith({ SAMLRequest: deflateRawSync(Buffer.alloc(5_000_000)).toString('base64') }),
  ],
  'E9: a RelayState that is too long': ['saml.request', () => ({ relayState: 'x'.repeat(81) })],
  'a request of nobody we know': ['saml.provider-unknown', () => ({ issuer: 'https://nobody.example/saml' })],
  'what is asked encrypted for another key': [
    'saml.encryption',
    () => ({ extensions: our().clinic.sealed(xml`<x></x>`, stranger.certificate) }),
  ],
  'what is asked in the open, as in the other profile': [
    'saml.request',
    () => ({ extensions: encodeEidasExtensions(encodeRequestedAttributes({ CurrentGivenName: true })) }),
  ],
  'a second signature parameter': ['saml.request', () => ({}), (address) => `${address}&Signature=AAAA`],
};

test.each(Object.entries(faults))('%s', async (_, [code, ask, change = (same) => same]) => {
  for (const door of ['client', 'browser'] as const) {
    using somebody = browser();
    const { status, text, location } = await somebody.get(change(our().clinic.redirect(door, ask())));
    expect([door, status, location]).toEqual([door, 400, undefined]);
    expect(text).toContain(`<code>${code}</code>`);
  }
});

test('a request counts once, in whichever way it is sent again, for as long as it could be', async () => {
  const address = our().clinic.redirect('client');
  using client = caller();
  const { back = '' } = await walk(client, address);
  expect((await client.send('GET', address)).text).toContain('saml.repeated');
  expect((await client.send('GET', back)).status).toBe(303);
  at.world.time.now += 200_000;
  expect((await client.send('GET', address)).text).toContain('saml.repeated');
  at.world.time.now -= 200_000;
});

test('a request of the eIDAS profile whose signature is inside is refused like any other', async () => {
  using somebody = browser();
  const { action, fields } = our().clinic.form({ signing: { privateKey: stranger.key.pem } });
  const refused = await somebody.submit(action, fields);
  expect([refused.status, refused.text.includes('saml.signature')]).toEqual([400, true]);
  expect((await somebody.submit(action, { SAMLRequest: '!' })).status).toBe(400);
  expect((await somebody.submit(action, {})).status).toBe(400);
});

test('E7: metadata that nobody signed for us, or that are over, are not believed; what was believed before stays until it ends', async () => {
  const { register, clinic } = our();
  await at.world.renew(1, () => register({ entityId: 'https://evil.example/saml' }, stranger));
  expect((await byClient(our().clinic)).status).toEqual({ code: 'Success' });
  at.world.time.now += 8 * 86_400_000;
  using client = caller();
  expect((await client.send('GET', clinic.redirect('client'))).text).toContain('saml.metadata');
  at.world.time.now -= 8 * 86_400_000;
  await at.world.renew(1, () => register());
});
