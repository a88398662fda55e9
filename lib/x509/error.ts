// What this package may throw, beside the codes of lib/tlv.

/** `x509.malformed`: octets that are none of ours · `x509.unsupported`: an algorithm, curve or version that we do not speak. */
export type X509ErrorCode = 'x509.malformed' | 'x509.unsupported';
