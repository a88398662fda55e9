// PACE behind one interface, whoever makes it: the host as here, or a reader with a PIN pad, with codes that the host never sees.
import { run, type Transmit } from '../../lib/apdu/index.ts';
import type { Bytes } from '../../lib/bytes/index.ts';
import { infosOfKind, parseSecurityInfos, usablePace } from '../../lib/card/index.ts';
import type { Cryptography } from '../../lib/crypto/index.ts';
import type { Chat } from '../../lib/cvc/index.ts';
import { establishPace, type PaceErrorCode, type PaceOffer, type PaceOutcome, type PacePassword } from '../../lib/eac/pace/index.ts';
import { EidError } from '../../lib/error/index.ts';
import { transmitInside } from '../../lib/secure-messaging/index.ts';
import type { CardChannel } from './reader.ts';

export interface PaceRequest {
  readonly type: 'pin' | 'can' | 'puk';
  /** The typed code; absent when the reader asks for it itself. */
  readonly password?: PacePassword;
  /** EF.CardAccess of the card. */
  readonly cardAccess: Bytes;
  /** What an authentication terminal may do afterwards, at most. */
  readonly chat?: Chat;
  /** The certificate description, for a reader that shows who asks. */
  readonly description?: Bytes;
}

export type PaceResult =
  | {
      readonly kind: 'established';
      /** The way to the card inside the new channel. */
      readonly channel: CardChannel;
      readonly idPicc: Bytes;
      /** Holder references of the card's trust points, the current one first. */
      readonly authorities: readonly string[];
    }
  | Exclude<PaceOutcome, { readonly kind: 'established' }>;

/** Rejects with `card.removed` when the card goes away, with `pace.*` for a card that breaks the protocol. */
export type EstablishPace = (request: PaceRequest) => Promise<PaceResult>;

/** Makes PACE over a way to the card. */
export type PaceMaker = (transmit: Transmit) => EstablishPace;

/** PACE made by this computer, for readers without a PIN pad. A request without a password is refused with `pace.unsupported`. */
export function hostPace(cryptography: Cryptography): PaceMaker {
  /** `within` is the way that PACE itself takes: plain, or inside the channel that the CAN opened. */
  const maker = (plain: Transmit, within: Transmit): EstablishPace => {
    return async ({ password, chat, cardAccess }) => {
      if (password === undefined) throw new EidError<PaceErrorCode>('pace.unsupported');
      const { offer, nameParameters } = chooseOffer(cardAccess);
      const resumed = within !== plain;
      const outcome = await run(establishPace({ offer, nameParameters, password, resumed, ...(chat && { chat }) }, cryptography), within);
      if (outcome.kind !== 'established') return outcome;
      const transmit = transmitInside(outcome.channel, plain);
      return {
        kind: 'established',
        channel: { transmit, establishPace: maker(plain, transmit) },
        idPicc: outcome.idPicc,
        authorities: outcome.cars,
      };
    };
  };
  return (transmit) => maker(transmit, transmit);
}

/** The strongest PACEInfo that we speak; its parameters are named to the card when it offers several for one protocol. */
export function chooseOffer(cardAccess: Bytes): { readonly offer: PaceOffer; readonly nameParameters: boolean } {
  const infos = parseSecurityInfos(cardAccess);
  const chosen = usablePace(infos);
  if (chosen === undefined) throw new EidError<PaceErrorCode>('pace.unsupported');
  const alike = infosOfKind(infos, 'pace').filter(({ protocol }) => protocol === chosen.protocol);
  return { offer: { protocol: chosen.protocol, parameterId: chosen.parameterId }, nameParameters: alike.length > 1 };
}
