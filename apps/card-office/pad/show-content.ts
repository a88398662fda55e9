// The content of a chip, shown at the pad to the holder who has typed the PIN.
import { isEidError } from '../../../lib/error/index.ts';
import type { CardRow } from '../tables.ts';
import { type Content, readAll, readRights } from '../window/acts.ts';
import { withKnownCard } from '../window/known-card.ts';
import type { PadMeans } from './activate.ts';
import { whatLies } from './pads.ts';

export type ShowOutcome =
  | { readonly kind: 'shown'; readonly card: CardRow; readonly contents: readonly Content[] }
  | { readonly kind: 'pin-wrong'; readonly triesLeft: number }
  | { readonly kind: 'pin-blocked' | 'no-card' | 'another-card' | 'pin-refused' };

/** Reads the chip with the CAN and the PIN that the holder typed; the register says that it was shown, before anything is read. @param secret of the pad */
export async function showContent(secret: string, pin: string, means: PadMeans): Promise<ShowOutcome> {
  const { pads, register } = means;
  const handed = await pads.handed(secret, 'content-shown');
  const stop = await whatLies(handed, means);
  if (stop !== undefined) return { kind: stop };
  const { cardId, can, by } = handed;
  try {
    const contents = await withKnownCard(cardId, { can, pin, rights: readRights }, means, async ({ transmit }) => {
      await register.happen(cardId, { event: 'content-shown', by });
      return readAll(transmit);
    });
    await pads.finish(handed);
    return { kind: 'shown', card: await register.card(cardId), contents };
  } catch (thrown) {
    if (isEidError(thrown, 'pin.wrong')) return { kind: 'pin-wrong', triesLeft: Number(thrown.facts['left']) };
    if (isEidError(thrown, 'pin.blocked')) return { kind: 'pin-blocked' };
    if (isEidError(thrown, 'pin.deactivated')) return { kind: 'pin-refused' };
    throw thrown;
  }
}
