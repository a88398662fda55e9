// The terminal's side of terminal authentication, as the client relays it for the eID server: TR-03110-2 3.3, TR-03110-3 A.6.
import type { Protocol } from '../../apdu/index.ts';
import type { Bytes } from '../../bytes/index.ts';
import type { CvCertificate } from '../../cvc/index.ts';
import { EidError } from '../../error/index.ts';
import {
  challengeSize,
  encodeCertificateCommand,
  encodeClaim,
  encodeKeyReference,
  type TaErrorCode,
  type TerminalClaim,
} from './messages.ts';

/**
 * Has the chip verify a chain, top-down from the certificate that one of its trust points issued. Throws `ta.certificate-refused` with the
 * holder reference and the status word of the first certificate that it does not accept.
 */
export function* verifyCertificates(chain: readonly CvCertificate[]): Protocol<void> {
  for (const certificate of chain) {
    for (const command of [encodeKeyReference(certificate.car.text), encodeCertificateCommand(certificate)]) {
      const { status } = yield command;
      if (status !== 0x9000) throw refusal('ta.certificate-refused', status, { holder: certificate.chr.text });
    }
  }
}

/** The challenge r_PICC that the terminal signs. It may be asked for before or after the certificates. */
export function* getChallenge(): Protocol<Bytes> {
  const { data, status } = yield { cla: 0x00, ins: 0x84, p1: 0x00, p2: 0x00, expected: challengeSize };
  if (status !== 0x9000) throw refusal('ta.refused', status, { step: 'challenge' });
  if (data.length !== challengeSize) throw new EidError<TaErrorCode>('ta.malformed', { step: 'challenge' });
  return data;
}

/**
 * Claims an identity whose certificate the chip has verified, and proves it. Throws `ta.refused`, or `ta.signature-refused`.
 *
 * @param signature r‖s over `terminalSignatureInput`
 */
export function* authenticateTerminal(claim: TerminalClaim, signature: Bytes): Protocol<void> {
  const claimed = yield encodeClaim(claim);
  if (claimed.status !== 0x9000) throw refusal('ta.refused', claimed.status, { step: 'claim' });
  const proved = yield { cla: 0x00, ins: 0x82, p1: 0x00, p2: 0x00, data: signature };
  if (proved.status !== 0x9000) throw refusal('ta.signature-refused', proved.status);
}

function refusal(code: TaErrorCode, status: number, facts: Readonly<Record<string, string>> = {}): EidError<TaErrorCode> {
  return new EidError<TaErrorCode>(code, { ...facts, status: status.toString(16).toUpperCase() });
}
