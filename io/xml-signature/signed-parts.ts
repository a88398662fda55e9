// What a signature covers: the canonical octets, to be read instead of the document around them. XML Signature 1.1 8.1.3: "see what is signed".
import type { KeyObject } from 'node:crypto';
import { DOMParser } from '@xmldom/xmldom';
import { SignedXml } from 'xml-crypto';
import { hashClasses, signatureClasses } from './algorithms.ts';

/** Namespace of XML Signature. */
export const ds = 'http://www.w3.org/2000/09/xmldsig#';

/**
 * The canonical texts of what the one signature of a document covers, when it is by this key (PEM of a certificate, or the key); else `undefined`. The
 * caller has checked the form of the signature: how many there are, where, over what, by which algorithms. KeyInfo is not looked at.
 */
export function signedParts(text: string, key: string | KeyObject, idMode?: 'wssecurity'): readonly string[] | undefined {
  const verifier = new SignedXml({ ...(idMode && { idMode }), publicCert: key, getCertFromKeyInfo: () => null });
  verifier.SignatureAlgorithms = signatureClasses;
  verifier.HashAlgorithms = hashClasses;
  try {
    const signature = new DOMParser().parseFromString(text, 'text/xml').getElementsByTagNameNS(ds, 'Signature')[0];
    // The library's type is the browser's, which this program does not know.
    verifier.loadSignature(signature as never);
    return verifier.checkSignature(text) ? verifier.getSignedReferences() : undefined;
  } catch {
    // Whatever it is that does not fit: it is no signature by that key.
    return undefined;
  }
}
