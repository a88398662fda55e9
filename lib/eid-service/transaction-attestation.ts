// TransactionAttestation: a relying party asks for a proof of the sign-in that it can show to others. TR-03130-1 3.3.11 and 3.3.16; the formats are not
// the standard's business.
import { EidError } from '../error/index.ts';
import { childText, type Markup, optional, optionalText, type XmlElement, type XmlErrorCode, xml } from '../xml/index.ts';

/** The format that we know: a JSON Web Signature in compact form by the key of the eID interface. */
export const attestationFormat = 'urn:eszig:eID:attestation:jws';

export interface AttestationRequest {
  /** A URI. */
  readonly format: string;
  /** An identifier or hash of the relying party's; it stands in the proof as it was sent. At most 1024 characters. */
  readonly context?: string;
}

export interface Attestation {
  readonly format: string;
  readonly data: string;
}

const [request, response] = ['TransactionAttestationRequest', 'TransactionAttestationResponse'] as const;

export function parseAttestationRequest(element: XmlElement): AttestationRequest {
  const format = childText(element, 'TransactionAttestationFormat');
  const context = optionalText(element, 'TransactionContext');
  if (format === '' || (context?.length ?? 0) > 1024) throw new EidError<XmlErrorCode>('xml.value', { name: request });
  return { format, ...(context !== undefined && { context }) };
}

export function encodeAttestationRequest(asked: AttestationRequest): Markup | undefined {
  return optional(`eid:${request}`, encodeAttestationQuestion(asked));
}

/** The content of the request alone. */
export function encodeAttestationQuestion({ format, context }: AttestationRequest): Markup {
  return xml`<eid:TransactionAttestationFormat>${format}</eid:TransactionAttestationFormat>${optional('eid:TransactionContext', context)}`;
}

export function parseAttestation(element: XmlElement): Attestation {
  return { format: childText(element, 'TransactionAttestationFormat'), data: childText(element, 'TransactionAttestationData') };
}

export function encodeAttestation(attestation: Attestation): Markup | undefined {
  return optional(`eid:${response}`, encodeAttestationProof(attestation));
}

/** The content of the answer alone. */
export function encodeAttestationProof({ format, data }: Attestation): Markup {
  return xml`<eid:TransactionAttestationFormat>${format}</eid:TransactionAttestationFormat><eid:TransactionAttestationData>${data}</eid:TransactionAttestationData>`;
}
