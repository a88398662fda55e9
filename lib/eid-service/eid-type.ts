// In what the eID lives, as a relying party may allow or deny it, and as it learns which it was. TR-03130-1 3.3 and 3.4.
import { EidError } from '../error/index.ts';
import { type Markup, textOf, type XmlElement, type XmlErrorCode, xml } from '../xml/index.ts';
import { eid } from './operations.ts';

/** A card, secure elements of two kinds, the key store of a phone. */
const eidTypes = ['CardCertified', 'SECertified', 'SEEndorsed', 'HWKeyStore'] as const;
export type EidType = (typeof eidTypes)[number];

/** What is not named is allowed. */
export type EidTypeRequest = Readonly<Partial<Record<EidType, 'ALLOWED' | 'DENIED'>>>;

export function parseEidTypes(element: XmlElement): EidTypeRequest {
  const types: Partial<Record<EidType, 'ALLOWED' | 'DENIED'>> = {};
  for (const child of element.children) {
    const type = typeOf(child);
    if (types[type] !== undefined) throw new EidError<XmlErrorCode>('xml.doubled', { name: type });
    const word = textOf(child).trim();
    if (word !== 'ALLOWED' && word !== 'DENIED') throw new EidError<XmlErrorCode>('xml.value', { name: type });
    types[type] = word;
  }
  return types;
}

export function encodeEidTypes(types: EidTypeRequest): Markup {
  return xml`<eid:EIDTypeRequest>${encodeEidTypeWords(types)}</eid:EIDTypeRequest>`;
}

/** The content of the request alone. */
export function encodeEidTypeWords(types: EidTypeRequest): readonly Markup[] {
  return eidTypes.filter((type) => types[type] !== undefined).map((type) => element(type, types[type] ?? ''));
}

/** The one type that was used. */
export function parseUsedType({ children }: XmlElement): EidType {
  const [used, ...others] = children;
  if (used === undefined || others.length > 0 || textOf(used).trim() !== 'USED') {
    throw new EidError<XmlErrorCode>('xml.value', { name: 'EIDTypeResponse' });
  }
  return typeOf(used);
}

export function encodeUsedType(type: EidType): Markup {
  return xml`<eid:EIDTypeResponse>${encodeUsedTypeWord(type)}</eid:EIDTypeResponse>`;
}

/** The content of the answer alone. */
export function encodeUsedTypeWord(type: EidType): Markup {
  return element(type, 'USED');
}

function element(type: EidType, word: string): Markup {
  return { markup: `<eid:${type}>${word}</eid:${type}>` };
}

function typeOf({ name, namespace }: XmlElement): EidType {
  const type = eidTypes.find((known) => known === name && namespace === eid);
  if (type === undefined) throw new EidError<XmlErrorCode>('xml.unexpected', { name });
  return type;
}
