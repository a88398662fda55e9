// What block, master and defect lists have in common: CMS with a time of signing, and a file that is not believed unless its signer signed it.
import type { Cryptography } from '../crypto/index.ts';
import { EidError } from '../error/index.ts';
import { isSignatureRight, parseSignedData, type SignedData, type X509Certificate } from '../x509/index.ts';
import type { CardErrorCode } from './error.ts';

/** Which lists there are. */
export type ListName = 'block list' | 'master list' | 'defect list';

/** A list that says when it was signed. */
export type DatedList = SignedData & { readonly signingTime: number };

/**
 * A signed list of this type whose signer passes `isSigner`, and whose signature is right. Throws `card.not-authentic` when not, `card.malformed` when it
 * does not say when it was signed, or a code of lib/x509 and lib/tlv.
 */
export function readSignedList(
  octets: Uint8Array,
  list: { readonly name: ListName; readonly contentType: string },
  isSigner: (signer: X509Certificate, signed: SignedData) => boolean,
  cryptography: Cryptography,
): DatedList {
  const signed = parseSignedData(octets);
  const isAuthentic = signed.contentType === list.contentType && isSigner(signed.signer, signed) && isSignatureRight(signed, cryptography);
  if (!isAuthentic) throw new EidError<CardErrorCode>('card.not-authentic', { file: list.name });
  const { signingTime } = signed;
  if (signingTime === undefined) throw malformedList(list.name);
  return { ...signed, signingTime };
}

export function malformedList(file: ListName): EidError<CardErrorCode> {
  return new EidError<CardErrorCode>('card.malformed', { file });
}
