// A card that another one has taken the place of: it ends, and the authorities block it.
import { isEidError } from '../../../lib/error/index.ts';
import type { Means } from '../means.ts';
import type { CardRow } from '../tables.ts';

/** Ends the card that this one replaces, if there is one and it has not ended already. */
export async function endReplaced(
  { register, authorities }: Pick<Means, 'register' | 'authorities'>,
  { replaces }: CardRow,
): Promise<void> {
  if (replaces === null) return;
  const before = await register.card(replaces);
  if (before.blocking_key !== null) await authorities('block', { documentNumbers: [before.document_number] });
  try {
    await register.happen(before.id, { event: 'replaced', by: { actor: 'office' } });
  } catch (thrown) {
    if (!isEidError(thrown, 'card.move-not-allowed')) throw thrown;
  }
}
