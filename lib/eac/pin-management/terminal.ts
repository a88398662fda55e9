// The terminal's side of RESET RETRY COUNTER, inside the channel that PACE opened with PIN or PUK: TR-03110-3 B.12, TR-03110-2 3.3.2.

import type { Protocol } from '../../apdu/index.ts';
import { type Bytes, latin1 } from '../../bytes/index.ts';
import { EidError } from '../../error/index.ts';
import type { NewPin } from './new-pin.ts';

/** `pin-management.refused`: the card answers with a status word that no outcome stands for (fact `status`). */
export type PinManagementErrorCode = 'pin-management.refused';

/**
 * `not-allowed`: not with this password, for example on a card whose PUK unblocks and nothing else. `puk-used-up`: the PUK has unblocked as often
 * as it may. `deactivated`: the function was switched off.
 */
export type ResetOutcome = 'done' | 'not-allowed' | 'puk-used-up' | 'deactivated';

const outcomes: Readonly<Record<number, ResetOutcome>> = {
  36864: 'done',
  27010: 'not-allowed',
  26880: 'puk-used-up',
  27011: 'puk-used-up',
  25219: 'deactivated',
};

/** Sets the PIN, and its counter to full. After PACE with the PIN, or with the PUK where the card allows that. */
export function setPin(pin: NewPin): Protocol<ResetOutcome> {
  return reset({ p1: 0x02, data: pin.reveal() });
}

/** Sets the counter to full; the PIN stays what it was. After PACE with the PUK. */
export function unblockPin(): Protocol<ResetOutcome> {
  return reset({ p1: 0x03 });
}

/** Sets a new PUK of ten digits, with all its uses. By a terminal with PIN management, on a card whose profile has that. */
export function renewPuk(puk: string): Protocol<ResetOutcome> {
  return reset({ p1: 0x02, p2: 0x04, data: latin1(puk) as Bytes });
}

/** Switches the eID function on or off: ACTIVATE, DEACTIVATE. By a terminal with PIN management. Throws `pin-management.refused`. TR-03110-3 B.9, B.10. */
export function* switchPin(on: boolean): Protocol<void> {
  const { status } = yield { cla: 0x00, ins: on ? 0x44 : 0x04, p1: 0x10, p2: 0x03 };
  if (status !== 0x9000)
    throw new EidError<PinManagementErrorCode>('pin-management.refused', { status: status.toString(16).toUpperCase() });
}

function* reset(command: { readonly p1: number; readonly p2?: number; readonly data?: Bytes }): Protocol<ResetOutcome> {
  const { status } = yield { cla: 0x00, ins: 0x2c, p2: 0x03, ...command };
  return resetOutcome(status);
}

/** What the card's answer to the command means, also when a reader with a PIN pad has sent it. Throws `pin-management.refused`. */
export function resetOutcome(status: number): ResetOutcome {
  const outcome = outcomes[status];
  if (outcome === undefined)
    throw new EidError<PinManagementErrorCode>('pin-management.refused', { status: status.toString(16).toUpperCase() });
  return outcome;
}
