export { type Card, type ChipKey, fullTries, fullUses, type IdentityKey, type Pin, type PinState, pinState } from './card.ts';
export { type CardFile, encodeCardFile, parseCardFile } from './card-file.ts';
export { type Performed, type Plain, powerOn, transmit } from './chip.ts';
export type { Chip } from './commands/handler.ts';
