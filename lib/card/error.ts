// What this package may throw, beside the codes of lib/tlv.

/** `card.malformed`: a file or template that is none of ours · `card.unsupported`: an algorithm or format that we do not speak. */
export type CardErrorCode = 'card.malformed' | 'card.unsupported';
