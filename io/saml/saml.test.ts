// SAML between a service provider and the server: what one writes the other reads, by both bindings and with every algorithm.
import { DOMParser } from '@xmldom/xmldom';
import { expect, test } from 'vitest';
import { SignedXml } from 'xml-crypto';
import { utf8 } from '../../lib/bytes/index.ts';
import type { UseIdRequest } from '../../lib/eid-service/index.ts';
import * as saml from '../../lib/saml/index.ts';
import type { Markup } from '../../lib/xml/index.ts';
import { type SignatureName, signatureAlgorithms } from '../xml-signature/index.ts';
import {
  agreedSignature,
  decryptElement,
  encryptElement,
  readableMethods,
  readPost,
  readRedirect,
  readServiceProvider,
  signEnveloped,
  writePost,
  writeRedirect,
} from './index.ts';
import {
  addresses,
  answer,
  assertion,
  clinic,
  curve,
  type Identity,
  now,
  provider,
  request,
  response,
  server,
  stranger,
} from './test-parties.ts';

const asked: UseIdRequest = {
  operations: {
    givenNames: 'REQUIRED',
    familyNames: 'REQUIRED',
    taj: 'ALLOWED',
    ageVerification: 'REQUIRED',
    placeVerification: 'ALLOWED',
  },
  age: 18,
  place: '0276',
  transactionInfo: 'Minta Kórház & Rendelő',
  attestation: { format: 'urn:eszig:eID:attestation:jws', context: 'id-<1>' },
  levelOfAssurance: 'http://eidas.europa.eu/LoA/high',
  eidTypes: { CardCertified: 'ALLOWED' },
};

const nationalRequest = () =>
  saml.encodeAuthnRequest(
    request,
    saml.encodeEncryptedExtension(encryptElement(saml.encodeAuthnRequestExtension(asked), server.encryption.certificate)),
  );
const eidasRequest = () =>
  saml.encodeAuthnRequest(
    { ...request, forceAuthn: true, context: { comparison: 'minimum', classes: ['http://eidas.europa.eu/LoA/substantial'] } },
    saml.encodeEidasExtensions(
      saml.encodeRequestedAttributes({ PersonIdentifier: true, CurrentFamilyName: true, BirthName: false }),
      'public',
    ),
  );
const national = (form: saml.ValueForm = 'typed') => saml.nationalAnswer(answer, asked, 'valid', '2026-06-15', form);
const queryOf = (address: string) => address.slice(address.indexOf('?') + 1);

test('a national request is read after the journey: signed beside, what is asked encrypted', () => {
  const address = writeRedirect(addresses.door, 'SAMLRequest', nationalRequest(), clinic.signing, 'árvíz=1&2');
  expect(address).not.toContain('TAJ');
  const received = readRedirect(queryOf(address), 'SAMLRequest');
  expect(received).toMatchObject({ issuer: addresses.clinic, relayState: 'árvíz=1&2' });
  const { extensions, ...rest } = saml.parseAuthnRequest(received.verified([stranger.certificate, clinic.signing.certificate]));
  expect(rest).toEqual(request);
  if (extensions.kind !== 'national') throw new TypeError('not national');
  expect(saml.parseAuthnRequestExtension(decryptElement(extensions.encrypted, server.encryption.privateKey))).toEqual(asked);
});

test('an eIDAS request is read after the journey: in a form, signed inside', () => {
  const field = writePost(signEnveloped(eidasRequest(), clinic.signing));
  const received = readPost(field, 'state');
  expect(received).toMatchObject({ issuer: addresses.clinic, relayState: 'state' });
  const { extensions, ...rest } = saml.parseAuthnRequest(received.verified(provider.signing));
  expect(rest).toMatchObject({ forceAuthn: true, context: { comparison: 'minimum' } });
  expect(rest.context && saml.requestedLevel(rest.context)).toBe('http://eidas.europa.eu/LoA/substantial');
  if (extensions.kind !== 'eidas') throw new TypeError('not eIDAS');
  expect(extensions.serviceProviderType).toBe('public');
  const operations = { restrictedId: 'REQUIRED', familyNames: 'REQUIRED', birthName: 'ALLOWED' };
  expect(saml.parseRequestedAttributes(extensions.attributes)).toEqual({ operations });
});

test('a response is read after the journey: signed, its assertion for the service provider alone', () => {
  const inside = saml.encodeAssertion(assertion, national());
  const whole = saml.encodeResponse({ ...response, status: saml.success }, encryptElement(inside, clinic.encryption.certificate));
  const field = writePost(signEnveloped(whole, server.signing));
  const { encrypted, ...rest } = saml.parseResponse(readPost(field).verified([server.signing.certificate]));
  expect(rest).toEqual({ ...response, status: saml.success });
  if (!encrypted) throw new TypeError('no assertion');
  expect(() => decryptElement(encrypted, stranger.privateKey)).toThrow('saml.encryption');
  const { attributes, notOnOrAfter, ...told } = saml.parseAssertion(decryptElement(encrypted, clinic.encryption.privateKey));
  expect(told).toEqual(assertion);
  expect(notOnOrAfter).toBe(now + 300_000);
  expect(saml.parseNationalAnswer(attributes)).toEqual({ status: 'valid', personalData: answer.personalData });
});

