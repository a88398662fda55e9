// A terminal and the authorities above it, for the tests of the chip: one sign-in by the general authentication procedure, each part changeable.
import { type CommandApdu, type Protocol, type ResponseApdu, runSync } from '../apdu/index.ts';
import type { Bytes } from '../bytes/index.ts';
import type { Cryptography, KeyPair, Signer } from '../crypto/index.ts';
import { type AuthenticationRight, authenticationRights, type CvCertificate, createChat } from '../cvc/index.ts';
import { authenticateChip, openChipChannel } from '../eac/ca/index.ts';
import { digitsPassword, establishPace } from '../eac/pace/index.ts';
import { encodeSectorKey, sectorKeyHash } from '../eac/ri/index.ts';
import { authenticateTerminal, getChallenge, terminalSignatureInput, verifyCertificates } from '../eac/ta/index.ts';
import { type SecureChannel, secured } from '../secure-messaging/index.ts';
import { type insertCard, issue, newSigner, offer, protocols } from './test-world.ts';

const curve = 'brainpoolP256r1';
export const allRights = Object.keys(authenticationRights) as AuthenticationRight[];

export interface Authorities {
  readonly root: { readonly chr: string; readonly signer: Signer; readonly certificate: CvCertificate };
  readonly verifier: { readonly chr: string; readonly signer: Signer };
  readonly terminal: { readonly chr: string; readonly signer: Signer };
  /** Sector keys of the terminal: 7F49 objects. */
  readonly sectorKeys: readonly Bytes[];
}

export function establishAuthorities(cryptography: Cryptography): Authorities {
  const root = { chr: 'HUCVCA00001', signer: newSigner(cryptography) };
  return {
    root: { ...root, certificate: issue(root, { ...root, place: 'cvca', rights: allRights }) },
    verifier: { chr: 'HUDV00001', signer: newSigner(cryptography) },
    terminal: { chr: 'HUAT00001', signer: newSigner(cryptography) },
    sectorKeys: [0, 1].map(() =>
      encodeSectorKey({ protocol: protocols.restrictedIdentification, curve, point: newSigner(cryptography).point }),
    ),
  };
}

type Changes = Parameters<typeof issue>[2];

/** Document verifier and terminal certificate, top-down. */
export function chainOf(
  { root, verifier, terminal, sectorKeys }: Authorities,
  cryptography: Cryptography,
  of: {
    rights?: readonly AuthenticationRight[];
    verifierRights?: readonly AuthenticationRight[];
    verifier?: Changes;
    terminal?: Changes;
  } = {},
): readonly CvCertificate[] {
  const sectorHashes = sectorKeys.map((key) => sectorKeyHash(key, 'SHA-256', cryptography));
  return [
    issue(root, { ...verifier, place: 'dv-official', rights: of.verifierRights ?? allRights }, of.verifier),
    issue(
      verifier,
      { ...terminal, place: 'terminal', rights: of.rights ?? allRights },
      { extensions: { sectorHashes, others: [] }, ...of.terminal },
    ),
  ];
}

export type Slot = ReturnType<typeof insertCard>;

/** One command as a protocol of its own. */
export function* one(command: Omit<CommandApdu, 'cla'> & { readonly cla?: number }): Protocol<ResponseApdu> {
  return yield { cla: 0, ...command };
}

/** A channel that moves on by itself. */
export function speaker(slot: Slot, opened: SecureChannel) {
  let channel = opened;
  return <T>(protocol: Protocol<T>): T => {
    const [result, next] = runSync(secured(protocol, channel), slot.send);
    channel = next;
    return result;
  };
}

export interface SignIn {
  readonly cryptography: Cryptography;
  readonly authorities: Authorities;
  readonly chain?: readonly CvCertificate[];
  /** What the holder lets the terminal have. */
  readonly permitted?: readonly AuthenticationRight[];
  readonly auxiliaryData?: Bytes;
  readonly password?: readonly ['pin' | 'can', string];
  /** Id of the chip's key, and its place on the card; the first key where nothing else is said. */
  readonly chipKey?: { readonly keyId: number; readonly index: number };
}

/** PACE, with the PIN where nothing else is said; the channel, and what terminal authentication needs of it. */
export function openWithPin(slot: Slot, { cryptography, permitted = allRights, password = ['pin', '123456'] }: SignIn) {
  const outcome = runSync(
    establishPace({ offer, password: digitsPassword(...password), chat: createChat(permitted) }, cryptography),
    slot.send,
  );
  if (outcome.kind !== 'established') throw new Error(outcome.kind);
  return { speak: speaker(slot, outcome.channel), idPicc: outcome.idPicc, channel: outcome.channel };
}

/** PACE and terminal authentication; `speak` still goes through the channel of PACE. */
export function authenticate(slot: Slot, signIn: SignIn) {
  const { cryptography, authorities, auxiliaryData } = signIn;
  const chain = signIn.chain ?? chainOf(authorities, cryptography);
  const { speak, idPicc } = openWithPin(slot, signIn);
  const on = cryptography.curve(curve);
  const ephemeral = on.keyPair(on.randomScalar(cryptography.random));
  const terminal = chain.at(-1) as CvCertificate;
  const claim = {
    protocol: terminal.publicKey.oid,
    chr: terminal.chr.text,
    compressedKey: ephemeral.point.slice(1, 33),
    ...(auxiliaryData && { auxiliaryData }),
  };
  speak(verifyCertificates(chain));
  const challenge = speak(getChallenge());
  const signature = authorities.terminal.signer.sign('SHA-256', terminalSignatureInput({ idPicc, challenge }, claim));
  speak(authenticateTerminal(claim, signature));
  return { speak, ephemeral };
}

/** All of it: `speak` goes through the channel of chip authentication. */
export function signIn(slot: Slot, options: SignIn) {
  const { speak, ephemeral } = authenticate(slot, options);
  return { speak: proveChip(slot, speak, ephemeral, options.cryptography, options.chipKey) };
}

export function proveChip(
  slot: Slot,
  speak: ReturnType<typeof speaker>,
  ephemeral: KeyPair,
  cryptography: Cryptography,
  { keyId, index }: NonNullable<SignIn['chipKey']> = { keyId: 1, index: 0 },
) {
  const protocol = protocols.chipAuthentication;
  const proof = speak(authenticateChip({ protocol, keyId }, ephemeral.point));
  const chipKey = cryptography.curve(curve).keyPair(slot.kept.chipKeys[index]?.secret as Bytes).point;
  return speaker(slot, openChipChannel({ protocol, curve, chipKey, ephemeral }, proof, cryptography));
}
