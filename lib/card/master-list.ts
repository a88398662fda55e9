// The master list: the country signers of a state, all generations, signed. ICAO 9303-12 9 (CMS, 2.23.136.1.1.2).
import { type Bytes, equal } from '../bytes/index.ts';
import type { Cryptography } from '../crypto/index.ts';
import { asn1, content, integer, parseSmallInteger, parseTlvs, sequence, setOf, TlvReader, tlv } from '../tlv/index.ts';
import { type ContentSigner, isIssuedBy, parseX509, signContent, type X509Certificate } from '../x509/index.ts';
import { malformedList, readSignedList } from './signed-list.ts';

const masterList = { name: 'master list', contentType: '2.23.136.1.1.2' } as const;

export interface MasterList {
  /** Country signers and the link certificates between their generations. */
  readonly certificates: readonly X509Certificate[];
  /** When it was signed, milliseconds since 1970. */
  readonly issuedAt: number;
}

/** The list as CMS, signed by a master list signer of the state. */
export function createMasterList({ certificates, issuedAt }: MasterList, listSigner: ContentSigner, cryptography: Cryptography): Bytes {
  const list = sequence(integer(0), setOf(...certificates.map(({ raw }) => raw)));
  return signContent(masterList.contentType, list, listSigner, cryptography, issuedAt);
}

/**
 * The list of a CMS file. Its signer must be valid at that time, be certified for master lists, and stand below a country signer that is trusted already, or
 * below one that a trusted country signer certified by link certificates of the list. Throws `card.not-authentic` when not, `card.malformed`, or a code of
 * lib/x509 and lib/tlv.
 *
 * @param now milliseconds since 1970
 */
export function readMasterList(
  octets: Uint8Array,
  trusted: readonly X509Certificate[],
  now: number,
  cryptography: Cryptography,
): MasterList {
  let certificates: readonly X509Certificate[] = [];
  const isSigner = (signer: X509Certificate, { content: list }: { readonly content: Bytes }) => {
    if (!signer.extensions.extendedKeyUsage?.includes('masterListSigning')) return false;
    if (now < signer.notBefore || now > signer.notAfter) return false;
    certificates = parseList(list);
    return linked(trusted, certificates, cryptography).some((authority) => isIssuedBy(signer, authority, cryptography));
  };
  const { signingTime } = readSignedList(octets, masterList, isSigner, cryptography);
  return { certificates, issuedAt: signingTime };
}

/** The trusted country signers, and those that they certified one after the other. */
function linked(
  trusted: readonly X509Certificate[],
  listed: readonly X509Certificate[],
  cryptography: Cryptography,
): readonly X509Certificate[] {
  const found = [...trusted];
  for (const authority of found) {
    for (const candidate of listed) {
      if (!found.some(({ raw }) => equal(raw, candidate.raw)) && isIssuedBy(candidate, authority, cryptography)) found.push(candidate);
    }
  }
  return found;
}

function parseList(octets: Uint8Array): readonly X509Certificate[] {
  const reader = new TlvReader(content(octets, asn1.sequence));
  if (parseSmallInteger(reader.take(asn1.integer)) !== 0) throw malformedList(masterList.name);
  const certificates = parseTlvs(reader.take(asn1.set)).map(({ tag, value }) => parseX509(tlv(tag, value)));
  reader.end();
  return certificates;
}
