// How far a session has come: plain data, each state with only what the next step needs.
import type { Bytes } from '../../../lib/bytes/index.ts';
import type { UsableRestrictedIdentification } from '../../../lib/card/index.ts';
import type { CurveName, KeyPair } from '../../../lib/crypto/index.ts';
import type { EidType, LevelOfAssurance, OperationName, PersonalData, UserOperations } from '../../../lib/eid-service/index.ts';

/** What the relying party asked for, within the rights of its terminal certificate. */
export interface Asked {
  readonly required: readonly OperationName[];
  readonly allowed: readonly OperationName[];
  readonly age?: number;
  readonly place?: string;
  readonly transactionInfo?: string;
  /** Why no card will do: its kind is denied, or its level too low; there are no other eIDs here. */
  readonly denied?: 'eid-type' | 'level';
  /** Kinds of eID that client is told will do; absent when the relying party said nothing about kinds or levels. */
  readonly acceptedEidTypes?: readonly EidType[];
  /** What the result has to tell because it was asked. */
  readonly tell?: {
    readonly eidType?: true;
    /** The level that was asked for: the answer is in the words of its authority. */
    readonly level?: LevelOfAssurance;
    /** What the transaction attestation is made for. */
    readonly attestation?: { readonly context?: string };
  };
  /** The client fetches its TC token from us: it has not yet, or it has, and the session is bound to that TLS session. */
  readonly attached?: 'waiting' | 'bound';
  /** It came by SAML: how its answer is to look, and where it goes. */
  readonly saml?: SamlAsked;
  /** Holder reference of the terminal certificate that was the present one. */
  readonly terminal?: string;
}

/** What an answer to a service provider needs of its request. */
export interface SamlAsked {
  readonly profile: 'national' | 'eidas';
  readonly requestId: string;
  /** An assertion consumer service of its metadata. */
  readonly consumer: string;
  /** By `redirect` its client brings the answer, by `post` the browser. */
  readonly binding: 'redirect' | 'post';
  readonly relayState?: string;
  /** IP address from which it was begun. */
  readonly address: string;
  /** SHA-256 (hexadecimal) of the cookie of the browser in which it began, and ends. */
  readonly browser?: string;
  /** SHA-256 (hexadecimal) of the word in the address to come back to: only the client that had the TC token knows it. */
  readonly word: string;
}

/** How a session ended, for the relying party to collect. */
export type Outcome =
  | {
      readonly kind: 'read';
      /** By the card's key for all terminals, in the blocking sector: how the card is known when it ends. Never handed out. */
      readonly blockingIdentifier: Bytes;
      readonly personalData: PersonalData;
      readonly fulfilsAge?: boolean;
      readonly fulfilsPlace?: boolean;
      readonly operationsAllowedByUser: UserOperations;
    }
  /** The card does not count. */
  | { readonly kind: 'document'; readonly reason: 'revoked' | 'expired' | 'not-authentic' }
  /** The relying party denies eIDs of this kind. */
  | { readonly kind: 'denied' }
  /** There is no card to judge: the holder stopped, or a step went wrong. */
  | { readonly kind: 'failed'; readonly reason: 'cancelled' | 'protocol' };

/** Keys of restricted identification, as EF.CardSecurity names them. */
export interface Identification {
  readonly pseudonym?: UsableRestrictedIdentification;
  readonly blocking: UsableRestrictedIdentification;
}

/** The key for chip authentication, made when the terminal signs. */
export interface EphemeralKey extends KeyPair {
  readonly curve: CurveName;
}

interface Confirmed {
  readonly slotHandle?: Bytes;
  /** What the holder confirmed, object 7F4C. */
  readonly chat: Bytes;
  readonly cardAccess: Bytes;
  readonly ephemeral: EphemeralKey;
}

export type Progress =
  | { readonly state: 'created' }
  /** The client was asked for its edition of the eCard API. */
  | { readonly state: 'greeted'; readonly slotHandle?: Bytes }
  /** EAC1 was asked. */
  | { readonly state: 'connected'; readonly slotHandle?: Bytes; readonly auxiliaryData: Bytes }
  /** EAC2 was asked without a signature, which waits for a challenge. */
  | ({ readonly state: 'challenged'; readonly idPicc: Bytes; readonly auxiliaryData: Bytes } & Confirmed)
  /** EAC2 or the additional input was asked: the terminal has signed. */
  | ({ readonly state: 'signed' } & Confirmed)
  /** Transmit was asked; `channel` is the exported secure channel before the batch. */
  | {
      readonly state: 'reading';
      readonly slotHandle?: Bytes;
      readonly chat: Bytes;
      readonly channel: Bytes;
      readonly identification: Identification;
    }
  /** The client was told the end; the relying party has not collected it yet. */
  | { readonly state: 'finished'; readonly outcome: Outcome };

export type SessionState = Progress['state'];

/** The progress of one state. */
export type ProgressOf<State extends SessionState> = Extract<Progress, { state: State }>;
