// What the decoders and checks of this package may throw, beside the codes of lib/tlv.

/**
 * `cvc.malformed`: octets that are none of ours · `cvc.unsupported`: a key algorithm or curve that we do not speak · `cvc.role-mismatch`:
 * templates of different terminal types · `cvc.invalid-certificate-path`: no chain to the card (`il/signature#invalidCertificatePath`).
 */
export type CvcErrorCode = 'cvc.malformed' | 'cvc.unsupported' | 'cvc.role-mismatch' | 'cvc.invalid-certificate-path';
