// A card, its authorities and a slot to put it into, made afresh: what the tests of the chip stand on.
import { type CommandApdu, encodeCommand, parseResponse, type ResponseApdu } from '../apdu/index.ts';
import { hex } from '../bytes/index.ts';
import { applicationIdentifiers, dataGroups, encodeDirectory, encodeSecurityInfos } from '../card/index.ts';
import { type Cryptography, createSigner, type Signer } from '../crypto/index.ts';
import { certify } from '../cvc/certify.fixture.ts';
import { type AuthenticationRight, type CertificateBody, type CvCertificate, createChat, type Holder } from '../cvc/index.ts';
import { type Card, fullTries, fullUses, type Pin } from './card.ts';
import { type Performed, powerOn, transmit } from './chip.ts';
import type { Chip } from './commands/handler.ts';

const curve = 'brainpoolP256r1';

export const protocols = {
  pace: '0.4.0.127.0.7.2.2.4.2.2',
  chipAuthentication: '0.4.0.127.0.7.2.2.3.2.2',
  restrictedIdentification: '0.4.0.127.0.7.2.2.5.2.3',
} as const;

export const offer = { protocol: protocols.pace, parameterId: 13 };

export function newSigner(cryptography: Cryptography): Signer {
  const on = cryptography.curve(curve);
  return createSigner(on, on.randomScalar(cryptography.random));
}

/** One certificate; days and everything else can be changed. */
export function issue(
  issuer: { readonly chr: string; readonly signer: Signer },
  holder: { readonly chr: string; readonly signer: Signer; readonly place: Holder; readonly rights: Iterable<AuthenticationRight> },
  changes: Partial<CertificateBody> = {},
): CvCertificate {
  const chat = createChat(holder.rights, holder.place);
  return certify(issuer, { ...holder, chat }, { effective: '2026-01-10', ...changes });
}

/** A card with PIN 123456, CAN 500540 and PUK 9876543210, that trusts this authority. */
export function newCard(cryptography: Cryptography, authority: CvCertificate, pin: Partial<Pin> = {}): Card {
  const key = (id: number, protocol: string) =>
    ({ id, protocol, curve, secret: cryptography.curve(curve).randomScalar(cryptography.random) }) as const;
  const infos = [
    { kind: 'pace', ...offer, version: 2 },
    { kind: 'terminal-authentication', protocol: '0.4.0.127.0.7.2.2.2', version: 2 },
    { kind: 'chip-authentication', protocol: protocols.chipAuthentication, version: 2, keyId: 1 },
  ] as const;
  return {
    profile: 'hungarian',
    generation: '2024',
    documentNumber: '123456AB',
    atr: hex`3B 8B 80 01 20 90 00 00 00 00 00 08 EE 27 7F 04`,
    masterFile: {
      directory: encodeDirectory([{ identifier: applicationIdentifiers.eId, label: 'eID' }]),
      cardAccess: encodeSecurityInfos(infos),
      cardSecurity: encodeSecurityInfos(infos),
      chipSecurity: encodeSecurityInfos(infos),
    },
    dataGroups: new Map([
      [3, dataGroups.dateOfExpiry.encode('2030-06-15')],
      [4, dataGroups.givenNames.encode('Anna')],
      [8, dataGroups.dateOfBirth.encode('1990-06-15')],
      [17, dataGroups.placeOfResidence.encode({ kind: 'structured', city: 'Pécs', country: 'HUN' })],
      [18, dataGroups.communityId.encode('19415000')],
      [21, dataGroups.taxId.encode('8123456789')],
    ]),
    passwords: {
      pin: { kind: 'pin', value: '123456', triesLeft: fullTries, active: true, ...pin },
      can: '500540',
      puk: { value: '9876543210', uses: fullUses },
    },
    chipKeys: [key(1, protocols.chipAuthentication), { ...key(45, protocols.chipAuthentication), privileged: true }],
    identityKeys: [
      { ...key(2, protocols.restrictedIdentification), authorizedOnly: true },
      { ...key(3, protocols.restrictedIdentification), authorizedOnly: false },
    ],
    trustPoints: [authority.raw],
    currentDate: '2026-01-15',
  };
}

/** A powered slot: sends commands, keeps what the chip wants kept, and can cut the power at the next write, before or after it. */
export function insertCard(card: Card, cryptography: Cryptography) {
  let kept = card;
  let chip = powerOn(card);
  const performed: Performed[] = [];
  let longestAnswer = 0;
  let clock = 0;
  let cut: 'before' | 'after' | undefined;
  const sendOctets = (octets: Uint8Array): ResponseApdu => {
    const steps = transmit(chip, octets, cryptography);
    let step = steps.next();
    while (!step.done) {
      if (cut !== 'before') kept = step.value;
      if (cut !== undefined) {
        cut = undefined;
        chip = powerOn(kept);
        throw new PowerCut();
      }
      step = steps.next();
    }
    chip = step.value.chip;
    clock += step.value.delay;
    longestAnswer = Math.max(longestAnswer, step.value.response.length);
    if (step.value.performed !== undefined) performed.push(step.value.performed);
    return parseResponse(step.value.response);
  };
  return {
    send: (command: CommandApdu): ResponseApdu => sendOctets(encodeCommand(command)),
    sendOctets,
    performed: performed as readonly Performed[],
    reset: () => {
      chip = powerOn(kept);
    },
    cutPower: (moment: 'before' | 'after') => {
      cut = moment;
    },
    /** No cut any more, also where nothing was written meanwhile. */
    restorePower: () => {
      cut = undefined;
    },
    /** Puts the chip back to a state it had. */
    restore: (before: Chip) => {
      chip = before;
    },
    /** Octets of the longest response so far. */
    get longestAnswer() {
      return longestAnswer;
    },
    /** Milliseconds that answers were held back so far. */
    get clock() {
      return clock;
    },
    get chip() {
      return chip;
    },
    get kept() {
      return kept;
    },
  };
}

export class PowerCut extends Error {}
