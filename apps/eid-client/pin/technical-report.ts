// What a card is that nobody has tried, for whoever can add it: nothing in it is about the person, and no code was needed for it.
import { toHex } from '../../../lib/bytes/index.ts';
import { parseSecurityInfos } from '../../../lib/card/index.ts';
import type { CardCheck } from './check.ts';

/** Kind and protocol of each SecurityInfo of EF.CardAccess, in its order; none for a file that is no such set. @see TR-03110-3 A.1.1 */
export function securityInfosOf({ card }: Pick<CardCheck, 'card'>): readonly { readonly kind: string; readonly protocol: string }[] {
  if (card?.cardAccess === undefined) return [];
  try {
    return parseSecurityInfos(card.cardAccess).map(({ kind, protocol }) => ({ kind, protocol }));
  } catch {
    return [];
  }
}

/** The report as JSON. */
export function technicalReport(check: CardCheck): string {
  const { reader, card, signature, passport, finding } = check;
  const { kind, generation, pin, atr, cardAccess } = card ?? {};
  const document = {
    reader,
    ...(card && {
      card: {
        kind,
        generation,
        pin,
        ...(atr && { atr: toHex(atr) }),
        ...(cardAccess && { cardAccess: toHex(cardAccess), securityInfos: securityInfosOf(check) }),
      },
    }),
    signature,
    passport,
    finding,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
