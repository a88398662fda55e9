// Transmit: commands for the card, already under secure messaging, and the card's answers. TR-03112-6 3.2.2.
import { type Bytes, toHex } from '../bytes/index.ts';
import { EidError } from '../error/index.ts';
import {
  childHex,
  children,
  childrenHex,
  encodeResult,
  expectElement,
  type Markup,
  optionalHex,
  parseResult,
  type Result,
  type XmlElement,
  xml,
} from '../xml/index.ts';
import { iso } from './namespaces.ts';
import { isoElement } from './paos.ts';
import type { EcardErrorCode } from './result.ts';

/** One command and the status words that let the batch go on: two octets exactly, one octet SW1; none means all. */
export interface InputApdu {
  readonly apdu: Bytes;
  readonly acceptable: readonly Bytes[];
}

export interface Transmit {
  readonly slotHandle?: Bytes;
  readonly inputs: readonly InputApdu[];
}

/** The card's answers as far as the batch came, the one that was not acceptable included. */
export interface TransmitResponse {
  readonly result: Result;
  readonly outputs: readonly Bytes[];
}

export function parseTransmit(body: XmlElement): Transmit {
  expectElement(body, 'Transmit', iso);
  const slotHandle = optionalHex(body, 'SlotHandle');
  const inputs = children(body, 'InputAPDUInfo').map((info) => ({
    apdu: childHex(info, 'InputAPDU'),
    acceptable: childrenHex(info, 'AcceptableStatusCode'),
  }));
  if (inputs.length === 0) throw new EidError('xml.missing', { name: 'InputAPDUInfo' });
  if (inputs.some(({ acceptable }) => acceptable.some((code) => code.length > 2))) {
    throw new EidError<EcardErrorCode>('ecard.value', { name: 'AcceptableStatusCode' });
  }
  return { ...(slotHandle && { slotHandle }), inputs };
}

/** Status codes are written in lower case: one peer compares them as text. */
export function encodeTransmit({ slotHandle, inputs }: Transmit): Markup {
  const infos = inputs.map(({ apdu, acceptable }) => {
    const codes = acceptable.map((code) => xml`<AcceptableStatusCode>${toHex(code)}</AcceptableStatusCode>`);
    return xml`<InputAPDUInfo><InputAPDU>${toHex(apdu)}</InputAPDU>${codes}</InputAPDUInfo>`;
  });
  const handle = slotHandle && xml`<SlotHandle>${toHex(slotHandle)}</SlotHandle>`;
  return isoElement('Transmit', xml`${handle}${infos}`);
}

/** Whether a status word is among the acceptable codes of a command. */
export function isAcceptable({ acceptable }: InputApdu, status: number): boolean {
  return acceptable.length === 0 || acceptable.some(([sw1, sw2]) => sw1 === status >> 8 && (sw2 === undefined || sw2 === (status & 0xff)));
}

export function parseTransmitResponse(body: XmlElement): TransmitResponse {
  expectElement(body, 'TransmitResponse', iso);
  return { result: parseResult(body), outputs: childrenHex(body, 'OutputAPDU') };
}

export function encodeTransmitResponse({ result, outputs }: TransmitResponse): Markup {
  const written = outputs.map((output) => xml`<OutputAPDU>${toHex(output)}</OutputAPDU>`);
  return isoElement('TransmitResponse', xml`${encodeResult(result)}${written}`);
}
