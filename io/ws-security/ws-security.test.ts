import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { bytes } from '../../lib/bytes/index.ts';
import { createName, signX509 } from '../../lib/x509/index.ts';
import { encodeSoap, textOf, xml } from '../../lib/xml/index.ts';
import { certificatePem, generateKey, type KeyKind, signerOf } from '../keys/index.ts';
import { signSoap, verifySoap } from './index.ts';

const now = Date.parse('2026-06-15T12:00:00Z');

const authority = signerOf(await generateKey('P-256'));

/** A key with a certificate for it; who issued that does not matter here. */
async function identity(kind: KeyKind) {
  const { publicKey, pem } = await generateKey(kind);
  const name = createName({ commonName: kind });
  const body = { serialNumber: 1n, issuer: name, subject: name, notBefore: now - 1e9, notAfter: now + 1e9, publicKey, extensions: {} };
  return { certificate: certificatePem(signX509(body, authority).raw), privateKey: pem };
}

const own = await identity('P-256');
const rsa = await identity('RSA-3072');
const other = await identity('P-256');
const message = encodeSoap(xml`<m:order xmlns:m="urn:m">árvíztűrő &amp; tükörfúrógép</m:order>`);
const signed = signSoap(message, own, now);

const read = (document: string, certificate = own.certificate, at = now) =>
  textOf(verifySoap(bytes(Buffer.from(document)), certificate, at));
const reasonOf = (document: string, certificate = own.certificate, at = now) => {
  try {
    return read(document, certificate, at);
  } catch (thrown) {
    const { code, facts } = thrown as { code: string; facts: { reason?: string } };
    return facts.reason ?? code;
  }
};

test('A2_01: a message signed with an EC or an RSA key is read as it was written', () => {
  expect(read(signed)).toBe('árvíztűrő & tükörfúrógép');
  expect(read(signSoap(message, rsa, now), rsa.certificate)).toBe('árvíztűrő & tükörfúrógép');
  expect(new X509Certificate(own.certificate).subject).toContain('P-256');
});

test('A2_02, A2_03: by another key, changed, or not signed it is refused', () => {
  expect(reasonOf(signed, other.certificate)).toBe('signature');
  expect(reasonOf(signSoap(message, other, now))).toBe('signature');
  expect(reasonOf(signed.replace('tükör', 'tukor'))).toBe('signature');
  expect(reasonOf(signed.replace(/<ds:SignatureValue>.{8}/, '<ds:SignatureValue>AAAAAAAA'))).toBe('signature');
  expect(reasonOf(message)).toBe('no signature');
});

test('A2_04: SHA-1 and everything else that is not on the list is refused', () => {
  const sha1 = 'http://www.w3.org/2000/09/xmldsig#';
  expect(reasonOf(signed.replace(/SignatureMethod Algorithm="[^"]+"/, `SignatureMethod Algorithm="${sha1}rsa-sha1"`))).toBe('algorithm');
  expect(reasonOf(signed.replace(/SignatureMethod Algorithm="[^"]+"/, `SignatureMethod Algorithm="${sha1}hmac-sha1"`))).toBe('algorithm');
  expect(reasonOf(signed.replace(/DigestMethod Algorithm="[^"]+"/, `DigestMethod Algorithm="${sha1}sha1"`))).toBe('algorithm');
  const inclusive = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
  expect(reasonOf(signed.replace(/CanonicalizationMethod Algorithm="[^"]+"/, `CanonicalizationMethod Algorithm="${inclusive}"`))).toBe(
    'canonicalisation',
  );
  expect(reasonOf(signed.replace(/<ds:Transform Algorithm="[^"]+"/, `<ds:Transform Algorithm="${sha1}enveloped-signature"`))).toBe(
    'transforms',
  );
});

test('a signed time has to be now', () => {
  expect(reasonOf(signed, own.certificate, now + 370_000)).toBe('time');
  expect(reasonOf(signed, own.certificate, now - 70_000)).toBe('time');
  expect(reasonOf(signed, own.certificate, now + 350_000)).toContain('tükör');
  const lasting = signSoap(message, own, now, 86_400_000);
  expect(reasonOf(lasting, own.certificate, now + 370_000), 'however long it wants to last').toBe('time');
  expect(reasonOf(lasting)).toContain('tükör');
});

test('a signed body that was moved aside for another one is refused, and the other one is never read', () => {
  const body = /<soap:Body.*<\/soap:Body>/.exec(signed)?.[0] as string;
  const evil = (attributes: string) => `<soap:Body${attributes}><m:order xmlns:m="urn:m">evil</m:order></soap:Body>`;
  const moved = signed.replace(body, '').replace('</wsse:Security>', `<wsse:Old>${body}</wsse:Old></wsse:Security>`);
  const envelope = (second: string) => moved.replace('</soap:Envelope>', `${second}</soap:Envelope>`);
  const wsu = ' xmlns:wsu="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"';
  expect(reasonOf(envelope(evil('')))).toBe('references');
  expect(reasonOf(envelope(evil(`${wsu} wsu:Id="other"`)))).toBe('references');
  expect(reasonOf(envelope(evil(`${wsu} wsu:Id="body"`)))).toBe('identifiers');
  expect(reasonOf(envelope(evil(`${wsu} wsu:Id="other" ID="body"`)))).toBe('references');
  expect(reasonOf(signed.replace('</soap:Body>', `</soap:Body>${evil('')}`))).toBe('form');
});

test('a second signature, a doubled or a foreign reference, and a comment change nothing in what is read', () => {
  const signature = /<ds:Signature .*<\/ds:Signature>/.exec(signed)?.[0] as string;
  expect(reasonOf(signed.replace(signature, signature + signature))).toBe('form');
  expect(reasonOf(signed.replace('<m:order', `<m:order`).replace('</soap:Header>', `${signature}</soap:Header>`))).toBe('no signature');
  const reference = /<ds:Reference .*?<\/ds:Reference>/.exec(signed)?.[0] as string;
  expect(reasonOf(signed.replace(reference, reference + reference))).toBe('references');
  expect(reasonOf(signed.replace(reference, reference + reference.replace('#body', '#token')))).toBe('references');
  expect(reasonOf(signed.replace(reference, ''))).toBe('references');
  expect(read(signed.replace('tűrő', 'tű<!-- x -->rő'))).toBe('árvíztűrő & tükörfúrógép');
  expect(reasonOf(`<!DOCTYPE x>${signed.replace(/^<\?xml[^>]*>/, '')}`)).toBe('xml.forbidden');
});
