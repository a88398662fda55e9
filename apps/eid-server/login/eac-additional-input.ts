// EACAdditionalInput: EAC2 went without a signature, the client brought a fresh challenge, and now we sign. TR-03112-7 3.6.4.5.
import { type EcardErrorCode, encodeEacAdditionalInput, parseDidAuthenticateEac2Response } from '../../../lib/ecard/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import { signChallenge } from './did-authenticate-eac1.ts';
import { finishForClient } from './start-paos-response.ts';
import type { Step } from './step.ts';

export const eacAdditionalInput: Step<'challenged', 'signed'> = (progress, message, { party }) => {
  const { protocol, result, output } = parseDidAuthenticateEac2Response(message);
  if (output === undefined) return finishForClient(result);
  if (output.kind !== 'challenge') throw new EidError<EcardErrorCode>('ecard.unexpected-message', { expected: 'challenge' });
  const { state: _, idPicc, auxiliaryData, ...confirmed } = progress;
  const { slotHandle, ephemeral } = confirmed;
  const signature = signChallenge({ idPicc, challenge: output.challenge, auxiliaryData, ephemeral }, party.terminal);
  return {
    progress: { state: 'signed', ...confirmed },
    answer: encodeEacAdditionalInput({ ...(slotHandle && { slotHandle }), didName: 'PIN', protocol, signature }),
  };
};
