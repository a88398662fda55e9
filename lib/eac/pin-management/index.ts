export { isSimplePin, type NewPin, parseNewPin } from './new-pin.ts';
export { type PinManagementErrorCode, type ResetOutcome, resetOutcome, setPin, unblockPin } from './terminal.ts';
