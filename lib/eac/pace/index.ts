export { beginPace, compareToken, type PaceState, type PaceStep, type PaceVerdict, type PendingToken, pace, selectPace } from './chip.ts';
export { digitsPassword, machineReadablePassword, type PacePassword } from './keys.ts';
export {
  isPaceProtocol,
  type PaceErrorCode,
  type PaceOffer,
  type PaceSelection,
  type PasswordType,
  paceProtocols,
  parsePaceSelection,
} from './messages.ts';
export { establishPace, type PaceOutcome, type PaceParameters, type PinTries, readPinTries } from './terminal.ts';