const families = Object.keys(signatureAlgorithms) as SignatureName[];
const keyOf = (name: SignatureName): Identity => (name.startsWith('ecdsa') ? curve : server.signing);

test.each(families)('%s signs by both bindings, and is refused with a key of another family', (algorithm) => {
  const { privateKey, certificate } = keyOf(algorithm);
  const foreign = algorithm.startsWith('ecdsa') ? server.signing : curve;
  const inside = readPost(writePost(signEnveloped(eidasRequest(), { privateKey, algorithm })));
  const beside = readRedirect(
    queryOf(writeRedirect(addresses.door, 'SAMLRequest', nationalRequest(), { privateKey, algorithm })),
    'SAMLRequest',
  );
  for (const received of [inside, beside]) {
    expect(received.verified([certificate]).name).toBe('AuthnRequest');
    expect(() => received.verified([foreign.certificate])).toThrow('saml.signature');
  }
});

/** As a library that is not ours writes it. */
function canonical({ markup }: Markup): string {
  const Algorithm = new SignedXml().CanonicalizationAlgorithms['http://www.w3.org/2001/10/xml-exc-c14n#'];
  if (Algorithm === undefined) throw new TypeError('no such algorithm');
  const algorithm = new Algorithm();
  const document = new DOMParser().parseFromString(markup, 'text/xml');
  return String(algorithm.process(document.documentElement as never, { inclusiveNamespacesPrefixList: saml.prefixesInValues.split(' ') }));
}

test('everything that we write is in canonical form, whatever the values', () => {
  const nasty = 'a"b\'c<d>e&f\r\n\tg ]]> ő';
  const written: readonly Markup[] = [
    nationalRequest(),
    eidasRequest(),
    saml.encodeAuthnRequest(
      {
        ...request,
        providerName: nasty,
        consumerUrl: `https://x.example/?a=${nasty}`,
        consumerIndex: 3,
        protocolBinding: 'post',
        isPassive: true,
      },
      saml.encodeEidasExtensions(saml.encodeRequestedAttributes({})),
    ),
    saml.encodeAssertion({ ...assertion, issuer: nasty, recipient: nasty, context: nasty }, national()),
    saml.encodeAssertion(assertion, national('plain')),
    saml.encodeAssertion(assertion, saml.eidasAnswer(answer, { own: 'HU', receiving: 'AT' }, 'typed')),
    saml.encodeResponse(
      { ...response, status: { code: 'Responder', reason: 'AuthnFailed', message: nasty } },
      encryptElement(national()[0]?.value.content as Markup, clinic.encryption.certificate),
    ),
    saml.encodeServiceProvider(provider, '_1'),
    saml.encodeIdentityProvider(
      {
        entityId: nasty,
        validUntil: now,
        signing: [server.signing.certificate],
        encryption: server.encryption.certificate,
        methods: readableMethods,
        services: [{ binding: 'post', location: nasty }],
      },
      '_2',
    ),
  ];
  for (const markup of written) expect(canonical(markup)).toBe(markup.markup);
});

test('an answer is signed by what the service provider says it can verify and our key can make, else by what everybody knows', () => {
  const listed = (...names: SignatureName[]) => names.map((name) => signatureAlgorithms[name]);
  const { privateKey } = server.signing;
  expect(agreedSignature([], privateKey)).toBe('rsa-sha256');
  expect(agreedSignature(listed('rsa-sha512', 'rsa-pss-sha256'), privateKey)).toBe('rsa-pss-sha256');
  expect(agreedSignature(listed('ecdsa-sha256', 'rsa-sha512'), privateKey)).toBe('rsa-sha512');
  expect(agreedSignature(listed('ecdsa-sha256'), privateKey)).toBe('rsa-sha256');
  expect(agreedSignature(listed('rsa-pss-sha256', 'ecdsa-sha384'), curve.privateKey)).toBe('ecdsa-sha384');
  expect(agreedSignature(['http://www.w3.org/2000/09/xmldsig#rsa-sha1'], privateKey)).toBe('rsa-sha256');
});

test('the metadata of a service provider are read when the operator signed them', () => {
  const signed = utf8(signEnveloped(saml.encodeServiceProvider(provider, '_1'), server.signing).markup);
  expect(readServiceProvider(signed, [server.signing.certificate], now)).toEqual(provider);
  expect(() => readServiceProvider(signed, [stranger.certificate], now)).toThrow('saml.signature');
  const choosy = { ...provider, signatures: [signatureAlgorithms['rsa-pss-sha256'], signatureAlgorithms['rsa-sha256']] };
  const told = utf8(signEnveloped(saml.encodeServiceProvider(choosy, '_1'), server.signing).markup);
  expect(readServiceProvider(told, [server.signing.certificate], now)).toEqual(choosy);
});
