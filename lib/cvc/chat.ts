// Certificate Holder Authorization Template: terminal type, place in the hierarchy, and rights as bits. TR-03110-3 C.1.5 and C.4.
import { type Bytes, bytes, equal } from '../bytes/index.ts';
import { EidError } from '../error/index.ts';
import { oid, parseOid, TlvReader, tlv } from '../tlv/index.ts';
import type { CvcErrorCode } from './error.ts';
import { roleIdentifiers } from './object-identifiers.ts';

/** Inspection system, authentication terminal, signature terminal. */
export type Role = keyof typeof roleIdentifiers;

/** Place in the hierarchy: the two highest bits. */
export type Holder = 'cvca' | 'dv-official' | 'dv-other' | 'terminal';

/** Authorisation of a certificate holder; `bits` is 5 octets for AT, 1 for IS and ST, bit 0 lowest in the last octet. */
export interface Chat {
  readonly role: Role;
  readonly bits: Bytes;
}

/** Rights of an authentication terminal: name → bit. @see TR-03110-4 2.2.3.2 */
export const authenticationRights = {
  writeDg17: 37,
  writeDg18: 36,
  writeDg19: 35,
  writeDg20: 34,
  writeDg21: 33,
  writeDg22: 32,
  pseudonymousSignature: 30,
  readDg22: 29,
  readDg21: 28,
  readDg20: 27,
  readDg19: 26,
  readDg18: 25,
  readDg17: 24,
  readDg16: 23,
  readDg15: 22,
  readDg14: 21,
  readDg13: 20,
  readDg12: 19,
  readDg11: 18,
  readDg10: 17,
  readDg9: 16,
  readDg8: 15,
  readDg7: 14,
  readDg6: 13,
  readDg5: 12,
  readDg4: 11,
  readDg3: 10,
  readDg2: 9,
  readDg1: 8,
  installQualifiedCertificate: 7,
  installCertificate: 6,
  pinManagement: 5,
  canAllowed: 4,
  privilegedTerminal: 3,
  restrictedIdentification: 2,
  communityIdVerification: 1,
  ageVerification: 0,
} as const;

export type AuthenticationRight = keyof typeof authenticationRights;

const rightNames = Object.keys(authenticationRights) as readonly AuthenticationRight[];
const sizes: Readonly<Record<Role, number>> = { IS: 1, AT: 5, ST: 1 };
const holders: Readonly<Record<Holder, number>> = { cvca: 0xc0, 'dv-official': 0x80, 'dv-other': 0x40, terminal: 0x00 };

/** The template of an authentication terminal, or of an authority above it, with these rights. */
export function createChat(rights: Iterable<AuthenticationRight>, holder: Holder = 'terminal'): Chat {
  const bits = new Uint8Array(sizes.AT);
  for (const right of rights) {
    const { index, mask } = position(right);
    bits[index] = (bits[index] as number) | mask;
  }
  bits[0] = (bits[0] as number) | holders[holder];
  return { role: 'AT', bits };
}

/** Whether an AT template holds a right; false for other terminal types. */
export function hasRight(chat: Chat, right: AuthenticationRight): boolean {
  const { index, mask } = position(right);
  return chat.role === 'AT' && ((chat.bits[index] as number) & mask) !== 0;
}

/** The rights of an AT template, highest bit first. */
export function rightsOf(chat: Chat): readonly AuthenticationRight[] {
  return rightNames.filter((right) => hasRight(chat, right));
}

export function holderOf(chat: Chat): Holder {
  const place = (chat.bits[0] as number) & 0xc0;
  return (Object.keys(holders) as Holder[]).find((holder) => holders[holder] === place) as Holder;
}

/**
 * Rights in both templates, as a terminal's template: the effective authorisation is the intersection along the chain and with the template
 * confined to PACE. The place in the hierarchy takes no part. Throws `cvc.role-mismatch` for different terminal types.
 *
 * @see TR-03110-3 2.7
 */
export function intersect(left: Chat, right: Chat): Chat {
  return combine(left, right, (a, b) => a & b);
}

/** Rights in either template, as a terminal's template: required and chosen optional rights together. Throws `cvc.role-mismatch`. */
export function union(left: Chat, right: Chat): Chat {
  return combine(left, right, (a, b) => a | b);
}

/** Whether every right of `inner` is one of `outer`, both of one terminal type. */
export function isSubset(inner: Chat, outer: Chat): boolean {
  return inner.role === outer.role && equal(intersect(inner, outer).bits, intersect(inner, inner).bits);
}

/** The object 7F4C. */
export function encodeChat(chat: Chat): Bytes {
  return tlv(0x7f4c, oid(roleIdentifiers[chat.role]), tlv(0x53, chat.bits));
}

/** A whole object 7F4C; else `cvc.malformed` or a code of lib/tlv. */
export function parseChat(octets: Uint8Array): Chat {
  const reader = new TlvReader(octets);
  const chat = parseChatValue(reader.take(0x7f4c));
  reader.end();
  return chat;
}

/** The value of an object 7F4C, as a template that holds one gives it. */
export function parseChatValue(value: Uint8Array): Chat {
  const reader = new TlvReader(value);
  const identifier = parseOid(reader.take(0x06));
  const bits = reader.take(0x53);
  reader.end();
  const role = (Object.keys(roleIdentifiers) as Role[]).find((name) => roleIdentifiers[name] === identifier);
  if (role === undefined || bits.length !== sizes[role]) throw new EidError<CvcErrorCode>('cvc.malformed', { field: 'chat' });
  return { role, bits };
}

function combine(left: Chat, right: Chat, operation: (a: number, b: number) => number): Chat {
  if (left.role !== right.role) throw new EidError<CvcErrorCode>('cvc.role-mismatch', { left: left.role, right: right.role });
  const bits = bytes(left.bits.map((octet, i) => operation(octet, right.bits[i] as number)));
  bits[0] = (bits[0] as number) & 0x3f;
  return { role: left.role, bits };
}

function position(right: AuthenticationRight): { index: number; mask: number } {
  const bit = authenticationRights[right];
  return { index: sizes.AT - 1 - (bit >> 3), mask: 1 << (bit & 7) };
}
