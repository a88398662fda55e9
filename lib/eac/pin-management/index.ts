export { isSimplePin, type NewPin, parseNewPin } from './new-pin.ts';
export { type PinManagementErrorCode, type ResetOutcome, renewPuk, resetOutcome, setPin, switchPin, unblockPin } from './terminal.ts';
