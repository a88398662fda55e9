// SAML with whatever may stand in a name, and with whatever may arrive.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isEidError } from '../../lib/error/index.ts';
import * as saml from '../../lib/saml/index.ts';
import { textOf } from '../../lib/xml/index.ts';
import { decryptElement, encryptElement, readPost, readRedirect, signEnveloped, writePost, writeRedirect } from './index.ts';
import { addresses, assertion, clinic, curve, request, response, server } from './test-parties.ts';

/** Any text that XML can carry: no lone surrogate, no control character but the three. */
const text = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 40 })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML 1.0 (2.2) does not allow.
  .filter((value) => !/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(value));
const markup = fc.constantFrom(
  '</saml2:AttributeValue>',
  '<!--',
  '-->',
  ']]>',
  '<![CDATA[',
  '&amp;',
  '&#60;',
  '"',
  "'",
  '<?x?>',
  '\r\n',
  '\t',
  'Ő',
);
const name = fc.array(fc.oneof(text, markup), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));

test('E10: any name survives: written, encrypted, signed, verified, decrypted, read', () => {
  const countries = { own: 'HU', receiving: 'AT' };
  fc.assert(
    fc.property(name, name, fc.constantFrom('typed', 'plain'), (familyNames, givenNames, form) => {
      const answer = { result: { major: 'ok' }, personalData: { familyNames, givenNames } } as const;
      const attributes = saml.eidasAnswer(answer, countries, form);
      const encrypted = encryptElement(saml.encodeAssertion(assertion, attributes), clinic.encryption.certificate);
      const whole = saml.encodeResponse({ ...response, status: saml.success }, encrypted);
      const read = saml.parseResponse(readPost(writePost(signEnveloped(whole, curve))).verified([curve.certificate]));
      const inside = read.encrypted && saml.parseAssertion(decryptElement(read.encrypted, clinic.encryption.privateKey));
      if (inside === undefined) throw new TypeError('no assertion');
      expect(saml.parseAttributes(inside.attributes).map(({ value }) => textOf(value))).toEqual([familyNames, givenNames]);
    }),
    { numRuns: 150 },
  );
});

test('any name is signed as it stands in an assertion', () => {
  fc.assert(
    fc.property(name, (familyNames) => {
      const answer = { result: { major: 'ok' }, personalData: { familyNames } } as const;
      const attributes = saml.nationalAnswer(answer, { operations: {} }, 'valid', '2026-06-15', 'typed');
      const signed = signEnveloped(saml.encodeAssertion(assertion, attributes), curve, saml.prefixesInValues);
      const read = saml.parseAssertion(readPost(writePost(signed)).verified([curve.certificate]));
      expect(saml.parseNationalAnswer(read.attributes).personalData).toEqual({ familyNames });
    }),
    { numRuns: 150 },
  );
});

/** Whatever it is: read, or refused with a code. */
function refusedOrRead(action: () => unknown): void {
  try {
    action();
  } catch (thrown) {
    expect(isEidError(thrown)).toBe(true);
  }
}

const extensions = saml.encodeEidasExtensions(saml.encodeRequestedAttributes({ PersonIdentifier: true }));
const authnRequest = saml.encodeAuthnRequest(request, extensions);
const keys = [clinic.signing.certificate];

test('whatever arrives in an address or a form is read or refused with a code', () => {
  const address = writeRedirect(addresses.door, 'SAMLRequest', authnRequest, clinic.signing);
  const query = address.slice(address.indexOf('?') + 1);
  const document = signEnveloped(authnRequest, clinic.signing).markup;
  const changed = (whole: string) =>
    fc
      .tuple(fc.nat(whole.length), fc.nat(12), fc.oneof(fc.string({ maxLength: 6 }), markup))
      .map(([at, length, other]) => whole.slice(0, at) + other + whole.slice(at + length));
  fc.assert(
    fc.property(fc.oneof(fc.string(), changed(query)), (text) =>
      refusedOrRead(() => saml.parseAuthnRequest(readRedirect(text, 'SAMLRequest').verified(keys))),
    ),
    { numRuns: 300 },
  );
  fc.assert(
    fc.property(changed(document), (text) =>
      refusedOrRead(() => saml.parseAuthnRequest(readPost(Buffer.from(text).toString('base64')).verified(keys))),
    ),
    { numRuns: 200 },
  );
});

test('a changed message is never taken for another one', () => {
  const document = signEnveloped(authnRequest, clinic.signing).markup;
  const right = JSON.stringify(saml.parseAuthnRequest(readPost(writePost({ markup: document })).verified(keys)));
  fc.assert(
    fc.property(fc.nat(document.length - 1), fc.constantFrom('x', ' ', '0', '<', '&', '"'), (at, other) => {
      const text = document.slice(0, at) + other + document.slice(at + 1);
      let read: string;
      try {
        read = JSON.stringify(saml.parseAuthnRequest(readPost(writePost({ markup: text })).verified(keys)));
      } catch {
        return;
      }
      expect(read).toBe(right);
    }),
    { numRuns: 300 },
  );
});

test('whatever is encrypted for us is opened or refused with a code', () => {
  const encrypted = encryptElement({ markup: '<x></x>' }, server.encryption.certificate).markup;
  const container = saml.encodeEncryptedExtension({ markup: encrypted }).markup;
  fc.assert(
    fc.property(fc.nat(container.length), fc.nat(8), fc.string({ maxLength: 8 }), (at, length, other) => {
      const text = container.slice(0, at) + other + container.slice(at + length);
      refusedOrRead(() => {
        const message = saml.encodeAuthnRequest(request, { markup: text });
        const { extensions } = saml.parseAuthnRequest(readPost(writePost(signEnveloped(message, curve))).verified([curve.certificate]));
        if (extensions.kind === 'national') decryptElement(extensions.encrypted, server.encryption.privateKey);
      });
    }),
    { numRuns: 100 },
  );
});
