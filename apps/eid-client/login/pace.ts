// The PIN: asked, with what is left of tries, until it is right, the card is blocked, or the person stops. TR-03110-2 3.3, 3.5.
import { type Card, chooseOffer, type EstablishPace, type PaceRequest, type PaceResult } from '../../../io/reader/index.ts';
import { recordHop } from '../../../io/road/index.ts';
import { run } from '../../../lib/apdu/index.ts';
import type { Bytes } from '../../../lib/bytes/index.ts';
import type { Chat } from '../../../lib/cvc/index.ts';
import { readPinTries } from '../../../lib/eac/pace/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import type { ClientErrorCode } from '../failure.ts';
import { rejectOn } from './card.ts';
import type { Means } from './state.ts';

export type Established = Extract<PaceResult, { kind: 'established' }>;

export interface ChannelRequest {
  readonly card: Card;
  readonly atReader: boolean;
  readonly cardAccess: Bytes;
  readonly chat: Chat;
  /** The certificate description, for a reader that shows it. */
  readonly description: Bytes;
}

/**
 * Opens the channel of the sign-in. A suspended card wants the CAN first, then the PIN inside that channel.
 * Throws `pin.blocked`, `pin.not-activated`, `user.cancelled` or `card.removed`.
 */
export async function openChannel(request: ChannelRequest, { holder, record }: Means, mark: string): Promise<Established> {
  const { card, atReader, cardAccess, chat, description } = request;
  // While the reader waits for a code, the person may still stop at the computer, or take the card off.
  const pace = (establish: EstablishPace, wanted: Omit<PaceRequest, 'cardAccess'>) => {
    const hop = { hop: 'pace', from: 'eid-client', to: 'card', session: mark, outcome } as const;
    const made = recordHop(record, hop, () => establish({ ...wanted, cardAccess }));
    if (!atReader) return made;
    made.catch(() => undefined);
    return Promise.race([made, removed, cancelled]);
  };

  const removed = card.removed.then((): never => {
    throw new EidError<ClientErrorCode>('card.removed');
  });
  removed.catch(() => undefined);
  const cancelled = rejectOn(holder.cancelled);

  async function resume(): Promise<EstablishPace> {
    for (let wrongBefore = false; ; wrongBefore = true) {
      using can = await Promise.race([holder.askCan({ wrongBefore, atReader }), removed]);
      const opened = await pace(card.establishPace, { type: 'can', ...(can && { password: can }) });
      if (opened.kind === 'established') return opened.channel.establishPace;
    }
  }

  let suspended = false;
  for (let wrongBefore = false; ; wrongBefore ||= !suspended) {
    const triesLeft = await usableTries(request);
    const establish = suspended || triesLeft === 1 ? await resume() : card.establishPace;
    const question = { ...(triesLeft === undefined ? {} : { triesLeft }), wrongBefore, atReader };
    using pin = await Promise.race([holder.askPin(question), removed]);
    if (!atReader) holder.progress('card');
    const result = await pace(establish, { type: 'pin', chat, description, ...(pin && { password: pin }) });
    if (result.kind === 'established') return result;
    if (result.kind === 'blocked') throw new EidError<ClientErrorCode>('pin.blocked');
    if (result.kind === 'deactivated') throw new EidError<ClientErrorCode>('pin.not-activated');
    suspended = result.kind === 'suspended';
  }
}

/** A password that the card did not take is a hop that failed. */
const outcome = ({ kind }: PaceResult) => (kind === 'established' ? 'ok' : kind);

/** Tries left of a PIN that can be asked for, where the card tells; throws `pin.blocked` or `pin.not-activated` for one that cannot. */
async function usableTries({ card, cardAccess, chat }: ChannelRequest): Promise<number | undefined> {
  const tries = await run(readPinTries(chooseOffer(cardAccess).offer, chat), card.transmit);
  if (tries.kind === 'deactivated' || tries.kind === 'not-allowed') throw new EidError<ClientErrorCode>('pin.not-activated');
  if (tries.kind === 'unknown') return undefined;
  if (tries.triesLeft === 0) throw new EidError<ClientErrorCode>('pin.blocked');
  return tries.triesLeft;
}
