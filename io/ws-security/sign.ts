// Signs a SOAP message: body and time. The certificate does not come along, it is named by issuer and serial number, as TR-03130-1 3.5.2 wants it: who
// verifies has it. SOAP Message Security 1.1, X.509 token profile.
import { X509Certificate } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import { xml } from '../../lib/xml/index.ts';
import { algorithmFor, digest, exclusive, hashClasses, signatureAlgorithms, signatureClasses } from '../xml-signature/index.ts';
import { names } from './names.ts';

/** PEM. */
export interface SigningKey {
  readonly certificate: string;
  readonly privateKey: string;
}

/** Milliseconds for which a message is to be believed; nobody here believes one for longer, whatever it says. */
export const freshness = 300_000;

/** The document of an envelope without header (as `encodeSoap` writes it), with a security header. `now`: milliseconds since 1970. */
export function signSoap(document: string, { certificate, privateKey }: SigningKey, now: number, lifetime = freshness): string {
  const [created, expires] = [now, now + lifetime].map((instant) => new Date(instant).toISOString());
  const header = `<soap:Header><wsse:Security xmlns:wsse="${names.wsse}" xmlns:wsu="${names.wsu}" soap:mustUnderstand="1"><wsu:Timestamp wsu:Id="time"><wsu:Created>${created}</wsu:Created><wsu:Expires>${expires}</wsu:Expires></wsu:Timestamp></wsse:Security></soap:Header>`;
  const whole = document.replace('<soap:Body>', `${header}<soap:Body xmlns:wsu="${names.wsu}" wsu:Id="body">`);
  const signer = new SignedXml({
    idMode: 'wssecurity',
    privateKey,
    signatureAlgorithm: signatureAlgorithms[algorithmFor(privateKey)],
    canonicalizationAlgorithm: exclusive,
    getKeyInfoContent: () =>
      `<wsse:SecurityTokenReference xmlns:wsse="${names.wsse}"><ds:X509Data>${issuerSerial(certificate)}</ds:X509Data></wsse:SecurityTokenReference>`,
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

/** Issuer and serial number of a certificate (PEM) as XML Signature writes them: the name after RFC 4514, the number decimal. */
function issuerSerial(certificate: string): string {
  const { issuer, serialNumber } = new X509Certificate(certificate);
  // OpenSSL has escaped the values already, and lists them in the order of the certificate; RFC 4514 begins at its end.
  const name = issuer.split('\n').toReversed().join(',');
  return xml`<ds:X509IssuerSerial><ds:X509IssuerName>${name}</ds:X509IssuerName><ds:X509SerialNumber>${String(BigInt(`0x${serialNumber}`))}</ds:X509SerialNumber></ds:X509IssuerSerial>`
    .markup;
}
