// How sure a sign-in is: acr values of the eIDAS levels (Implementing Regulation (EU) 2015/1502) and amr values (RFC 8176).

/** The eIDAS levels of assurance, lowest first. */
export const eidasLevels = [
  'http://eidas.europa.eu/LoA/low',
  'http://eidas.europa.eu/LoA/substantial',
  'http://eidas.europa.eu/LoA/high',
] as const;

/** The level of the EESZT's policy, and of every session: the card with its PIN. */
export const policyAcr = eidasLevels[2];

/** How the holder of a card signs in: smart card, PIN, a key in hardware, more than one factor. */
export const cardAmr = ['sc', 'pin', 'hwk', 'mfa'] as const;

/** Whether a session at the policy's level is what was asked for. Comparison is "minimum": the same eIDAS level or a lower one. */
export function meetsPolicy(asked: string): boolean {
  return (eidasLevels as readonly string[]).includes(asked);
}
