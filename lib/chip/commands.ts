// Every command that the card knows, one row each: TR-03110-3 B, ISO 7816-4. Unknown instructions are 6D00, classes 6E00, parameters 6A86.
import type { CommandApdu } from '../apdu/index.ts';
import { generalAuthenticate, isWholeTemplate } from './commands/agreement.ts';
import { verifyAuxiliary } from './commands/auxiliary.ts';
import { selectKey } from './commands/chip-keys.ts';
import type { Handler } from './commands/handler.ts';
import { selectPassword } from './commands/pace.ts';
import { activatePin, deactivatePin, resetRetryCounter, tellPinCounter } from './commands/pin.ts';
import { namedFile, readBinary, readBinaryOdd, updateBinary } from './commands/reading.ts';
import { select } from './commands/selecting.ts';
import { authenticateTerminal, getChallenge, selectIssuer, selectTerminal, verifyCertificate } from './commands/terminal-authentication.ts';
import type { Session } from './session.ts';

export interface CommandRow {
  readonly name: string;
  /** Class without secure messaging and chaining bits. */
  readonly cla: number;
  readonly ins: number;
  /** P1-P2 where they name the command; otherwise the handler reads them. */
  readonly parameters?: number;
  /** May be sent in pieces; says whether the pieces so far are handed on though more will follow. */
  readonly chained?: (gathered: Uint8Array) => boolean;
  /** Goes on with an agreement that is under way; every other command ends it. */
  readonly agreement?: true;
  /** The file that is meant, for the trace. */
  readonly file?: (session: Session, command: CommandApdu) => string | undefined;
  readonly handle: Handler;
}

export const commands: readonly CommandRow[] = [
  { name: 'SELECT', cla: 0x00, ins: 0xa4, handle: select },
  { name: 'READ BINARY', cla: 0x00, ins: 0xb0, file: namedFile, handle: readBinary },
  { name: 'READ BINARY', cla: 0x00, ins: 0xb1, file: namedFile, handle: readBinaryOdd },
  { name: 'UPDATE BINARY', cla: 0x00, ins: 0xd6, file: namedFile, handle: updateBinary },
  { name: 'MSE:Set AT (PACE)', cla: 0x00, ins: 0x22, parameters: 0xc1a4, handle: selectPassword },
  { name: 'MSE:Set AT (CA, RI)', cla: 0x00, ins: 0x22, parameters: 0x41a4, handle: selectKey },
  { name: 'MSE:Set DST', cla: 0x00, ins: 0x22, parameters: 0x81b6, handle: selectIssuer },
  { name: 'MSE:Set AT (TA)', cla: 0x00, ins: 0x22, parameters: 0x81a4, handle: selectTerminal },
  { name: 'PSO:VERIFY CERTIFICATE', cla: 0x00, ins: 0x2a, parameters: 0x00be, chained: () => false, handle: verifyCertificate },
  { name: 'GET CHALLENGE', cla: 0x00, ins: 0x84, parameters: 0x0000, handle: getChallenge },
  { name: 'EXTERNAL AUTHENTICATE', cla: 0x00, ins: 0x82, parameters: 0x0000, handle: authenticateTerminal },
  {
    name: 'GENERAL AUTHENTICATE',
    cla: 0x00,
    ins: 0x86,
    parameters: 0x0000,
    chained: isWholeTemplate,
    agreement: true,
    handle: generalAuthenticate,
  },
  { name: 'VERIFY auxiliary data', cla: 0x80, ins: 0x20, parameters: 0x8000, handle: verifyAuxiliary },
  { name: 'COMPARE auxiliary data', cla: 0x80, ins: 0x33, parameters: 0x8000, handle: verifyAuxiliary },
  { name: 'VERIFY (PIN counter)', cla: 0x00, ins: 0x20, parameters: 0x0003, handle: tellPinCounter },
  { name: 'RESET RETRY COUNTER', cla: 0x00, ins: 0x2c, handle: resetRetryCounter },
  { name: 'ACTIVATE PIN', cla: 0x00, ins: 0x44, parameters: 0x1003, handle: activatePin },
  { name: 'DEACTIVATE PIN', cla: 0x00, ins: 0x04, parameters: 0x1003, handle: deactivatePin },
];
