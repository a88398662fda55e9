// The identifier that one relying party knows a person by: pairwise, OpenID Connect Core 8.1.
import { createHash, createHmac } from 'node:crypto';

/**
 * HMAC-SHA-256 of the card's sector pseudonym and the relying party's sector, base64url. The pseudonym has a length of its own in front,
 * so that no other pair gives the same octets. It changes neither with addresses nor with ports, nor with a card that keeps its pseudonym.
 *
 * @param pseudonym the sector identifier of Restricted Identification, TR-03110-3 B.4
 */
export function subjectIdentifier(key: Uint8Array, pseudonym: Uint8Array, sector: string): string {
  return createHmac('sha256', key).update(Uint8Array.of(pseudonym.length)).update(pseudonym).update(sector, 'utf8').digest('base64url');
}

/** What a relying party and we call one sign-in: `sid`, OpenID Connect Back-Channel Logout 2.1. Another one at every relying party, every time. @param uid our name for it */
export function sessionIdentifier(uid: string): string {
  return createHash('sha256').update('eszig sid ').update(uid).digest('base64url').slice(0, 22);
}
