// The chip's side of terminal authentication, one handler per command: TR-03110-2 3.3, TR-03110-3 2.5, A.6 and B.3.
import type { CommandApdu } from '../../apdu/index.ts';
import { status } from '../../apdu/index.ts';
import { type Bytes, parseLatin1 } from '../../bytes/index.ts';
import type { Cryptography } from '../../crypto/index.ts';
import { type Chat, type CvCertificate, holderOf, intersect, parseCertificate } from '../../cvc/index.ts';
import { isEidError } from '../../error/index.ts';
import { parseTlv, tlv } from '../../tlv/index.ts';
import { go, type TaContext, type TaStep } from './chip-step.ts';
import { challengeSize, parseClaim, terminalSignatureInput } from './messages.ts';
import { followLink, type ImportedKey, importKey, moveDate, type Trust, trustedKeys } from './trust.ts';

/** What the chip holds between the commands. It ends with the session, and with success. */
export interface TerminalAuthentication {
  /** Keys of document verifiers and terminals that were imported in this session. */
  readonly imported: readonly ImportedKey[];
  /** The key that MSE:Set DST chose. */
  readonly issuer?: ImportedKey;
  /** The one-time challenge r_PICC. */
  readonly challenge?: Bytes;
  /** What MSE:Set AT claimed. */
  readonly claim?: { readonly key: ImportedKey; readonly compressedKey: Bytes; readonly auxiliaryData?: Bytes };
}

/** Who the chip has in front of it. */
export interface AuthenticatedTerminal {
  readonly certificate: CvCertificate;
  /** Effective authorisation: the rights of all certificates and of PACE. */
  readonly chat: Chat;
  /** Comp of the only key that chip authentication will accept. */
  readonly compressedKey: Bytes;
  readonly auxiliaryData?: Bytes;
}

export const freshTerminalAuthentication: TerminalAuthentication = { imported: [] };

type TaCommand = 'selectIssuer' | 'verifyCertificate' | 'selectTerminal' | 'getChallenge' | 'authenticate';

type Handler = (state: TerminalAuthentication, command: CommandApdu, context: TaContext, cryptography: Cryptography) => TaStep;

/** The commands by what they do. Each is for a chip that has run PACE with a CHAT and has authenticated no terminal yet. */
export const terminalAuthenticationCommands: Readonly<Record<TaCommand, Handler>> = {
  /** 22 81 B6: 9000, 6A80 malformed, 6A88 unknown. */
  selectIssuer({ issuer: _, ...state }, { data }, { trust }) {
    const reference = attempt(() => parseTlv(data ?? new Uint8Array(0), 0x83).value);
    if (reference === undefined) return go(state, 0x6a80);
    const issuer = [...trustedKeys(trust), ...state.imported].find((key) => key.certificate.chr.text === parseLatin1(reference));
    return issuer === undefined ? go(state, 0x6a88) : go({ ...state, issuer });
  },

  /** 2A 00 BE: 9000, 6A80 malformed, 6985 no key selected, 6984 not acceptable. A link certificate changes the trust for good. */
  verifyCertificate(state, { data }, { trust, chat }, cryptography) {
    const { issuer, ...rest } = state;
    if (issuer === undefined) return go(state, 0x6985);
    const certificate = attempt(() => parseCertificate(tlv(0x7f21, data ?? new Uint8Array(0))), ['cvc.unsupported']);
    if (certificate === undefined) return go(rest, 0x6a80);
    const key = certificate === 'other' ? undefined : importKey(certificate, issuer, trust.currentDate, cryptography);
    if (key === undefined || key.chat.role !== chat.role) return go(rest, 0x6984);
    if (key.trustPoint) {
      const followed = followLink(key, trust);
      return followed === undefined ? go(rest, 0x6984) : { ...go(rest), ...changed(trust, followed) };
    }
    const imported = [...state.imported.filter((other) => other.certificate.chr.text !== key.certificate.chr.text), key];
    const movesDate = key.domestic && holderOf(key.certificate.chat) === 'dv-official';
    return { ...go({ ...rest, imported }), ...(movesDate && changed(trust, moveDate(trust, key.certificate.effective))) };
  },

  /** 22 81 A4: 9000, 6A80 malformed or another protocol than the key's, 6A88 unknown terminal. */
  selectTerminal(state, { data }) {
    const claim = attempt(() => parseClaim(data ?? new Uint8Array(0)));
    if (claim === undefined) return go(state, 0x6a80);
    const key = state.imported.find((one) => one.certificate.chr.text === parseLatin1(claim.chr));
    if (key === undefined || holderOf(key.certificate.chat) !== 'terminal') return go(state, 0x6a88);
    if (key.certificate.publicKey.oid !== claim.protocol) return go(state, 0x6a80);
    const { compressedKey, auxiliaryData } = claim;
    return go({ ...state, claim: { key, compressedKey, ...(auxiliaryData && { auxiliaryData }) } });
  },

  /** 84 00 00: a fresh challenge of eight octets. */
  getChallenge(state, _command, _context, cryptography) {
    const challenge = cryptography.random(challengeSize);
    return { kind: 'next', state: { ...state, challenge }, response: { data: challenge, status: 0x9000 } };
  },

  /** 82 00 00: 9000 authenticated, 6985 no challenge or no terminal selected, 6300 wrong signature. The challenge is spent either way. */
  authenticate({ challenge, ...state }, { data }, { trust, idPicc, chat }, cryptography) {
    const { claim } = state;
    if (challenge === undefined || claim === undefined) return go(state, 0x6985);
    const { key } = claim;
    const input = terminalSignatureInput({ idPicc, challenge }, claim);
    const right = cryptography.curve(key.key.curve).verify(key.key.hash, key.key.point, input, data ?? new Uint8Array(0));
    if (!right) return go(state, 0x6300);
    const { compressedKey, auxiliaryData } = claim;
    return {
      kind: 'authenticated',
      terminal: {
        certificate: key.certificate,
        chat: intersect(key.chat, chat),
        compressedKey,
        ...(auxiliaryData && { auxiliaryData }),
      },
      response: status(0x9000),
      ...(key.domestic && changed(trust, moveDate(trust, key.certificate.effective))),
    };
  },
};

function changed(before: Trust, after: Trust): { readonly trust?: Trust } {
  return after === before ? {} : { trust: after };
}

/** A decoded value; `undefined` when the octets are none; `'other'` for the codes that mean something else than malformed. */
function attempt<T>(decode: () => T): T | undefined;
function attempt<T>(decode: () => T, others: readonly string[]): T | 'other' | undefined;
function attempt<T>(decode: () => T, others: readonly string[] = []): T | 'other' | undefined {
  try {
    return decode();
  } catch (error) {
    if (!isEidError(error)) throw error;
    return others.includes(error.code) ? 'other' : undefined;
  }
}
