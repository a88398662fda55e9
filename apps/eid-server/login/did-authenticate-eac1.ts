// EAC1: our certificates and what we would read; the answer is what the holder confirmed, and we sign. TR-03112-7 3.6.4.1 and .2.
import type { Bytes } from '../../../lib/bytes/index.ts';
import { encodeAuxiliaryData, infosOfKind, parseSecurityInfos } from '../../../lib/card/index.ts';
import type { CurveName } from '../../../lib/crypto/index.ts';
import {
  type CalendarDate,
  type Chat,
  type CvCertificate,
  dayOf,
  encodeChat,
  intersect,
  parseChat,
  union,
} from '../../../lib/cvc/index.ts';
import { chipAuthenticationProtocols } from '../../../lib/eac/ca/index.ts';
import { compress } from '../../../lib/eac/key-agreement/index.ts';
import { terminalSignatureInput } from '../../../lib/eac/ta/index.ts';
import { eacProtocols, encodeDidAuthenticateEac1, parseDidAuthenticateEac1Response } from '../../../lib/ecard/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import type { Terminal } from '../relying-party.ts';
import { askedChats } from '../rights.ts';
import type { Asked, EphemeralKey } from '../session/progress.ts';
import { askEac2 } from './did-authenticate-eac2.ts';
import { finishForClient } from './start-paos-response.ts';
import type { Move, Step, StepContext } from './step.ts';

/** `eac.no-chip-authentication`: the card has none that we speak. `eac.challenge`: not eight octets. */
export type EacErrorCode = 'eac.no-chip-authentication' | 'eac.challenge';

export function askEac1(slotHandle: Bytes | undefined, { asked, party, clock }: StepContext): Move<'connected'> {
  const { required, optional } = askedChats(asked);
  const auxiliaryData = encodeAuxiliaryData(comparisons(asked, dayOf(clock())));
  const answer = encodeDidAuthenticateEac1({
    ...(slotHandle && { slotHandle }),
    didName: 'PIN',
    protocol: eacProtocols[0],
    certificates: party.terminal.certificates,
    certificateDescription: party.terminal.description,
    requiredChat: encodeChat(required),
    optionalChat: encodeChat(optional),
    auxiliaryData,
    ...(asked.transactionInfo !== undefined && { transactionInfo: asked.transactionInfo }),
    ...(asked.acceptedEidTypes && { acceptedEidTypes: asked.acceptedEidTypes }),
  });
  return { progress: { state: 'connected', ...(slotHandle && { slotHandle }), auxiliaryData }, answer };
}

export const didAuthenticateEac1: Step<'connected', 'challenged' | 'signed'> = (progress, message, context) => {
  const { protocol, result, output } = parseDidAuthenticateEac1Response(message);
  if (output === undefined) return finishForClient(result);
  const { slotHandle, auxiliaryData } = progress;
  const { cryptography, manner, party } = context;
  const { idPicc, challenge } = output;
  const curveName = curveForChipAuthentication(output.efCardAccess);
  const curve = cryptography.curve(curveName);
  const ephemeral = { curve: curveName, ...curve.keyPair(curve.randomScalar(cryptography.random)) };
  const answer = askEac2({
    ...(slotHandle && { slotHandle }),
    protocol,
    certificates: wayFrom(output.certificationAuthorityReferences, party.terminal.laterCertificates),
    ephemeralPublicKey: ephemeral.point,
    ...(!manner.lateSignature && { signature: signChallenge({ idPicc, challenge, auxiliaryData, ephemeral }, party.terminal) }),
  });
  const chat = encodeChat(confirmedChat(output.chat, context.asked));
  const confirmed = { ...(slotHandle && { slotHandle }), chat, cardAccess: output.efCardAccess, ephemeral };
  if (manner.lateSignature) return { progress: { state: 'challenged', idPicc, auxiliaryData, ...confirmed }, answer };
  return { progress: { state: 'signed', ...confirmed }, answer };
};

interface Challenge {
  readonly idPicc: Bytes;
  readonly challenge: Bytes;
  readonly auxiliaryData: Bytes;
  readonly ephemeral: EphemeralKey;
}

/** The terminal's signature for a challenge of the chip. Throws `eac.challenge` unless that has eight octets. */
export function signChallenge({ idPicc, challenge, auxiliaryData, ephemeral }: Challenge, { certificate, signer }: Terminal): Bytes {
  if (challenge.length !== 8) throw new EidError<EacErrorCode>('eac.challenge');
  const input = terminalSignatureInput({ idPicc, challenge }, { compressedKey: compress(ephemeral.point), auxiliaryData });
  return signer.sign(certificate.publicKey.hash, input);
}

/** What we build on: the holder's choice, and never more than was asked. Nothing said means nothing taken away. */
function confirmedChat(chosen: Bytes | undefined, asked: Asked): Chat {
  const { required, optional } = askedChats(asked);
  const all = union(required, optional);
  return chosen === undefined ? all : intersect(parseChat(chosen), all);
}

/** The link certificates that lead on from the authorities that a card knows; the client asks when those of EAC1 do not. */
function wayFrom(authorities: readonly string[], links: readonly CvCertificate[]): readonly Bytes[] {
  const way: CvCertificate[] = [];
  const reached = new Set(authorities);
  for (const name of reached) {
    for (const link of links) {
      if (link.car.text !== name || way.includes(link)) continue;
      way.push(link);
      reached.add(link.chr.text);
    }
  }
  return way.map(({ raw }) => raw);
}

/** Values that the chip compares with its own: it must not have expired today; age and place when they were asked for. */
function comparisons({ age, place }: Asked, today: CalendarDate) {
  return {
    ...(age !== undefined && { dateOfBirth: yearsBefore(today, age) }),
    dateOfExpiry: today,
    ...(place !== undefined && { communityId: place }),
  };
}

/** Whoever was born on this day or before is that old today; the 29th of February counts from the 28th in common years. */
export function yearsBefore(today: CalendarDate, years: number): CalendarDate {
  const year = String(Number(today.slice(0, 4)) - years).padStart(4, '0');
  const day = `${year}${today.slice(4)}`;
  return Number.isNaN(Date.parse(day)) || new Date(day).toISOString().slice(0, 10) !== day ? `${year}-02-28` : day;
}

/** The curve of the chip authentication that the client will run: the first of version 2 that we speak. EF.CardSecurity has to say the same. */
function curveForChipAuthentication(cardAccess: Bytes): CurveName {
  const infos = parseSecurityInfos(cardAccess);
  const first = infosOfKind(infos, 'chip-authentication').find(
    ({ version, protocol }) => version === 2 && Object.hasOwn(chipAuthenticationProtocols, protocol),
  );
  const parameters = infosOfKind(infos, 'chip-authentication-domain-parameters').find(({ keyId }) => keyId === first?.keyId);
  if (first === undefined || parameters?.curve === undefined) throw new EidError<EacErrorCode>('eac.no-chip-authentication');
  return parameters.curve;
}
