// EAC2: our key and signature for the chip; the answer proves the document and the chip, and opens the secure channel. TR-03112-7 3.6.4.3 and .4.
import { documentFaults, usableChipAuthentication, usableRestrictedIdentification } from '../../../lib/card/index.ts';
import { openChipChannel } from '../../../lib/eac/ca/index.ts';
import {
  type Eac2Input,
  type EcardErrorCode,
  encodeDidAuthenticateEac2,
  parseDidAuthenticateEac2Response,
  type ResultMinor,
} from '../../../lib/ecard/index.ts';
import { EidError, isEidError } from '../../../lib/error/index.ts';
import { exportChannel } from '../../../lib/secure-messaging/index.ts';
import type { Markup } from '../../../lib/xml/index.ts';
import { finish, finishForClient } from './start-paos-response.ts';
import type { Move, Step } from './step.ts';
import { askTransmit } from './transmit.ts';

export function askEac2(input: Omit<Eac2Input, 'didName'>): Markup {
  return encodeDidAuthenticateEac2({ ...input, didName: 'PIN' });
}

export const didAuthenticateEac2: Step<'signed', 'reading'> = (progress, message, context) => {
  const { result, output } = parseDidAuthenticateEac2Response(message);
  if (output === undefined) return finishForClient(result);
  if (output.kind !== 'authenticated') throw new EidError<EcardErrorCode>('ecard.unexpected-message', { expected: 'authenticated' });
  const { chat, cardAccess, ephemeral, slotHandle } = progress;
  const document = context.verifyDocument({ cardSecurity: output.efCardSecurity, cardAccess });
  if (document.kind === 'refused') return notAuthentic(document.fault, documentFaults[document.fault].client);

  if (context.asked.denied !== undefined) return finish({ kind: 'denied' }, 'noPermission', context.asked.denied);

  const chip = usableChipAuthentication(document.infos);
  const pseudonym = usableRestrictedIdentification(document.infos, 'pseudonym');
  const blocking = usableRestrictedIdentification(document.infos, 'blocking');
  if (chip === undefined || chip.curve !== ephemeral.curve || blocking === undefined) return notAuthentic('capabilities');
  try {
    const proof = { nonce: output.nonce, token: output.authenticationToken };
    const parameters = { protocol: chip.protocol, curve: chip.curve, chipKey: chip.point, ephemeral };
    const channel = openChipChannel(parameters, proof, context.cryptography);
    const identification = { ...(pseudonym && { pseudonym }), blocking };
    const next = { state: 'reading', ...(slotHandle && { slotHandle }), chat, channel: exportChannel(channel), identification } as const;
    return { progress: next, answer: askTransmit(next, channel, context) };
  } catch (thrown) {
    if (isEidError(thrown, 'ca.token-mismatch')) return notAuthentic(thrown.code, 'internalError');
    throw thrown;
  }
};

/** The client learns the kind of refusal only; the relying party, that the document is not authentic. */
function notAuthentic(reason: string, minor: ResultMinor = 'securityConditionNotSatisfied'): Move<'finished'> {
  return finish({ kind: 'document', reason: 'not-authentic' }, minor, `document.${reason}`);
}
