// A session begins: what is asked for must lie within the terminal certificate, and there must be room for one more. TR-03130-1 3.3; the same for a
// relying party at the eID interface and for a service provider that speaks SAML.
import { randomBytes } from 'node:crypto';
import type { Logger } from '../../../io/log/index.ts';
import { sessionMark } from '../../../io/road/index.ts';
import { type Bytes, bytes } from '../../../lib/bytes/index.ts';
import {
  attestationFormat,
  type LevelOfAssurance,
  type OperationName,
  operationNames,
  reaches,
  refused,
  type UseIdRequest,
} from '../../../lib/eid-service/index.ts';
import type { Result } from '../../../lib/xml/index.ts';
import type { SessionKey, SessionKeyring } from '../psk.ts';
import type { RelyingParty } from '../relying-party.ts';
import { permits } from '../rights.ts';
import type { Asked } from '../session/progress.ts';
import type { SessionStore } from '../session/store.ts';

export interface BeginContext {
  readonly store: SessionStore;
  readonly keyring: SessionKeyring;
  /** Sessions of all relying parties at a time. */
  readonly openSessions: number;
  /** What a card is worth. */
  readonly levelOfAssurance: LevelOfAssurance;
  readonly log: Logger;
}

export type Begun =
  | { readonly kind: 'refused'; readonly result: Result }
  /** `reference` is Session/ID: whoever has it collects the result. */
  | { readonly kind: 'begun'; readonly reference: Bytes; readonly psk: SessionKey };

/** `way`: how its client comes to it, when it comes attached, and how it came by SAML. */
export async function beginSession(
  request: UseIdRequest,
  party: RelyingParty,
  way: Pick<Asked, 'attached' | 'saml'>,
  { store, keyring, openSessions, levelOfAssurance, log }: BeginContext,
): Promise<Begun> {
  const fault = faultOf(request, party);
  if (fault !== undefined) return { kind: 'refused', result: fault };
  const psk = request.psk === undefined ? keyring.issue() : keyring.read(request.psk);
  if (psk === undefined) return { kind: 'refused', result: refused('invalidPsk') };
  const reference = bytes(randomBytes(32));
  const asked = { ...askedOf(request, party, levelOfAssurance), ...way };
  const limits = { ofService: party.openSessions, inTotal: openSessions };
  const created = await store.create({ identity: psk.id, service: party.name, asked }, reference, limits);
  if (created !== 'created') return { kind: 'refused', result: refused(created === 'taken' ? 'invalidPsk' : 'tooManyOpenSessions') };
  if (request.psk !== undefined) keyring.keep(psk);
  log.info('session', { session: sessionMark(psk.id), party: party.name });
  return { kind: 'begun', reference, psk };
}

function faultOf({ operations, age, place, attestation }: UseIdRequest, { terminal, comparisons: { ages, places } }: RelyingParty) {
  const beyond = operationNames.filter((name) => operations[name] !== undefined && !permits(terminal.certificate.chat, name));
  if (beyond.length > 0) return refused('missingTerminalRights', beyond.join(' '));
  if (operations.ageVerification !== undefined && age === undefined) return refused('missingArgument', 'Age');
  // Municipalities are octets of two digits on the card.
  if (operations.placeVerification !== undefined && (place === undefined || place.length % 2 !== 0))
    return refused('missingArgument', 'CommunityID');
  // What may be compared stands in the authorisation, not in the request.
  if (operations.ageVerification !== undefined && ages?.includes(age ?? -1) === false) return refused('missingTerminalRights', 'Age');
  if (operations.placeVerification !== undefined && places?.includes(place ?? '') === false)
    return refused('missingTerminalRights', 'CommunityID');
  if (attestation !== undefined && attestation.format !== attestationFormat)
    return refused('internalError', 'TransactionAttestationFormat');
  return undefined;
}

/** What is compared goes to the card only when its verification was asked for too. */
function askedOf(request: UseIdRequest, { terminal }: RelyingParty, offered: LevelOfAssurance): Asked {
  const { operations, age, place, transactionInfo } = request;
  const asked = (word: string) => operationNames.filter((name: OperationName) => operations[name] === word);
  return {
    required: asked('REQUIRED'),
    allowed: asked('ALLOWED'),
    ...(age !== undefined && operations.ageVerification !== undefined && { age }),
    ...(place !== undefined && operations.placeVerification !== undefined && { place }),
    ...(transactionInfo !== undefined && { transactionInfo }),
    ...acceptance(request, offered),
    terminal: terminal.certificate.chr.text,
  };
}

/**
 * Whether a card will do, and what is to be told of it. A kind that is denied does not; one of a lower level than wanted only when it is allowed
 * expressly. TR-03130-1 3.3.12.
 */
function acceptance({ eidTypes = {}, levelOfAssurance: wanted, attestation }: UseIdRequest, offered: LevelOfAssurance) {
  const names = Object.keys(eidTypes).length > 0;
  const isTooLow = wanted !== undefined && !reaches(offered, wanted) && eidTypes.CardCertified !== 'ALLOWED';
  const denied = eidTypes.CardCertified === 'DENIED' ? 'eid-type' : isTooLow ? 'level' : undefined;
  const speaks = names || wanted !== undefined;
  const tell = {
    ...(names && { eidType: true as const }),
    ...(wanted && { level: wanted }),
    ...(attestation && { attestation: attestation.context === undefined ? {} : { context: attestation.context } }),
  };
  return {
    ...(denied && { denied }),
    ...(speaks && denied === undefined && { acceptedEidTypes: ['CardCertified'] as const }),
    ...(Object.keys(tell).length > 0 && { tell }),
  } satisfies Partial<Asked>;
}
