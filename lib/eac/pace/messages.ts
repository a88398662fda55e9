// The commands of PACE: MSE:Set AT and four times GENERAL AUTHENTICATE. TR-03110-3 B.1 and B.14.1.
import type { CommandApdu } from '../../apdu/index.ts';
import { type Bytes, concat } from '../../bytes/index.ts';
import { type Chat, encodeChat, parseChatValue } from '../../cvc/index.ts';
import { EidError } from '../../error/index.ts';
import { oidContent, parseOid, parseTlvs, tlv } from '../../tlv/index.ts';
import type { CipherSuite } from '../key-agreement/index.ts';

/**
 * `pace.refused`: the chip answers with a status word that no outcome stands for · `pace.malformed`: it answers with something else than the
 * step gives · `pace.same-key`: it sends our own key back · `pace.token-mismatch`: it does not know the password, or is not the one we spoke
 * with · `pace.unsupported`: not a protocol or curve that we speak.
 */
export type PaceErrorCode = 'pace.refused' | 'pace.malformed' | 'pace.same-key' | 'pace.token-mismatch' | 'pace.unsupported';

/** PACE with ECDH and generic mapping, by object identifier. @see TR-03110-3 A.1.1.1 */
export const paceProtocols: Readonly<Record<string, CipherSuite>> = {
  '0.4.0.127.0.7.2.2.4.2.2': 'AES-128',
  '0.4.0.127.0.7.2.2.4.2.3': 'AES-192',
  '0.4.0.127.0.7.2.2.4.2.4': 'AES-256',
};

/** Whether a protocol is one that we speak. A terminal takes the first such PACEInfo of EF.CardAccess. */
export function isPaceProtocol(protocol: string): boolean {
  return Object.hasOwn(paceProtocols, protocol);
}

/** References of the passwords. @see TR-03110-3 B.14.1 */
const passwordReferences = { mrz: 1, can: 2, pin: 3, puk: 4 } as const;

export type PasswordType = keyof typeof passwordReferences;

/** One PACEInfo: what a card can do. */
export interface PaceOffer {
  /** Dotted object identifier. */
  readonly protocol: string;
  /** Standardised domain parameters. */
  readonly parameterId: number;
}

/** What MSE:Set AT asks for. */
export interface PaceSelection {
  readonly protocol: string;
  readonly password: PasswordType;
  /** Only where the card offers several parameters for one protocol. */
  readonly parameterId?: number;
  /** The rights that the terminal will claim at most. */
  readonly chat?: Chat;
}

/** Tags within 7C, in the order of the steps. */
export const tag = {
  encryptedNonce: 0x80,
  mapping: { terminal: 0x81, chip: 0x82 },
  ephemeral: { terminal: 0x83, chip: 0x84 },
  token: { terminal: 0x85, chip: 0x86 },
  currentAuthority: 0x87,
  previousAuthority: 0x88,
} as const;

/** MSE:Set AT of PACE. */
export function encodePaceSelection({ protocol, password, parameterId, chat }: PaceSelection): CommandApdu {
  const data = concat(
    tlv(0x80, oidContent(protocol)),
    tlv(0x83, Uint8Array.of(passwordReferences[password])),
    ...(parameterId === undefined ? [] : [tlv(0x84, Uint8Array.of(parameterId))]),
    ...(chat === undefined ? [] : [encodeChat(chat)]),
  );
  return { cla: 0x00, ins: 0x22, p1: 0xc1, p2: 0xa4, data };
}

/**
 * The data of MSE:Set AT, its objects in any order, each once. Throws `pace.malformed` or a code of lib/tlv for what is no such template,
 * `pace.unsupported` for an unknown password, `cvc.malformed` for an unknown authorisation template.
 */
export function parsePaceSelection(data: Bytes): PaceSelection {
  const objects = new Map<number, Bytes>();
  for (const { tag, value } of parseTlvs(data)) {
    if (objects.has(tag) || ![0x80, 0x83, 0x84, 0x7f4c].includes(tag)) throw new EidError<PaceErrorCode>('pace.malformed', { tag });
    objects.set(tag, value);
  }
  const [protocol, reference, parameter, chat] = [0x80, 0x83, 0x84, 0x7f4c].map((tag) => objects.get(tag));
  if (protocol === undefined || reference?.length !== 1) throw new EidError<PaceErrorCode>('pace.malformed', { step: 'selection' });
  if (parameter !== undefined && parameter.length !== 1) throw new EidError<PaceErrorCode>('pace.malformed', { step: 'selection' });
  const password = (Object.keys(passwordReferences) as PasswordType[]).find((name) => passwordReferences[name] === reference[0]);
  if (password === undefined) throw new EidError<PaceErrorCode>('pace.unsupported', { password: reference[0] as number });
  return {
    protocol: parseOid(protocol),
    password,
    ...(parameter !== undefined && { parameterId: parameter[0] as number }),
    ...(chat !== undefined && { chat: parseChatValue(chat) }),
  };
}
