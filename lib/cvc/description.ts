// The certificate description: who asks for the data and why, bound to the terminal certificate by its hash. TR-03110-4 2.2.6, TR-03110-3 C.3.1.
import { type Bytes, equal, parseUtf8 } from '../bytes/index.ts';
import type { Cryptography } from '../crypto/index.ts';
import { EidError } from '../error/index.ts';
import {
  asciiString,
  asn1,
  content,
  explicit,
  octetString,
  oid,
  parseAsciiString,
  parseOid,
  parseTlvs,
  parseUtf8String,
  sequence,
  setOf,
  TlvReader,
  utf8String,
} from '../tlv/index.ts';
import type { CvCertificate } from './certificate.ts';
import type { CvcErrorCode } from './error.ts';
import { descriptionFormats } from './object-identifiers.ts';

/** Terms of usage in one of the three formats. Only plain text is for showing as it is. */
export type Terms = { readonly format: 'plain' | 'html'; readonly text: string } | { readonly format: 'pdf'; readonly document: Bytes };

export interface CertificateDescription {
  readonly issuerName: string;
  readonly issuerUrl?: string;
  readonly subjectName: string;
  readonly subjectUrl?: string;
  readonly terms: Terms;
  readonly redirectUrl?: string;
  /** Hashes of every TLS certificate that the client may meet. */
  readonly commCertificates?: readonly Bytes[];
}

export function encodeDescription(description: CertificateDescription): Bytes {
  const { issuerName, issuerUrl, subjectName, subjectUrl, terms, redirectUrl, commCertificates } = description;
  const optional = (number: number, url: string | undefined) =>
    url === undefined ? new Uint8Array(0) : explicit(number, asciiString('printableString', url));
  return sequence(
    oid(descriptionFormats[terms.format]),
    explicit(1, utf8String(issuerName)),
    optional(2, issuerUrl),
    explicit(3, utf8String(subjectName)),
    optional(4, subjectUrl),
    explicit(5, encodeTerms(terms)),
    optional(6, redirectUrl),
    commCertificates === undefined ? new Uint8Array(0) : explicit(7, setOf(...commCertificates.map(octetString))),
  );
}

/** A description from its octets; throws `cvc.malformed`, `cvc.unsupported` (format) or a code of lib/tlv. */
export function parseDescription(octets: Uint8Array): CertificateDescription {
  const reader = new TlvReader(content(octets, asn1.sequence));
  const identifier = parseOid(reader.take(asn1.oid));
  const issuerName = parseUtf8String(content(reader.take(0xa1), asn1.utf8String));
  const issuerUrl = parseUrl(reader.maybe(0xa2));
  const subjectName = parseUtf8String(content(reader.take(0xa3), asn1.utf8String));
  const subjectUrl = parseUrl(reader.maybe(0xa4));
  const terms = parseTerms(identifier, reader.take(0xa5));
  const redirectUrl = parseUrl(reader.maybe(0xa6));
  const hashes = reader.maybe(0xa7);
  reader.end();
  return {
    issuerName,
    ...(issuerUrl === undefined ? {} : { issuerUrl }),
    subjectName,
    ...(subjectUrl === undefined ? {} : { subjectUrl }),
    terms,
    ...(redirectUrl === undefined ? {} : { redirectUrl }),
    ...(hashes === undefined ? {} : { commCertificates: parseHashes(hashes) }),
  };
}

/** Whether the octets are the description that the certificate names: their hash, by the certificate's own protocol, is in its extension. */
export function isDescriptionOf(octets: Uint8Array, certificate: CvCertificate, cryptography: Cryptography): boolean {
  const expected = certificate.extensions.descriptionHash;
  return expected !== undefined && equal(cryptography.hash(certificate.publicKey.hash, octets), expected);
}

function encodeTerms(terms: Terms): Bytes {
  if (terms.format === 'pdf') return octetString(terms.document);
  return terms.format === 'plain' ? utf8String(terms.text) : asciiString('ia5String', terms.text);
}

function parseTerms(identifier: string, value: Uint8Array): Terms {
  if (identifier === descriptionFormats.plain) return { format: 'plain', text: parseUtf8String(content(value, asn1.utf8String)) };
  if (identifier === descriptionFormats.html)
    return { format: 'html', text: parseAsciiString('ia5String', content(value, asn1.ia5String)) };
  if (identifier === descriptionFormats.pdf) return { format: 'pdf', document: content(value, asn1.octetString) };
  throw new EidError<CvcErrorCode>('cvc.unsupported', { format: identifier });
}

// Peers write addresses with characters that PrintableString does not have; any visible ASCII is read.
function parseUrl(value: Uint8Array | undefined): string | undefined {
  if (value === undefined) return undefined;
  const text = parseUtf8(content(value, asn1.printableString));
  if (text === undefined || !/^[\x21-\x7e]*$/.test(text)) throw new EidError<CvcErrorCode>('cvc.malformed', { field: 'url' });
  return text;
}

function parseHashes(value: Uint8Array): readonly Bytes[] {
  return parseTlvs(content(value, asn1.set)).map(({ tag, value: hash }) => {
    if (tag !== asn1.octetString) throw new EidError<CvcErrorCode>('cvc.malformed', { field: 'commCertificates' });
    return hash;
  });
}
