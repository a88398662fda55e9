export {
  type AuthorityAnswer,
  type AuthorityMessage,
  type AuthorityRequest,
  authorityMessages,
} from './authority-messages.ts';
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
export { type CardKind, cardKinds, exchangeFrom, expiryOf, mayHave } from './validity.ts';
