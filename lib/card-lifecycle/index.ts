export {
  type AuthorityAnswer,
  type AuthorityMessage,
  type AuthorityRequest,
  authorityMessages,
} from './authority-messages.ts';
export { type MachineAnswer, type MachineMessage, type MachineRequest, machineMessages } from './machine-messages.ts';
export {
  type Actor,
  actors,
  type CardEvent,
  type CardStanding,
  type CardState,
  cardEventNames,
  cardEvents,
  cardStates,
  type LifecycleErrorCode,
  mayMove,
  moveCard,
  needsReason,
} from './moves.ts';
export { parseRegisteredCards, type RegisteredCard, type RegisteredHolder } from './registration.ts';
export {
  type Predecessor,
  type ReplacementFault,
  type ReplacementReason,
  replacementFault,
  replacementReasons,
} from './replacement.ts';
export { type CardKind, cardKinds, exchangeFrom, expiryOf, hasChip, mayHave } from './validity.ts';
