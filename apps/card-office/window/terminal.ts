// The terminal at the window: PACE with the card's CAN, terminal authentication with the office's certificate, passive and chip authentication. TR-03110-2 3.
import { readFileSync } from 'node:fs';
import { certificateOctets, readPublic, readSigner } from '../../../io/keys/index.ts';
import type { Card, PaceResult } from '../../../io/reader/index.ts';
import { type Protocol, run, type Transmit } from '../../../lib/apdu/index.ts';
import { type Bytes, bytes } from '../../../lib/bytes/index.ts';
import {
  applicationIdentifiers,
  type DocumentTrust,
  infosOfKind,
  masterFiles,
  parseSecurityInfos,
  profiles,
  usableChipAuthentication,
  verifyCardSecurity,
} from '../../../lib/card/index.ts';
import type { Clock, Cryptography } from '../../../lib/crypto/index.ts';
import {
  type AuthenticationRight,
  buildChain,
  type Chat,
  createChat,
  isLink,
  parseCertificates,
  rightsOf,
} from '../../../lib/cvc/index.ts';
import { authenticateChip, openChipChannel } from '../../../lib/eac/ca/index.ts';
import { digitsPassword } from '../../../lib/eac/pace/index.ts';
import { authenticateTerminal, getChallenge, terminalSignatureInput, verifyCertificates } from '../../../lib/eac/ta/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import { transmitInside } from '../../../lib/secure-messaging/index.ts';
import { parseRevocationLists, parseX509 } from '../../../lib/x509/index.ts';

/** Besides those of io/reader: `card.not-eid`, `can.wrong`, `pin.wrong` (fact `left`: tries), `pin.blocked`, `pin.deactivated`, `document.not-authentic`. */
export type WindowErrorCode = 'card.not-eid' | 'can.wrong' | 'pin.wrong' | 'pin.blocked' | 'pin.deactivated' | 'document.not-authentic';

/** Where the terminal's keys and its trust lie; read anew for each card, since they are renewed while the office runs. */
export interface TerminalFiles {
  /** CV certificates from every link to the terminal's own, one behind the other. */
  readonly chainFile: string;
  readonly keyFile: string;
  /** Country signers (PEM), and the revocation lists of all of them, one behind the other. */
  readonly countrySignerFile: string;
  readonly revocationListFile: string;
}

/** A card that knows who reads it and has proved what it is. */
export interface OpenedCard {
  /** Commands inside the channel of chip authentication. */
  readonly transmit: Transmit;
  /** The chip's public key (04‖x‖y), by which the register knows the card. */
  readonly chipKey: Bytes;
  /** The newest country verifier (CHR) that the card believes, after the links that it was shown. */
  readonly trusts: string;
}

export interface TerminalMeans {
  readonly files: TerminalFiles;
  readonly clock: Clock;
  readonly cryptography: Cryptography;
}

const curve = 'brainpoolP256r1';

/** By what a card is opened, for which rights and no more: its CAN, and where the holder has typed it, the PIN behind that. */
export interface WayIn {
  readonly can: string;
  readonly pin?: string;
  readonly rights: readonly AuthenticationRight[];
}

