// EACAdditionalInput: the signature that EAC2 left out, over the challenge that the client then sent. TR-03112-7 3.6.4.5.
import type { Bytes } from '../bytes/index.ts';
import { childHex, type Markup, optional, type XmlElement, xml } from '../xml/index.ts';
import { type DidAddress, encodeDidRequest, parseDidRequest } from './did-authenticate.ts';

export interface EacAdditionalInput extends DidAddress {
  readonly signature: Bytes;
}

const inputType = 'EACAdditionalInputType';

export function parseEacAdditionalInput(body: XmlElement): EacAdditionalInput {
  const { address, data } = parseDidRequest(body, inputType);
  return { ...address, signature: childHex(data, 'Signature') };
}

export function encodeEacAdditionalInput(input: EacAdditionalInput): Markup {
  return encodeDidRequest(input, inputType, xml`${optional('Signature', input.signature)}`);
}
