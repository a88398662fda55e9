export { agreeWithTerminal, type ChipAgreement } from './chip.ts';
export { type CaErrorCode, chipAuthenticationProtocols } from './messages.ts';
export { authenticateChip, type ChipProof, openChipChannel } from './terminal.ts';
