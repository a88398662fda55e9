export {
  type AuthenticatedTerminal,
  freshTerminalAuthentication,
  type TerminalAuthentication,
  terminalAuthenticationCommands,
} from './chip.ts';
export type { TaContext, TaStep } from './chip-step.ts';
export { type TaErrorCode, type TerminalClaim, terminalSignatureInput } from './messages.ts';
export { authenticateTerminal, getChallenge, verifyCertificates } from './terminal.ts';
export type { ImportedKey, Trust } from './trust.ts';
