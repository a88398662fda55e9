// The chip's own keys: chip authentication, then restricted identification with pseudonym or blocking key. TR-03110-3 B.2, B.4, B.14.1.
import { hasRight } from '../../cvc/index.ts';
import { agreeWithTerminal } from '../../eac/ca/index.ts';
import { type KeySelection, parseKeySelection } from '../../eac/key-agreement/index.ts';
import { identifyForSectors } from '../../eac/ri/index.ts';
import type { Card, ChipKey, IdentityKey } from '../card.ts';
import { freshSession, isPrivileged } from '../session.ts';
import { statusWord } from '../status-words.ts';
import type { AgreementStep } from './agreement.ts';
import { answer, type Chip, type Handler, type Outcome, refuse } from './handler.ts';

export interface ChipKeyAgreement {
  readonly protocol: 'chip-authentication';
  readonly key: ChipKey;
}

export interface IdentityKeyAgreement {
  readonly protocol: 'restricted-identification';
  readonly key: IdentityKey;
}

/** MSE:Set AT: the protocol's identifier says whether chip authentication or restricted identification follows. */
export const selectKey: Handler = (chip, command) => {
  const selection = parseKeySelection(command.data ?? new Uint8Array(0));
  const { chipKeys, identityKeys } = chip.card;
  if (chipKeys.some(({ protocol }) => protocol === selection.protocol)) return selectChipKey(chip, selection);
  if (identityKeys.some(({ protocol }) => protocol === selection.protocol)) return selectIdentityKey(chip, selection);
  return refuse(chip, statusWord.wrongData);
};

/** After terminal authentication, once in a session. The chip's individual key is there for privileged terminals only. */
function selectChipKey(chip: Chip, selection: KeySelection): Outcome {
  const { session, card } = chip;
  if (session.authentication.step === 'chip') return refuse(chip, statusWord.conditionsNotSatisfied);
  if (session.authentication.step !== 'terminal') return refuse(chip, statusWord.securityNotSatisfied);
  const open = isPrivileged(session) ? card.chipKeys : card.chipKeys.filter((key) => key.privileged !== true);
  const key = keyOf(open, selection);
  if (key !== undefined) return answer({ ...session, agreement: { protocol: 'chip-authentication', key } });
  return refuse(chip, keyOf(card.chipKeys, selection) === undefined ? statusWord.notFound : statusWord.securityNotSatisfied);
}

/** After chip authentication. The blocking key serves every authentication terminal, the pseudonym key only one with the right. */
function selectIdentityKey(chip: Chip, selection: KeySelection): Outcome {
  const { session, card } = chip;
  if (session.authentication.step !== 'chip') return refuse(chip, statusWord.conditionsNotSatisfied);
  const key = keyOf(card.identityKeys, selection);
  if (key === undefined) return refuse(chip, statusWord.notFound);
  const entitled = hasRight(session.authentication.terminal.chat, 'restrictedIdentification');
  if (key.authorizedOnly && !entitled) return refuse(chip, statusWord.securityNotSatisfied);
  return answer({ ...session, agreement: { protocol: 'restricted-identification', key } });
}

/** The new channel begins with the next command. A key that terminal authentication did not announce ends the session. */
export const chipAuthenticationStep: AgreementStep<ChipKeyAgreement> = (chip, { key }, command, cryptography) => {
  const { session } = chip;
  if (session.authentication.step !== 'terminal') return refuse(chip, statusWord.conditionsNotSatisfied);
  const { terminal } = session.authentication;
  const agreed = agreeWithTerminal(key, terminal.compressedKey, command, cryptography);
  if (agreed.kind === 'refused') return [agreed.response.status === statusWord.notUsable ? freshSession : session, agreed.response];
  return [{ ...session, channel: agreed.channel, authentication: { step: 'chip', terminal } }, agreed.response];
};

export const restrictedIdentificationStep: AgreementStep<IdentityKeyAgreement> = (chip, { key }, command, cryptography) => {
  const { session } = chip;
  if (session.authentication.step !== 'chip') return refuse(chip, statusWord.conditionsNotSatisfied);
  const { extensions, publicKey } = session.authentication.terminal.certificate;
  const terminal = { sectorHashes: extensions.sectorHashes, hash: publicKey.hash };
  return [session, identifyForSectors(key, terminal, command, cryptography)];
};

/** The key of this id; without one, the only key of the protocol. */
function keyOf<Key extends Card['chipKeys'][number]>(keys: readonly Key[], { protocol, keyId }: KeySelection): Key | undefined {
  const candidates = keys.filter((key) => key.protocol === protocol && (keyId === undefined || key.id === keyId));
  return candidates.length === 1 ? candidates[0] : undefined;
}
