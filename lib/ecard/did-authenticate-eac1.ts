// EAC1: the server shows its certificates and what it would read; the client answers after the PIN. TR-03112-7 3.6.4.1 and .2.
import { type Bytes, toHex } from '../bytes/index.ts';
import { EidError } from '../error/index.ts';
import {
  childHex,
  children,
  childrenHex,
  type Markup,
  optional,
  optionalChild,
  optionalHex,
  textOf,
  type XmlElement,
  xml,
} from '../xml/index.ts';
import {
  type DidAddress,
  type DidResponse,
  encodeDidRequest,
  encodeDidResponse,
  parseDidRequest,
  parseDidResponse,
} from './did-authenticate.ts';
import type { EcardErrorCode } from './result.ts';

/** Certificates are CV certificates (7F21), CHATs whole objects 7F4C, auxiliary data the whole object 67. */
export interface Eac1Input extends DidAddress {
  readonly certificates: readonly Bytes[];
  readonly certificateDescription: Bytes;
  readonly requiredChat?: Bytes;
  readonly optionalChat?: Bytes;
  readonly auxiliaryData?: Bytes;
  readonly transactionInfo?: string;
  /** Kinds of eID that will be accepted, by the names of TR-03130; nothing said means any. */
  readonly acceptedEidTypes?: readonly string[];
}

export interface Eac1Output {
  /** Object 7F4C; absent when the holder took nothing away. */
  readonly chat?: Bytes;
  /** At most two, the current one first. */
  readonly certificationAuthorityReferences: readonly string[];
  readonly efCardAccess: Bytes;
  readonly idPicc: Bytes;
  /** r_PICC, 8 octets. */
  readonly challenge: Bytes;
}

const inputType = 'EAC1InputType';
const outputType = 'EAC1OutputType';

export function parseDidAuthenticateEac1(body: XmlElement): Eac1Input {
  const { address, data } = parseDidRequest(body, inputType);
  const certificates = childrenHex(data, 'Certificate');
  if (certificates.length === 0) throw new EidError('xml.missing', { name: 'Certificate' });
  const requiredChat = optionalHex(data, 'RequiredCHAT');
  const optionalChat = optionalHex(data, 'OptionalCHAT');
  const auxiliaryData = optionalHex(data, 'AuthenticatedAuxiliaryData');
  const transactionInfo = optionalChild(data, 'TransactionInfo');
  const acceptedEidTypes = children(data, 'AcceptedEIDType').map((element) => textOf(element).trim());
  return {
    ...address,
    certificates,
    certificateDescription: childHex(data, 'CertificateDescription'),
    ...(requiredChat && { requiredChat }),
    ...(optionalChat && { optionalChat }),
    ...(auxiliaryData && { auxiliaryData }),
    ...(transactionInfo && { transactionInfo: textOf(transactionInfo) }),
    ...(acceptedEidTypes.length > 0 && { acceptedEidTypes }),
  };
}

export function encodeDidAuthenticateEac1(input: Eac1Input): Markup {
  const certificates = input.certificates.map((certificate) => xml`<Certificate>${toHex(certificate)}</Certificate>`);
  const accepted = input.acceptedEidTypes?.map((type) => xml`<AcceptedEIDType>${type}</AcceptedEIDType>`);
  return encodeDidRequest(
    input,
    inputType,
    xml`${certificates}${optional('CertificateDescription', input.certificateDescription)}${optional('RequiredCHAT', input.requiredChat)}${optional('OptionalCHAT', input.optionalChat)}${optional('AuthenticatedAuxiliaryData', input.auxiliaryData)}${optional('TransactionInfo', input.transactionInfo)}${accepted}`,
  );
}

export function parseDidAuthenticateEac1Response(body: XmlElement): DidResponse<Eac1Output> {
  return parseDidResponse(body, outputType, (data) => {
    const chat = optionalHex(data, 'CertificateHolderAuthorizationTemplate');
    const references = children(data, 'CertificationAuthorityReference').map((element) => textOf(element).trim());
    if (references.length > 2 || references.some((reference) => !/^[A-Z]{2}.{6,14}$/.test(reference))) {
      throw new EidError<EcardErrorCode>('ecard.value', { name: 'CertificationAuthorityReference' });
    }
    return {
      ...(chat && { chat }),
      certificationAuthorityReferences: references,
      efCardAccess: childHex(data, 'EFCardAccess'),
      idPicc: childHex(data, 'IDPICC'),
      challenge: childHex(data, 'Challenge'),
    };
  });
}

export function encodeDidAuthenticateEac1Response(response: DidResponse<Eac1Output>): Markup {
  const { output } = response;
  const references = output?.certificationAuthorityReferences.map(
    (reference) => xml`<CertificationAuthorityReference>${reference}</CertificationAuthorityReference>`,
  );
  const data =
    output &&
    xml`${optional('CertificateHolderAuthorizationTemplate', output.chat)}${references}${optional('EFCardAccess', output.efCardAccess)}${optional('IDPICC', output.idPicc)}${optional('Challenge', output.challenge)}`;
  return encodeDidResponse(response, outputType, data);
}
