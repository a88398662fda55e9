// The status words that this card gives, named by what they say: ISO 7816-4 5.6, TR-03110-3 B.
export const statusWord = {
  ok: 0x9000,
  /** Fewer octets than asked for: the file ends here. */
  endOfFile: 0x6282,
  deactivated: 0x6283,
  /** Authentication or comparison failed; with a counter, `triesLeft` below. */
  failed: 0x6300,
  wrongLength: 0x6700,
  secureMessagingNotSupported: 0x6882,
  lastOfChainExpected: 0x6883,
  chainingNotSupported: 0x6884,
  securityNotSatisfied: 0x6982,
  blocked: 0x6983,
  /** Reference data not usable: deactivated, of the wrong length, a certificate that does not verify. */
  notUsable: 0x6984,
  conditionsNotSatisfied: 0x6985,
  noCurrentFile: 0x6986,
  secureMessagingMissing: 0x6987,
  secureMessagingWrong: 0x6988,
  wrongData: 0x6a80,
  fileNotFound: 0x6a82,
  fileFull: 0x6a84,
  wrongParameters: 0x6a86,
  notFound: 0x6a88,
  outsideFile: 0x6b00,
  unknownInstruction: 0x6d00,
  unknownClass: 0x6e00,
  broken: 0x6f00,
} as const;

/** 63Cx: x tries left. */
export function triesLeft(count: number): number {
  return 0x63c0 | count;
}
