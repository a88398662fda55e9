// Terminal authentication at the chip: when its commands count, and what of it is kept. TR-03110-3 B.3, TR-03110-2 3.3.
import { hasRight } from '../../cvc/index.ts';
import { freshTerminalAuthentication, type TaStep, terminalAuthenticationCommands } from '../../eac/ta/index.ts';
import { isTerminalAuthenticated, type Session } from '../session.ts';
import { statusWord } from '../status-words.ts';
import { type Handler, refuse } from './handler.ts';

export const selectIssuer = within('selectIssuer');
export const verifyCertificate = within('verifyCertificate');
export const selectTerminal = within('selectTerminal');
export const getChallenge = within('getChallenge');
export const authenticateTerminal = within('authenticate');

/**
 * Only after PACE in which the holder let a terminal have rights, and once in a session. A new trust point and a later date are kept before the
 * answer goes out. A terminal that came by the CAN needs the right to that from its authority too.
 */
function within(name: keyof typeof terminalAuthenticationCommands): Handler {
  return function* ({ card, session }, command, cryptography) {
    const { authentication, terminalAuthentication: state = freshTerminalAuthentication, ...rest } = session;
    if (isTerminalAuthenticated(session)) return refuse({ card, session }, statusWord.conditionsNotSatisfied);
    if (authentication.step !== 'password' || authentication.chat === undefined) {
      return refuse({ card, session }, statusWord.securityNotSatisfied);
    }
    const { idPicc, chat, password } = authentication;
    const trust = { trustPoints: card.trustPoints, currentDate: card.currentDate };
    const step: TaStep = terminalAuthenticationCommands[name](state, command, { trust, idPicc, chat }, cryptography);
    if (step.trust !== undefined && step.trust !== trust) yield { ...card, ...step.trust };
    if (step.kind === 'next') return [{ ...session, terminalAuthentication: step.state }, step.response];
    if (password === 'can' && !hasRight(step.terminal.chat, 'canAllowed')) {
      return refuse({ card, session: { ...rest, authentication } }, statusWord.securityNotSatisfied);
    }
    const authenticated: Session = { ...rest, authentication: { step: 'terminal', terminal: step.terminal } };
    return [authenticated, step.response];
  };
}
