// WS-Security with a program that is not ours: xmlsec1 verifies what we sign, and we verify what it signs.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { bytes } from '../../lib/bytes/index.ts';
import { createName, signX509 } from '../../lib/x509/index.ts';
import { encodeSoap, textOf, xml } from '../../lib/xml/index.ts';
import { certificatePem, generateKey, type KeyKind, signerOf } from '../keys/index.ts';
import { signSoap, verifySoap } from './index.ts';
import { names } from './names.ts';

const now = Date.parse('2026-06-15T12:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'eszig-xmlsec-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content, { mode: 0o600 });
  return join(folder, name);
};
const xmlsec = (...words: string[]) => execFileSync('xmlsec1', words, { stdio: 'pipe' });
/** Where the identifiers stand that references point to. */
const identifiers = ['--id-attr:Id', `${names.soap}:Body`, '--id-attr:Id', `${names.wsu}:Timestamp`];
const message = encodeSoap(xml`<m:order xmlns:m="urn:m">árvíztűrő &amp; tükörfúrógép</m:order>`);

async function identity(kind: KeyKind) {
  const { publicKey, pem } = await generateKey(kind);
  const name = createName({ commonName: `${kind}, of the tests` });
  const body = { serialNumber: 4711n, issuer: name, subject: name, notBefore: now - 1e9, notAfter: now + 1e9, publicKey, extensions: {} };
  return { certificate: certificatePem(signX509(body, signerOf(await generateKey('P-256'))).raw), privateKey: pem };
}

test.each(['P-256', 'RSA-3072'] as const)(
  'xmlsec1 verifies what we sign with a key of %s, and refuses it when it was changed',
  async (kind) => {
    const own = await identity(kind);
    const certificate = file(`${kind}.pem`, own.certificate);
    const signed = signSoap(message, own, now);
    const verify = (document: string) => xmlsec('--verify', ...identifiers, '--pubkey-cert-pem', certificate, file('signed.xml', document));
    expect(() => verify(signed)).not.toThrow();
    expect(() => verify(signed.replace('tükör', 'tukor'))).toThrow();
    expect(() => verify(signed.replace(/<wsu:Expires>2026/, '<wsu:Expires>2027'))).toThrow();
  },
);

test('our signature names its certificate by issuer and serial number, the name after RFC 4514', async () => {
  const signed = signSoap(message, await identity('P-256'), now);
  expect(signed).toContain(
    '<ds:X509IssuerName>CN=P-256\\, of the tests</ds:X509IssuerName><ds:X509SerialNumber>4711</ds:X509SerialNumber>',
  );
  expect(signed).not.toContain('BinarySecurityToken');
});

test.each(['P-256', 'RSA-3072'] as const)('we read what xmlsec1 signs with a key of %s', async (kind) => {
  const own = await identity(kind);
  // What we sign, with nothing in the places that xmlsec1 fills in.
  const template = signSoap(message, own, now).replace(/(<ds:(DigestValue|SignatureValue)>)[^<]+/g, '$1');
  const keys = `${file('key.pem', own.privateKey)},${file('certificate.pem', own.certificate)}`;
  const out = join(folder, 'by-xmlsec.xml');
  xmlsec('--sign', ...identifiers, '--privkey-pem', keys, '--output', out, file('template.xml', template));
  const signed = readFileSync(out);
  expect(textOf(verifySoap(bytes(signed), own.certificate, now))).toBe('árvíztűrő & tükörfúrógép');
  expect(() => verifySoap(bytes(Buffer.from(signed.toString().replace('tükör', 'tukor'))), own.certificate, now)).toThrow(
    'ws-security.refused',
  );
});
