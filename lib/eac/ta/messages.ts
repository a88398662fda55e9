// The commands of terminal authentication, version 2, at both ends: TR-03110-3 A.6 and B.3 (MSE, PSO, GET CHALLENGE, EXTERNAL AUTHENTICATE).
import type { CommandApdu } from '../../apdu/index.ts';
import { type Bytes, concat, latin1 } from '../../bytes/index.ts';
import type { CvCertificate } from '../../cvc/index.ts';
import { EidError } from '../../error/index.ts';
import { oidContent, parseOid, parseTlvs, tlv } from '../../tlv/index.ts';

/**
 * `ta.certificate-refused`: the chip does not accept a certificate of the chain · `ta.signature-refused`: it does not accept the terminal's
 * signature · `ta.refused`: another command failed · `ta.malformed`: not such a command or answer.
 */
export type TaErrorCode = 'ta.certificate-refused' | 'ta.signature-refused' | 'ta.refused' | 'ta.malformed';

/** Octets of the chip's challenge r_PICC. */
export const challengeSize = 8;

/** Who the terminal says it is, and what it binds to that. */
export interface TerminalClaim {
  /** Protocol of the terminal's key, dotted. */
  readonly protocol: string;
  /** Holder reference of the terminal certificate. */
  readonly chr: string;
  /** Comp of the ephemeral key for chip authentication. */
  readonly compressedKey: Bytes;
  /** The whole object 67; absent when there is none. */
  readonly auxiliaryData?: Bytes;
}

/**
 * What the terminal signs: ID_PICC ‖ r_PICC ‖ Comp(PK_PCD) ‖ A_PCD.
 *
 * @see TR-03110-3 A.6.4
 */
export function terminalSignatureInput(
  chip: { readonly idPicc: Bytes; readonly challenge: Bytes },
  claim: Pick<TerminalClaim, 'compressedKey' | 'auxiliaryData'>,
): Bytes {
  return concat(chip.idPicc, chip.challenge, claim.compressedKey, claim.auxiliaryData ?? new Uint8Array(0));
}

/** MSE:Set DST: the key that verifies the next certificate, by its holder reference. */
export function encodeKeyReference(reference: string): CommandApdu {
  return { cla: 0x00, ins: 0x22, p1: 0x81, p2: 0xb6, data: tlv(0x83, latin1(reference) as Bytes) };
}

/** PSO:VERIFY CERTIFICATE: body and signature, without the outer 7F21. */
export function encodeCertificateCommand({ bodyRaw, signature }: CvCertificate): CommandApdu {
  return { cla: 0x00, ins: 0x2a, p1: 0x00, p2: 0xbe, data: concat(bodyRaw, tlv(0x5f37, signature)) };
}

/** MSE:Set AT of terminal authentication. */
export function encodeClaim({ protocol, chr, compressedKey, auxiliaryData }: TerminalClaim): CommandApdu {
  const data = concat(
    tlv(0x80, oidContent(protocol)),
    tlv(0x83, latin1(chr) as Bytes),
    auxiliaryData ?? new Uint8Array(0),
    tlv(0x91, compressedKey),
  );
  return { cla: 0x00, ins: 0x22, p1: 0x81, p2: 0xa4, data };
}

/** The data of MSE:Set AT, its objects in any order, each once; `ta.malformed` or a code of lib/tlv for anything else. */
export function parseClaim(data: Bytes): Omit<TerminalClaim, 'chr'> & { readonly chr: Bytes } {
  const objects = new Map<number, Bytes>();
  for (const { tag, value } of parseTlvs(data)) {
    if (objects.has(tag) || ![0x80, 0x83, 0x67, 0x91].includes(tag)) throw malformed();
    objects.set(tag, value);
  }
  const [protocol, chr, auxiliary, compressedKey] = [0x80, 0x83, 0x67, 0x91].map((tag) => objects.get(tag));
  if (protocol === undefined || chr === undefined || compressedKey === undefined) throw malformed();
  return { protocol: parseOid(protocol), chr, compressedKey, ...(auxiliary !== undefined && { auxiliaryData: tlv(0x67, auxiliary) }) };
}

function malformed(): EidError<TaErrorCode> {
  return new EidError<TaErrorCode>('ta.malformed');
}
