// EAC2: the server's ephemeral key and signature go to the chip, the chip's answer and EF.CardSecurity come back. TR-03112-7 3.6.4.3 and .4.
import type { Bytes } from '../bytes/index.ts';
import { toHex } from '../bytes/index.ts';
import { childHex, childrenHex, type Markup, optional, optionalHex, type XmlElement, xml } from '../xml/index.ts';
import {
  type DidAddress,
  type DidResponse,
  encodeDidRequest,
  encodeDidResponse,
  parseDidRequest,
  parseDidResponse,
} from './did-authenticate.ts';

export interface Eac2Input extends DidAddress {
  /** More certificates (links, DVs) for a chain that EAC1 left open. */
  readonly certificates: readonly Bytes[];
  /** Uncompressed point 04‖x‖y. */
  readonly ephemeralPublicKey: Bytes;
  /** Plain signature r‖s; absent when the server wants a fresh challenge first. */
  readonly signature?: Bytes;
}

/** What the chip said after Chip Authentication, or a challenge still to be signed. */
export type Eac2Output =
  | { readonly kind: 'authenticated'; readonly efCardSecurity: Bytes; readonly authenticationToken: Bytes; readonly nonce: Bytes }
  | { readonly kind: 'challenge'; readonly challenge: Bytes };

const inputType = 'EAC2InputType';
const outputType = 'EAC2OutputType';

export function parseDidAuthenticateEac2(body: XmlElement): Eac2Input {
  const { address, data } = parseDidRequest(body, inputType);
  const signature = optionalHex(data, 'Signature');
  return {
    ...address,
    certificates: childrenHex(data, 'Certificate'),
    ephemeralPublicKey: childHex(data, 'EphemeralPublicKey'),
    ...(signature && { signature }),
  };
}

export function encodeDidAuthenticateEac2(input: Eac2Input): Markup {
  const certificates = input.certificates.map((certificate) => xml`<Certificate>${toHex(certificate)}</Certificate>`);
  return encodeDidRequest(
    input,
    inputType,
    xml`${certificates}${optional('EphemeralPublicKey', input.ephemeralPublicKey)}${optional('Signature', input.signature)}`,
  );
}

/** The answer to EAC2 and to EACAdditionalInput alike. */
export function parseDidAuthenticateEac2Response(body: XmlElement): DidResponse<Eac2Output> {
  return parseDidResponse(body, outputType, (data) => {
    const challenge = optionalHex(data, 'Challenge');
    if (challenge !== undefined) return { kind: 'challenge', challenge };
    return {
      kind: 'authenticated',
      efCardSecurity: childHex(data, 'EFCardSecurity'),
      authenticationToken: childHex(data, 'AuthenticationToken'),
      nonce: childHex(data, 'Nonce'),
    };
  });
}

export function encodeDidAuthenticateEac2Response(response: DidResponse<Eac2Output>): Markup {
  return encodeDidResponse(response, outputType, response.output && encodeOutput(response.output));
}

function encodeOutput(output: Eac2Output): Markup {
  if (output.kind === 'challenge') return xml`${optional('Challenge', output.challenge)}`;
  return xml`${optional('EFCardSecurity', output.efCardSecurity)}${optional('AuthenticationToken', output.authenticationToken)}${optional('Nonce', output.nonce)}`;
}
