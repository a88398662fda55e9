// The PIN's life: RESET RETRY COUNTER, ACTIVATE and DEACTIVATE, and VERIFY that asks for its counter. TR-03110-3 B.12, TR-03110-2 3.3.2; rights by password or by PIN management.
import type { CommandApdu } from '../../apdu/index.ts';
import { type Bytes, parseLatin1 } from '../../bytes/index.ts';
import { profiles } from '../../card/index.ts';
import { type Card, fullTries, fullUses, type Pin, ruleOf, withPin } from '../card.ts';
import { hasEffectiveRight, isOpenedWith, type Session } from '../session.ts';
import { statusWord, triesLeft } from '../status-words.ts';
import { answer, type Chip, type Handler, type Keeping, refuse } from './handler.ts';

/**
 * P1 02 sets a new PIN: after PACE with the PIN (also the activation PIN, which ends there) or the PUK, or by a terminal with PIN management.
 * P1 03 sets the counter back: after PACE with the PUK, or by such a terminal. The CAN, which is printed, cannot be changed; a new PUK with all its uses
 * (P1 02, P2 04) is set by a terminal with PIN management only, where the profile has that: the standard knows no such command.
 */
export function* resetRetryCounter(chip: Chip, command: CommandApdu): Keeping {
  if (command.p1 === 0x02 && command.p2 === 0x04) return yield* renewPuk(chip, command);
  const change = reset[(command.p1 << 8) | command.p2];
  if (change === undefined) return refuse(chip, statusWord.notUsable);
  const { session, card } = chip;
  const byPuk = isOpenedWith(session, 'puk');
  if (!(byPuk && change.byPuk(card)) && !change.allowed(session)) return refuse(chip, statusWord.securityNotSatisfied);
  const pin = change.pin(command.data ?? new Uint8Array(0));
  if (typeof pin === 'number') return refuse(chip, pin);
  if (!card.passwords.pin.active) return refuse(chip, statusWord.deactivated);
  if (byPuk && card.passwords.puk.uses === 0) return refuse(chip, statusWord.blocked);
  yield withPin(byPuk ? withPukUsed(card) : card, { ...pin, triesLeft: fullTries });
  return answer(session);
}

/** A new PUK: the old one opens nothing from then on. */
function* renewPuk(chip: Chip, command: CommandApdu): Keeping {
  if (!profiles[chip.card.profile].pukIsRenewable) return refuse(chip, statusWord.notUsable);
  const managed = hasEffectiveRight(chip.session, 'pinManagement');
  if (!managed) return refuse(chip, statusWord.securityNotSatisfied);
  const value = parseLatin1(command.data ?? new Uint8Array(0));
  if (!/^\d{10}$/.test(value)) return refuse(chip, statusWord.notUsable);
  const { card } = chip;
  yield { ...card, passwords: { ...card.passwords, puk: { value, uses: fullUses } } };
  return answer(chip.session);
}

/** ACTIVATE PIN and DEACTIVATE PIN: by a terminal with PIN management only. */
export const activatePin = activation(true);
export const deactivatePin = activation(false);

/** VERIFY without data: the PIN's counter, 63Cx, where the card's rules let it be told. A PIN in the data is never looked at. */
export const tellPinCounter: Handler = (chip, command) => {
  if (!ruleOf(chip.card, 'pinCounterQuery')) return refuse(chip, statusWord.securityNotSatisfied);
  if (command.data !== undefined) return refuse(chip, statusWord.wrongLength);
  const { pin } = chip.card.passwords;
  return refuse(chip, pin.active ? triesLeft(pin.triesLeft) : statusWord.deactivated);
};

const reset: Readonly<
  Record<number, { byPuk(card: Card): boolean; allowed(session: Session): boolean; pin(octets: Bytes): Partial<Pin> | number } | undefined>
> = {
  515: {
    byPuk: (card) => ruleOf(card, 'pukSetsPin'),
    allowed: (session) => isOpenedWith(session, 'pin') || hasEffectiveRight(session, 'pinManagement'),
    pin: (octets) => {
      if (octets.length === 0) return statusWord.wrongData;
      const value = parseLatin1(octets);
      return /^\d{6}$/.test(value) ? { kind: 'pin', value } : statusWord.notUsable;
    },
  },
  771: {
    byPuk: () => true,
    allowed: (session) => hasEffectiveRight(session, 'pinManagement'),
    pin: (octets) => (octets.length === 0 ? {} : statusWord.wrongLength),
  },
};

function activation(active: boolean): (chip: Chip) => Keeping {
  return function* (chip) {
    if (!hasEffectiveRight(chip.session, 'pinManagement')) return refuse(chip, statusWord.securityNotSatisfied);
    yield withPin(chip.card, { active });
    return answer(chip.session);
  };
}

function withPukUsed(card: Card): Card {
  const { puk } = card.passwords;
  return { ...card, passwords: { ...card.passwords, puk: { ...puk, uses: puk.uses - 1 } } };
}
