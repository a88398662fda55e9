// Part E of the attacks: what is done to SAML messages, and that nothing of it is read. Each test bears the number of its row in docs/security.md.
import { generateKeyPairSync, sign } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { utf8 } from '../../lib/bytes/index.ts';
import * as saml from '../../lib/saml/index.ts';
import { parseSubjectPublicKey } from '../../lib/x509/index.ts';
import { child, textOf } from '../../lib/xml/index.ts';
import { isSignedBy, signatureAlgorithms, signOctets } from '../xml-signature/index.ts';
import { parseMessageText } from './document.ts';
import { decryptElement, encryptElement, readPost, readRedirect, readServiceProvider, signEnveloped, writeRedirect } from './index.ts';
import {
  addresses,
  assertion,
  certificateOf,
  clinic,
  curve,
  now,
  provider,
  reasonOf,
  request,
  response,
  server,
  stranger,
} from './test-parties.ts';

const post = (document: string) => readPost(Buffer.from(document).toString('base64')).verified([clinic.signing.certificate]);
const postReason = (document: string) => reasonOf(() => post(document));
const unsigned = saml.encodeAuthnRequest(request, saml.encodeEidasExtensions(saml.encodeRequestedAttributes({ PersonIdentifier: true })));
const signed = signEnveloped(unsigned, clinic.signing).markup;
const signature = /<ds:Signature .*<\/ds:Signature>/.exec(signed)?.[0] as string;

/** The eight shapes in which a signed element is wrapped by one that is not, for a message of any name; the ninth is the one with the evil identifier. */
function wrappings(whole: string, sign: string): Readonly<Record<string, string>> {
  const bare = whole.replace(sign, '');
  const name = /^<([\w:]+)/.exec(whole)?.[1] as string;
  const evil = (identifier: string) =>
    bare.replace(/ ID="[^"]*"/, ` ID="${identifier}"`).replaceAll(addresses.consumer, 'https://evil.example/');
  const into = (outer: string, inner: string) => outer.replace(`</${name}>`, `${inner}</${name}>`);
  const object = (inner: string) => sign.replace('</ds:Signature>', `<ds:Object>${inner}</ds:Object></ds:Signature>`);
  const own = / ID="([^"]*)"/.exec(whole)?.[1] as string;
  return {
    'XSW1: the original inside the signature of a copy': into(evil('_evil'), object(whole.replace(sign, ''))),
    'XSW2: the original beside its signature in a copy': into(evil('_evil'), sign + bare),
    'XSW3: the original as a child, signed, of a copy': into(evil('_evil'), whole),
    'XSW4: the copy around the original and its signature': evil('_evil').replace(/<saml2:Issuer/, `${whole}<saml2:Issuer`),
    'XSW5: the same identifier twice': into(evil(own), sign + bare),
    'XSW6: the original inside an object of the signature': whole.replace(sign, object(bare)).replace(/ ID="[^"]*"/, ' ID="_evil"'),
    'XSW7: the original in the extensions of a copy': evil('_evil').replace('<samlp:Extensions>', `<samlp:Extensions>${whole}`),
    'XSW8: the copy inside an object of the signature': whole.replace(sign, object(evil(own))),
    'XSW9: two roots in one': `<x>${whole}${evil('_evil')}</x>`,
  };
}

const responseMarkup = signEnveloped(
  saml.encodeResponse(
    { ...response, status: saml.success },
    encryptElement(saml.encodeAssertion(assertion, []), clinic.encryption.certificate),
  ),
  clinic.signing,
).markup;
const metadataMarkup = signEnveloped(saml.encodeServiceProvider(provider, '_1'), clinic.signing).markup;

test.each([
  ['AuthnRequest', signed],
  ['Response', responseMarkup],
  ['EntityDescriptor', metadataMarkup],
])('E1: a signed %s that is wrapped in another is refused in every known shape', (_, whole) => {
  const sign = /<ds:Signature .*<\/ds:Signature>/.exec(whole)?.[0] as string;
  const taken = (document: string) =>
    document.includes('EntityDescriptor') ? readServiceProvider(utf8(document), [clinic.signing.certificate], now) : post(document);
  expect(reasonOf(() => taken(whole))).toBe('taken');
  for (const [shape, document] of Object.entries(wrappings(whole, sign))) {
    expect(document, shape).not.toBe(whole);
    expect(
      reasonOf(() => taken(document)),
      shape,
    ).toMatch(/^(saml\.signature|xml\.)/);
  }
});

