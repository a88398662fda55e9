// SAML with a program that is not ours: xmlsec1 verifies what we sign and reads what we encrypt, and we do so with what it made. What its version does not
// know, RSA-OAEP with SHA-256, a library that is not ours reads and writes.
import { execFileSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import xmlEncryption, { type EncryptOptions } from 'xml-encryption';
import * as saml from '../../lib/saml/index.ts';
import { child, type Markup, xml } from '../../lib/xml/index.ts';
import { certificatePem } from '../keys/index.ts';
import { parseMessage, parseMessageText } from './document.ts';
import { decryptElement, encryptElement, readPost, signEnveloped, writePost } from './index.ts';
import { answer, assertion, clinic, curve, request, response, server } from './test-parties.ts';

const folder = mkdtempSync(join(tmpdir(), 'eszig-saml-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content, { mode: 0o600 });
  return join(folder, name);
};
const xmlsec = (...words: string[]) => execFileSync('xmlsec1', words, { stdio: 'pipe' });
const identifiers = ['Response', 'AuthnRequest'].flatMap((name) => ['--id-attr:ID', `${saml.namespaces.samlp}:${name}`]);
const assertionMarkup = (form: saml.ValueForm = 'typed') =>
  saml.encodeAssertion(assertion, saml.nationalAnswer(answer, { operations: {}, age: 18 }, 'valid', '2026-06-15', form));
const whole = (encrypted?: Markup) => saml.encodeResponse({ ...response, status: saml.success }, encrypted);

const signers = {
  'rsa-sha256': server.signing,
  'rsa-sha384': server.signing,
  'rsa-sha512': server.signing,
  'ecdsa-sha256': curve,
} as const;

test.each(Object.keys(signers) as (keyof typeof signers)[])(
  'xmlsec1 verifies a response that we sign by %s, and refuses it changed',
  (algorithm) => {
    const { certificate, privateKey } = signers[algorithm];
    const signed = signEnveloped(whole(encryptElement(assertionMarkup(), clinic.encryption.certificate)), { privateKey, algorithm }).markup;
    const key = file('certificate.pem', certificatePem(certificate));
    const verify = (document: string) => xmlsec('--verify', ...identifiers, '--pubkey-cert-pem', key, file('signed.xml', document));
    expect(() => verify(signed)).not.toThrow();
    expect(() => verify(signed.replace('InResponseTo="_0', 'InResponseTo="_1'))).toThrow();
    expect(() => verify(signed.replace(/(<xenc:CipherValue>).{4}/, '$1AAAA'))).toThrow();
  },
);

test('xmlsec1 verifies an assertion that we sign by itself, with the types of its values covered', () => {
  const signed = signEnveloped(assertionMarkup(), server.signing, saml.prefixesInValues).markup;
  const key = file('certificate.pem', certificatePem(server.signing.certificate));
  const verify = (document: string) =>
    xmlsec('--verify', '--id-attr:ID', `${saml.namespaces.saml2}:Assertion`, '--pubkey-cert-pem', key, file('assertion.xml', document));
  expect(() => verify(signed)).not.toThrow();
  expect(() => verify(signed.replace(/xmlns:xs="[^"]*"/, 'xmlns:xs="urn:other"'))).toThrow();
  expect(() => verify(signed.replace('Anna', 'Panna'))).toThrow();
});

test.each(['aes256-gcm', 'aes192-gcm', 'aes128-gcm', 'aes256-cbc', 'aes192-cbc', 'aes128-cbc'])(
  'xmlsec1 reads an assertion that we encrypt by %s',
  (name) => {
    const algorithm = `${name.endsWith('gcm') ? 'http://www.w3.org/2009/xmlenc11#' : saml.namespaces.xenc}${name}`;
    const encrypted = whole(encryptElement(assertionMarkup(), clinic.encryption.certificate, [{ algorithm }])).markup;
    expect(encrypted).toContain(`"${algorithm}"`);
    const out = join(folder, 'read.xml');
    xmlsec('--decrypt', '--privkey-pem', file('key.pem', clinic.encryption.privateKey), '--output', out, file('encrypted.xml', encrypted));
    const { attributes } = saml.parseAssertion(child(child(parseMessage(readFileSync(out)), 'EncryptedAssertion'), 'Assertion'));
    expect(saml.parseNationalAnswer(attributes).personalData).toEqual(answer.personalData);
  },
);

test('we read what xmlsec1 encrypts', () => {
  const data = (algorithm: string) =>
    `<xenc:EncryptedData xmlns:xenc="${saml.namespaces.xenc}" Type="${saml.namespaces.xenc}Element"><xenc:EncryptionMethod Algorithm="${algorithm}"/><ds:KeyInfo xmlns:ds="${saml.namespaces.ds}"><xenc:EncryptedKey><xenc:EncryptionMethod Algorithm="${saml.namespaces.xenc}rsa-oaep-mgf1p"/><xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo><xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedData>`;
  const asked = { operations: { familyNames: 'REQUIRED', taj: 'ALLOWED' } } as const;
  const plain = file('plain.xml', saml.encodeAuthnRequestExtension(asked).markup);
  const key = file('encryption.pem', certificatePem(server.encryption.certificate));
  for (const [algorithm, session] of [
    ['http://www.w3.org/2009/xmlenc11#aes256-gcm', 'aes-256'],
    ['http://www.w3.org/2009/xmlenc11#aes128-gcm', 'aes-128'],
    [`${saml.namespaces.xenc}aes128-cbc`, 'aes-128'],
    [`${saml.namespaces.xenc}aes256-cbc`, 'aes-256'],
  ] as const) {
    const out = join(folder, 'by-xmlsec.xml');
    xmlsec(
      '--encrypt',
      '--pubkey-cert-pem',
      key,
      '--session-key',
      session,
      '--xml-data',
      plain,
      '--output',
      out,
      file('template.xml', data(algorithm)),
    );
    const encrypted = readFileSync(out, 'utf8').replace(/^<\?xml[^>]*\?>/, '');
    const container = parseMessageText(saml.encodeEncryptedExtension({ markup: encrypted }).markup);
    expect(saml.parseAuthnRequestExtension(decryptElement(container, server.encryption.privateKey))).toEqual(asked);
  }
});

test('we verify what xmlsec1 signs, and not once it is changed', () => {
  const extensions = saml.encodeEidasExtensions(saml.encodeRequestedAttributes({ PersonIdentifier: true }));
  const template = signEnveloped(saml.encodeAuthnRequest(request, extensions), clinic.signing).markup.replace(
    /(<ds:(DigestValue|SignatureValue)>)[^<]+/g,
    '$1',
  );
  const keys = `${file('key.pem', clinic.signing.privateKey)},${file('certificate.pem', certificatePem(clinic.signing.certificate))}`;
  const out = join(folder, 'by-xmlsec.xml');
  xmlsec('--sign', ...identifiers, '--privkey-pem', keys, '--output', out, file('template.xml', template));
  const read = (text: string) => readPost(writePost({ markup: text })).verified([clinic.signing.certificate]);
  const signed = readFileSync(out, 'utf8');
  expect(saml.parseAuthnRequest(read(signed))).toMatchObject({ id: request.id });
  expect(() => read(signed.replace('PersonIdentifier"', 'PersonIdentifies"'))).toThrow('saml.signature');
});

const newer = {
  algorithm: 'http://www.w3.org/2009/xmlenc11#rsa-oaep',
  digest: `${saml.namespaces.xenc}sha256`,
  mask: 'http://www.w3.org/2009/xmlenc11#mgf1sha256',
};

test('RSA-OAEP with SHA-256: a library that is not ours reads what we encrypt, and we what it encrypts', async () => {
  const text = assertionMarkup().markup;
  const { markup } = encryptElement({ markup: text }, clinic.encryption.certificate, [newer]);
  expect(markup).toContain(newer.mask);
  expect(await promisify(xmlEncryption.decrypt)(markup, { key: clinic.encryption.privateKey })).toBe(text);
  // The types are older than the library.
  const options = {
    rsa_pub: createPublicKey(clinic.encryption.privateKey).export({ type: 'spki', format: 'pem' }),
    pem: certificatePem(clinic.encryption.certificate),
    encryptionAlgorithm: 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
    keyEncryptionAlgorithm: newer.algorithm,
    keyEncryptionDigest: 'sha256',
    keyEncryptionMgf: 'sha256',
  };
  const theirs = { markup: await promisify(xmlEncryption.encrypt)(text, options as unknown as EncryptOptions) };
  const container = parseMessageText(
    xml`<saml2:EncryptedAssertion xmlns:saml2="${saml.namespaces.saml2}">${theirs}</saml2:EncryptedAssertion>`.markup,
  );
  expect(child(decryptElement(container, clinic.encryption.privateKey), 'Issuer').text).toBe(assertion.issuer);
});
