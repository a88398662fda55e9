// Signs a SOAP message: body and time, by the certificate that comes along. SOAP Message Security 1.1, X.509 token profile.
import { X509Certificate } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import { algorithmFor, digest, exclusive, hashClasses, signatureClasses } from './algorithms.ts';
import { names } from './names.ts';

/** PEM. */
export interface SigningKey {
  readonly certificate: string;
  readonly privateKey: string;
}

/** Milliseconds for which a message is to be believed. */
const freshness = 300_000;

/** The document of an envelope without header (as `encodeSoap` writes it), with a security header. `now`: milliseconds since 1970. */
export function signSoap(document: string, { certificate, privateKey }: SigningKey, now: number): string {
  const [created, expires] = [now, now + freshness].map((instant) => new Date(instant).toISOString());
  const token = new X509Certificate(certificate).raw.toString('base64');
  const header = `<soap:Header><wsse:Security xmlns:wsse="${names.wsse}" xmlns:wsu="${names.wsu}" soap:mustUnderstand="1"><wsse:BinarySecurityToken wsu:Id="token" ValueType="${names.x509}" EncodingType="${names.base64}">${token}</wsse:BinarySecurityToken><wsu:Timestamp wsu:Id="time"><wsu:Created>${created}</wsu:Created><wsu:Expires>${expires}</wsu:Expires></wsu:Timestamp></wsse:Security></soap:Header>`;
  const whole = document.replace('<soap:Body>', `${header}<soap:Body xmlns:wsu="${names.wsu}" wsu:Id="body">`);
  const signer = new SignedXml({
    idMode: 'wssecurity',
    privateKey,
    signatureAlgorithm: algorithmFor(privateKey),
    canonicalizationAlgorithm: exclusive,
    getKeyInfoContent: () =>
      `<wsse:SecurityTokenReference xmlns:wsse="${names.wsse}"><wsse:Reference URI="#token" ValueType="${names.x509}"/></wsse:SecurityTokenReference>`,
  });
  signer.SignatureAlgorithms = signatureClasses;
  signer.HashAlgorithms = hashClasses;
  for (const name of ['Body', 'Timestamp']) {
    signer.addReference({
      xpath: `//*[local-name(.)='${name}' and @*[local-name(.)='Id']]`,
      transforms: [exclusive],
      digestAlgorithm: digest,
    });
  }
  signer.computeSignature(whole, { prefix: 'ds', location: { reference: "//*[local-name(.)='Security']", action: 'append' } });
  return signer.getSignedXml();
}