test('E1: what is read is what was signed, not the document around it', () => {
  // The signature covers the root without itself; what stands inside the signature is not there for the reader.
  const read = post(signed);
  expect(read.children.map(({ name }) => name)).toEqual(['Issuer', 'Extensions', 'NameIDPolicy']);
  expect(postReason(signed.replace(' Version="2.0"', ' Version="2.0" ForceAuthn="true"'))).toBe('saml.signature key');
});

test('E2: a captured signature in the extensions of another message is no signature of that message', () => {
  const forged = saml.encodeAuthnRequest({ ...request, id: '_forged' }, { markup: signed }).markup;
  expect(postReason(forged)).toBe('saml.signature form');
  expect(postReason(forged.replace('<samlp:Extensions>', `${signature}<samlp:Extensions>`))).toBe('saml.signature form');
  expect(
    postReason(unsigned.markup.replace('<samlp:Extensions>', `${signature}<samlp:Extensions>`).replace(/ ID="[^"]*"/, ' ID="_forged"')),
  ).toBe('saml.signature reference');
});

test('E4: comments, document types, instructions, doubled attributes and foreign namespaces are refused at the door', () => {
  expect(postReason(signed.replace('clinic.example/saml<', 'clinic.example<!-- -->/saml<'))).toBe('saml.binding comment');
  expect(postReason(`<!DOCTYPE x [<!ENTITY e "clinic">]>${signed}`)).toBe('xml.forbidden');
  expect(postReason(signed.replace('<saml2:Issuer', '<?x y?><saml2:Issuer'))).toBe('xml.forbidden');
  expect(postReason(signed.replace(' Version="2.0"', ' Version="2.0" Version="2.0"'))).toBe('xml.malformed');
  expect(postReason(signed.replace('clinic.example', '&clinic;'))).toBe('xml.malformed');
  expect(
    postReason(signed.replace('<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#">', '<ds:Signature xmlns:ds="urn:x">')),
  ).toBe('saml.signature form');
  expect(postReason(signed.replace(' Version="2.0"', ' Version="2.0" xmlns:x="urn:x" x:ID="_0123456789abcdef0123456789abcdef"'))).toBe(
    'saml.signature identifiers',
  );
  // A character section is the same text once it is canonical; nobody reads another one.
  const section = signed.replace('>https://clinic.example/saml<', '><![CDATA[https://clinic.example/saml]]><');
  expect(textOf(child(post(section), 'Issuer'))).toBe(addresses.clinic);
});

test('E4: canonical forms that come out empty, or are not the exclusive one, are refused', () => {
  const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
  const method = `<ds:CanonicalizationMethod Algorithm="${exclusive}">`;
  expect(
    postReason(signed.replace(method, '<ds:CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315">')),
  ).toBe('saml.signature canonicalisation');
  expect(postReason(signed.replace(method, `<ds:CanonicalizationMethod Algorithm="${exclusive}WithComments">`))).toBe(
    'saml.signature canonicalisation',
  );
  expect(postReason(signed.replace(method, `${method}<ec:InclusiveNamespaces xmlns:ec="${exclusive}" PrefixList="x"/>`))).toBe(
    'saml.signature canonicalisation',
  );
  const transforms = /<ds:Transforms>.*<\/ds:Transforms>/;
  for (const other of [
    '<ds:Transforms/>',
    `<ds:Transforms><ds:Transform Algorithm="${exclusive}"/></ds:Transforms>`,
    `<ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/><ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><ds:XPath>not(true())</ds:XPath></ds:Transform></ds:Transforms>`,
    `<ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/><ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"/><ds:Transform Algorithm="${exclusive}"/></ds:Transforms>`,
  ]) {
    expect(postReason(signed.replace(transforms, other))).toBe('saml.signature transforms');
  }
  expect(postReason(signed.replace('URI="#_0', 'URI="" x="'))).toBe('saml.signature reference');
  expect(postReason(signed.replace(/URI="#[^"]*"/, 'URI="#xpointer(/)"'))).toBe('saml.signature reference');
});

test('E5: two SignedInfo, two references, a comment in the digest: refused', () => {
  const info = /<ds:SignedInfo.*<\/ds:SignedInfo>/.exec(signed)?.[0] as string;
  const reference = /<ds:Reference.*<\/ds:Reference>/.exec(signed)?.[0] as string;
  expect(postReason(signed.replace(info, info + info))).toBe('saml.signature form');
  expect(postReason(signed.replace(info, info.replace(/DigestValue>[^<]+/, 'DigestValue>AAAA') + info))).toBe('saml.signature form');
  expect(postReason(signed.replace(reference, reference + reference))).toBe('saml.signature form');
  expect(postReason(signed.replace('</ds:Signature>', '<ds:Object>evil</ds:Object></ds:Signature>'))).toBe('saml.signature form');
  expect(postReason(signed.replace('<ds:Reference ', '<ds:Manifest></ds:Manifest><ds:Reference '))).toBe('saml.signature form');
  expect(postReason(signed.replace('<ds:DigestValue>', '<ds:DigestValue><!--evil-->'))).toBe('saml.binding comment');
  expect(postReason(signed.replace(/(<ds:DigestValue>)([^<]+)/, '$1$2<ds:DigestValue>x</ds:DigestValue>'))).toMatch(/^saml\.signature/);
  expect(postReason(signed.replace(signature, signature + signature))).toBe('saml.signature form');
});

test('E6: SHA-1, HMAC by the public key, a short key and a key that the message brings along count for nothing', () => {
  const sha1 = 'http://www.w3.org/2000/09/xmldsig#';
  const by = (from: RegExp, to: string) => postReason(signed.replace(from, to));
  expect(by(/SignatureMethod Algorithm="[^"]+"/, `SignatureMethod Algorithm="${sha1}rsa-sha1"`)).toBe('saml.signature algorithm');
  expect(by(/SignatureMethod Algorithm="[^"]+"/, `SignatureMethod Algorithm="${sha1}hmac-sha1"`)).toBe('saml.signature algorithm');
  expect(by(/DigestMethod Algorithm="[^"]+"/, `DigestMethod Algorithm="${sha1}sha1"`)).toBe('saml.signature algorithm');
  const brought = (document: string) =>
    document.replace(
      '</ds:Signature>',
      `<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${Buffer.from(stranger.certificate).toString('base64')}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>`,
    );
  expect(postReason(brought(signEnveloped(unsigned, stranger).markup))).toBe('saml.signature key');
  expect(postReason(brought(signed))).toBe('taken');
  expect(postReason(unsigned.markup)).toBe('saml.signature none');
});

test('E6: in an address too only keys of the metadata and algorithms of the list count', () => {
  const query = (...signing: Parameters<typeof writeRedirect>[3][]) =>
    writeRedirect(addresses.door, 'SAMLRequest', unsigned, signing[0] ?? clinic.signing).split('?')[1] as string;
  const reason = (text: string) => reasonOf(() => readRedirect(text, 'SAMLRequest').verified([clinic.signing.certificate]));
  expect(reason(query())).toBe('taken');
  expect(reason(query(stranger))).toBe('saml.signature key');
  expect(reason(query(curve))).toBe('saml.signature key');
  const [message] = query().split('&') as [string];
  expect(reason(message)).toBe('saml.signature none');
  const sha1 = `${message}&SigAlg=${encodeURIComponent('http://www.w3.org/2000/09/xmldsig#rsa-sha1')}`;
  expect(reason(`${sha1}&Signature=AAAA`)).toBe('saml.signature algorithm');
  expect(reason(query().replace(/SigAlg=[^&]+/, `SigAlg=${encodeURIComponent(signatureAlgorithms['rsa-sha512'])}`))).toBe(
    'saml.signature key',
  );
  const other = deflateRawSync(
    saml.encodeAuthnRequest({ ...request, id: '_other' }, { markup: '' }).markup.replace('<samlp:Extensions></samlp:Extensions>', ''),
  ).toString('base64');
  expect(reason(query().replace(/SAMLRequest=[^&]+/, `SAMLRequest=${encodeURIComponent(other)}`))).toBe('saml.signature key');
  expect(reason(`${query()}&SAMLRequest=${encodeURIComponent(other)}`)).toBe('saml.binding parameter');
  expect(reason(`${query()}&RelayState=added`)).toBe('saml.signature key');
  // A key of one family under the name of an algorithm of another.
  const claimed = `${message}&SigAlg=${encodeURIComponent(signatureAlgorithms['rsa-sha256'])}`;
  const confused = `${claimed}&Signature=${encodeURIComponent(sign('sha256', Buffer.from(claimed), curve.privateKey).toString('base64'))}`;
  expect(reasonOf(() => readRedirect(confused, 'SAMLRequest').verified([curve.certificate]))).toBe('saml.signature key');
  // Signed inside as well as beside: which one counts is then a matter of opinion.
  const twice = writeRedirect(addresses.door, 'SAMLRequest', { markup: signed }, clinic.signing).split('?')[1] as string;
  expect(reason(twice)).toBe('saml.signature form');
});

test('E6: RSA below 2048 bits signs nothing and is encrypted for by nobody', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  const octets = signOctets(pem, signatureAlgorithms['rsa-sha256'], utf8('x'));
  expect(isSignedBy(publicKey, signatureAlgorithms['rsa-sha256'], utf8('x'), octets)).toBe(false);
  const certificate = certificateOf(parseSubjectPublicKey(publicKey.export({ format: 'der', type: 'spki' })));
  expect(reasonOf(() => encryptElement(unsigned, certificate))).toBe('saml.encryption key');
  const registered = (changed: Partial<saml.ServiceProvider>) =>
    reasonOf(() => {
      const document = signEnveloped(saml.encodeServiceProvider({ ...provider, ...changed }, '_1'), server.signing).markup;
      return readServiceProvider(utf8(document), [server.signing.certificate], now);
    });
  expect(registered({})).toBe('taken');
  expect(registered({ signing: [clinic.signing.certificate, certificate] })).toBe('saml.metadata key');
  expect(registered({ encryption: { certificate, methods: [] } })).toBe('saml.metadata key');
  expect(registered({ signing: [utf8('no certificate')] })).toBe('saml.metadata key');
});

test('E7: metadata count when the operator signed them, and until the day they say', () => {
  const read = (document: string, at = now) => reasonOf(() => readServiceProvider(utf8(document), [server.signing.certificate], at));
  const own = signEnveloped(saml.encodeServiceProvider(provider, '_1'), server.signing).markup;
  expect(read(own)).toBe('taken');
  expect(read(own, provider.validUntil + 1)).toBe('saml.metadata expired');
  expect(read(own.replace(/validUntil="2026/, 'validUntil="2036'))).toBe('saml.signature key');
  expect(read(own.replace(addresses.consumer, 'https://evil.example/'))).toBe('saml.signature key');
  expect(read(saml.encodeServiceProvider(provider, '_1').markup)).toBe('saml.signature none');
  expect(read(signEnveloped(saml.encodeServiceProvider(provider, '_1'), stranger).markup)).toBe('saml.signature key');
});

test('E8: what inflates to more than 256 kB is dropped while it inflates', () => {
  const bomb = `SAMLRequest=${encodeURIComponent(deflateRawSync(Buffer.alloc(50 * 1024 * 1024, 0x20)).toString('base64'))}`;
  expect(bomb.length).toBeLessThan(128 * 1024);
  const memory = process.memoryUsage().rss;
  const start = process.cpuUsage();
  expect(reasonOf(() => readRedirect(bomb, 'SAMLRequest'))).toBe('saml.binding size');
  expect(process.cpuUsage(start).user).toBeLessThan(200_000);
  expect(process.memoryUsage().rss - memory).toBeLessThan(40 * 1024 * 1024);
  expect(reasonOf(() => readRedirect(`SAMLRequest=${'A'.repeat(200_000)}`, 'SAMLRequest'))).toBe('saml.binding size');
  expect(reasonOf(() => readPost('A'.repeat(600_000)))).toBe('saml.binding size');
  expect(reasonOf(() => readPost(Buffer.alloc(300_000, 0x20).toString('base64')))).toBe('xml.too-large');
  expect(reasonOf(() => readRedirect('SAMLRequest=AAAA', 'SAMLRequest'))).toBe('saml.binding encoding');
  expect(reasonOf(() => readRedirect('SAMLRequest=%', 'SAMLRequest'))).toBe('saml.binding encoding');
});

test('E9: what a sender wants back is opaque, at most 80 octets, and comes back as it was', () => {
  const travel = (state: string) => {
    const address = writeRedirect(addresses.consumer, 'SAMLRequest', unsigned, clinic.signing, state);
    expect(address).toMatch(/^[\x21-\x7e]+$/);
    return readRedirect(address.slice(address.indexOf('?') + 1), 'SAMLRequest').relayState;
  };
  for (const state of ['', '"><script>', 'a\r\nSet-Cookie: x=y', 'ő'.repeat(40), '&SigAlg=x&Signature=y', '+ %2B'])
    expect(travel(state)).toBe(state);
  expect(() => travel('ő'.repeat(41))).toThrow('saml.binding');
  expect(() => travel('x'.repeat(81))).toThrow('saml.binding');
  expect(reasonOf(() => readPost(Buffer.from(signed).toString('base64'), 'x'.repeat(81)))).toBe('saml.binding relay-state');
});

const encrypted = saml.encodeEncryptedExtension(encryptElement({ markup: '<x></x>' }, server.encryption.certificate)).markup;
const opened = (from: string | RegExp, to: string) => {
  expect(encrypted).toMatch(from);
  return reasonOf(() => decryptElement(parseMessageText(encrypted.replace(from, to)), server.encryption.privateKey));
};

test('rsa-1_5 and triple DES are refused before a key is touched, and every later failure looks the same', () => {
  const xenc = saml.namespaces.xenc;
  expect(opened('x', 'x')).toBe('taken');
  expect(opened(`${xenc}rsa-oaep-mgf1p`, `${xenc}rsa-1_5`)).toBe('saml.encryption algorithm');
  expect(opened('http://www.w3.org/2009/xmlenc11#aes256-gcm', `${xenc}tripledes-cbc`)).toBe('saml.encryption algorithm');
  expect(opened(/DigestMethod Algorithm="[^"]*"/, `DigestMethod Algorithm="${xenc}sha256"`)).toBe('saml.encryption algorithm');
  expect(opened(/DigestMethod Algorithm="[^"]*"/, 'DigestMethod Algorithm="urn:x"')).toBe('saml.encryption algorithm');
  expect(opened(`${xenc}Element`, `${xenc}Content`)).toBe('saml.encryption form');
  expect(opened(/<xenc:EncryptedKey>(.*)<\/xenc:EncryptedKey>/, '$&$&')).toBe('saml.encryption form');
  for (const [from, to] of [
    [/(<xenc:CipherValue>).{8}/, '$1AAAAAAAA'],
    [/(.*<xenc:CipherValue>).{8}/, '$1AAAAAAAA'],
    ['http://www.w3.org/2009/xmlenc11#aes256-gcm', 'http://www.w3.org/2009/xmlenc11#aes128-gcm'],
    ['http://www.w3.org/2009/xmlenc11#aes256-gcm', `${xenc}aes256-cbc`],
    [/(<xenc:CipherValue>)[^<]*/, `$1${'A'.repeat(512)}`],
  ] as const) {
    expect(opened(from, to)).toBe('saml.encryption unreadable');
  }
  const whole = encryptElement({ markup: '<x>amount: 1</x>' }, server.encryption.certificate).markup;
  const octets = Buffer.from(/(.*<xenc:CipherValue>)([^<]*)/.exec(whole)?.[2] as string, 'base64');
  // One bit of the text, which stays well-formed: only the tag tells.
  octets.writeUInt8(octets.readUInt8(12 + '<x>amount: '.length) ^ 8, 12 + '<x>amount: '.length);
  const flipped = whole.replace(/(.*<xenc:CipherValue>)[^<]*/, `$1${octets.toString('base64')}`);
  const container = parseMessageText(saml.encodeEncryptedExtension({ markup: flipped }).markup);
  expect(reasonOf(() => decryptElement(container, server.encryption.privateKey))).toBe('saml.encryption unreadable');
  expect(reasonOf(() => decryptElement(parseMessageText(encrypted), stranger.privateKey))).toBe('saml.encryption unreadable');
  expect(reasonOf(() => encryptElement(unsigned, curve.certificate))).toBe('saml.encryption key');
  expect(reasonOf(() => encryptElement(unsigned, clinic.encryption.certificate, [{ algorithm: `${xenc}tripledes-cbc` }]))).toBe(
    'saml.encryption methods',
  );
  expect(reasonOf(() => encryptElement(unsigned, clinic.encryption.certificate, [{ algorithm: `${xenc}rsa-1_5` }]))).toBe(
    'saml.encryption methods',
  );
});