/** Opens a card. Throws `WindowErrorCode`, and codes of io/reader and lib/eac. */
export async function openCard(
  card: Card,
  { can, pin, rights }: WayIn,
  { files, clock, cryptography }: TerminalMeans,
): Promise<OpenedCard> {
  const cardAccess = await run(readFile(masterFiles.cardAccess.shortFileId), card.transmit);
  if (cardAccess?.[0] !== 0x31) throw new EidError<WindowErrorCode>('card.not-eid');
  const chat = createChat(pin === undefined ? ['canAllowed', ...rights] : rights);
  const opened = await establish(card, { can, pin, cardAccess, chat });
  const within = opened.channel.transmit;

  const certificates = parseCertificates(bytes(readFileSync(files.chainFile)));
  const chain = buildChain(certificates, opened.authorities);
  const terminal = chain.at(-1) as (typeof chain)[number];
  const signer = await readSigner(files.keyFile);
  const agreed = infosOfKind(parseSecurityInfos(cardAccess), 'chip-authentication-domain-parameters')[0]?.curve ?? curve;
  const on = cryptography.curve(agreed);
  const ephemeral = on.keyPair(on.randomScalar(cryptography.random));
  const size = (ephemeral.point.length - 1) / 2;
  const claim = { protocol: terminal.publicKey.oid, chr: terminal.chr.text, compressedKey: bytes(ephemeral.point.slice(1, 1 + size)) };
  await run(verifyCertificates(chain), within);
  const challenge = await run(getChallenge(), within);
  const signature = signer.sign('SHA-256', terminalSignatureInput({ idPicc: opened.idPicc, challenge }, claim));
  await run(authenticateTerminal(claim, signature), within);

  const cardSecurity = await run(readFile(masterFiles.cardSecurity.shortFileId), within);
  if (cardSecurity === undefined) throw new EidError<WindowErrorCode>('document.not-authentic');
  const verdict = verifyCardSecurity({ cardAccess, cardSecurity }, await trustOf(files), clock(), cryptography);
  const chip = verdict.kind === 'genuine' ? usableChipAuthentication(verdict.infos) : undefined;
  if (chip === undefined) throw new EidError<WindowErrorCode>('document.not-authentic');
  const { protocol, keyId, point } = chip;
  const proof = await run(authenticateChip({ protocol, ...(keyId !== undefined && { keyId }) }, ephemeral.point), within);
  const channel = openChipChannel({ protocol, curve: chip.curve, chipKey: point, ephemeral }, proof, cryptography);
  const transmit = transmitInside(channel, card.transmit);
  await run(selectApplication(), transmit);
  const trusts = chain.filter(isLink).at(-1)?.chr.text ?? opened.authorities[0] ?? '';
  return { transmit, chipKey: point, trusts };
}

/** PACE with the CAN, and inside it with the PIN when there is one: also the last try of a PIN is then one that somebody means. */
async function establish(
  card: Card,
  {
    can,
    pin,
    cardAccess,
    chat,
  }: { readonly can: string; readonly pin: string | undefined; readonly cardAccess: Bytes; readonly chat: Chat },
): Promise<Extract<PaceResult, { readonly kind: 'established' }>> {
  using canPassword = digitsPassword('can', can);
  const byCan = await card.establishPace({ type: 'can', password: canPassword, cardAccess, ...(pin === undefined && { chat }) });
  if (byCan.kind !== 'established') throw new EidError<WindowErrorCode>('can.wrong');
  if (pin === undefined) return byCan;
  using password = digitsPassword('pin', pin);
  const byPin = await byCan.channel.establishPace({ type: 'pin', password, cardAccess, chat });
  if (byPin.kind === 'wrong-password') throw new EidError<WindowErrorCode>('pin.wrong', { left: byPin.triesLeft ?? 0 });
  if (byPin.kind !== 'established') throw new EidError<WindowErrorCode>(byPin.kind === 'blocked' ? 'pin.blocked' : 'pin.deactivated');
  return byPin;
}

/** The rights that the terminal's certificate has: what the office may do at a window at most. */
export function rightsOfTerminal({ chainFile }: TerminalFiles): readonly AuthenticationRight[] {
  const terminal = parseCertificates(bytes(readFileSync(chainFile))).at(-1);
  return terminal === undefined ? [] : rightsOf(terminal.chat);
}

/** A file by its short identifier, whole; `undefined` when the card does not give it. ISO 7816-4 11.3.3. */
export function* readFile(shortFileId: number): Protocol<Bytes | undefined> {
  const { data } = yield { cla: 0x00, ins: 0xb0, p1: 0x80 | shortFileId, p2: 0x00, expected: 65_536, extended: true };
  return data.length === 0 ? undefined : data;
}

/** Writes a file from its beginning; the status word. ISO 7816-4 11.3.5. */
export function* writeFile(shortFileId: number, content: Bytes): Protocol<number> {
  const { status } = yield { cla: 0x00, ins: 0xd6, p1: 0x80 | shortFileId, p2: 0x00, data: content };
  return status;
}

function* selectApplication(): Protocol<void> {
  yield { cla: 0x00, ins: 0xa4, p1: 0x04, p2: 0x0c, data: applicationIdentifiers.eId };
}

async function trustOf({ countrySignerFile, revocationListFile }: TerminalFiles): Promise<DocumentTrust> {
  const [signer, lists] = await Promise.all([readPublic(countrySignerFile), readPublic(revocationListFile)]);
  if (signer === undefined || lists === undefined) throw new EidError('internal', { at: 'country-signer' });
  return {
    countrySigners: [parseX509(certificateOctets(signer))],
    revocationLists: parseRevocationLists(lists),
    documentTypes: [profiles.hungarian.documentType],
  };
}
