// A small certificate world for the tests of terminal authentication: authorities with keys, and a chip to talk to.
import type { CommandApdu, ResponseApdu } from '../../apdu/index.ts';
import { type Cryptography, createSigner } from '../../crypto/index.ts';
import { type AuthenticationRight, createChat, type Holder } from '../../cvc/index.ts';
import {
  type AuthenticatedTerminal,
  freshTerminalAuthentication,
  type TerminalAuthentication,
  terminalAuthenticationCommands,
} from './chip.ts';
import type { TaContext } from './chip-step.ts';

const curve = 'brainpoolP256r1';

/** An authority, or a terminal, with a key of its own. */
export function authority(
  cryptography: Cryptography,
  chr: string,
  holder: Holder,
  rights: readonly AuthenticationRight[] = ['readDg4', 'readDg5'],
) {
  const group = cryptography.curve(curve);
  return { chr, chat: createChat(rights, holder), signer: createSigner(group, group.randomScalar(cryptography.random)) };
}

/** A chip after PACE: answers the commands of terminal authentication and keeps what they change. */
export function createChip(cryptography: Cryptography, initial: TaContext) {
  const chip = {
    context: initial,
    state: freshTerminalAuthentication as TerminalAuthentication,
    terminal: undefined as AuthenticatedTerminal | undefined,
    answer(command: CommandApdu): ResponseApdu {
      const name = commandNames[`${command.ins.toString(16)} ${command.p1.toString(16)} ${command.p2.toString(16)}`];
      if (name === undefined) throw new TypeError('not a command of terminal authentication');
      const step = terminalAuthenticationCommands[name](chip.state, command, chip.context, cryptography);
      if (step.trust !== undefined) chip.context = { ...chip.context, trust: step.trust };
      if (step.kind === 'next') chip.state = step.state;
      else chip.terminal = step.terminal;
      return step.response;
    },
  };
  return chip;
}

const commandNames: Readonly<Record<string, keyof typeof terminalAuthenticationCommands>> = {
  '22 81 b6': 'selectIssuer',
  '2a 0 be': 'verifyCertificate',
  '22 81 a4': 'selectTerminal',
  '84 0 0': 'getChallenge',
  '82 0 0': 'authenticate',
};
