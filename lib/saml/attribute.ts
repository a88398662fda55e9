// Attributes of an assertion, as both profiles write them. SAML Core 2.7.3.
import type { PlaceValue } from '../eid-service/index.ts';
import { attribute, attributesOf, child, children, expectElement, type Markup, schemaType, type XmlElement, xml } from '../xml/index.ts';
import { namespaces } from './names.ts';
import { flag, required } from './values.ts';

/** Whether values have the types of the standard, or are plain text, since some service providers' software refuses types that it does not know. */
export type ValueForm = 'typed' | 'plain';

export interface SamlAttribute {
  readonly name: string;
  readonly friendlyName?: string;
  readonly nameFormat?: string;
  /** The card has no such data group. */
  readonly notOnChip?: boolean;
  readonly value: {
    /** Prefixed with `xs`, `eid` or `eidas`. */
    readonly type?: string;
    /** The version of the form of a value, where it has one. */
    readonly version?: number;
    readonly content: Markup;
  };
}

/** An attribute that was received. */
export interface ReceivedAttribute {
  readonly name: string;
  readonly notOnChip: boolean;
  /** The local part of its type, if it says one. */
  readonly type?: string;
  readonly value: XmlElement;
}

/** The statement with these; the prefixes of types are those that the assertion declares. */
export function encodeAttributes(list: readonly SamlAttribute[]): Markup {
  const written = list.map(({ name, friendlyName, nameFormat, notOnChip, value }) => {
    const start = attributesOf({
      FriendlyName: friendlyName,
      Name: name,
      NameFormat: nameFormat,
      'eid:AttributeNotOnChip': notOnChip || undefined,
    });
    const inner = attributesOf({ Version: value.version, 'xsi:type': value.type });
    return xml`<saml2:Attribute${start}><saml2:AttributeValue${inner}>${value.content}</saml2:AttributeValue></saml2:Attribute>`;
  });
  return xml`<saml2:AttributeStatement>${written}</saml2:AttributeStatement>`;
}

/** The attributes of a statement, each with one value. */
export function parseAttributes(statement: XmlElement): readonly ReceivedAttribute[] {
  return children(statement, 'Attribute').map((element) => {
    expectElement(element, 'Attribute', namespaces.saml2);
    const value = child(element, 'AttributeValue');
    const type = schemaType(value);
    const notOnChip = element.attributes.find(
      ({ name, namespace }) => name === 'AttributeNotOnChip' && namespace === namespaces.eid,
    )?.value;
    const isNotOnChip = flag(notOnChip ?? attribute(element, 'AttributeNotOnChip'), 'AttributeNotOnChip', false);
    return { name: required(element, 'Name'), notOnChip: isNotOnChip, ...(type !== undefined && { type }), value };
  });
}

/** A place in one line: postal code and city, street, region, country. */
export function onOneLine(place: PlaceValue): string {
  if (place.kind !== 'structured') return place.text;
  const { zipCode, city, street, state, country } = place;
  return [[zipCode, city].filter(Boolean).join(' '), street, state, country].filter(Boolean).join(', ');
}
