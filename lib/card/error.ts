// What this package may throw, beside the codes of lib/tlv.

/**
 * `card.malformed`: a file or template that is none of ours · `card.unsupported`: an algorithm or format that we do not speak ·
 * `card.not-authentic`: a list with a signature that is not its signer's · `card.delta`: changes that do not belong to the list at hand.
 */
export type CardErrorCode = 'card.malformed' | 'card.unsupported' | 'card.not-authentic' | 'card.delta';
