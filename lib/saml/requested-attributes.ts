// RequestedAttributes: what a service provider asks of the card in the eIDAS profile. eIDAS SAML Message Format 1.2 2.3.2, SAML Attribute Profile 1.2 2.2.
import type { OperationName, UseIdRequest } from '../eid-service/index.ts';
import { EidError } from '../error/index.ts';
import { attribute, children, expectElement, type Markup, type XmlElement, type XmlErrorCode, xml } from '../xml/index.ts';
import { type EidasName, eidasAttributes, eidasNameOf } from './eidas-attributes.ts';
import type { SamlErrorCode } from './error.ts';
import { namespaces, uriNameFormat } from './names.ts';
import { flag, required } from './values.ts';

/**
 * What is asked, as the eID interface says it: required attributes REQUIRED, the others ALLOWED. Throws `XmlErrorCode`, and `saml.attribute` for one that
 * is required and that the card does not have for us; one that is not required is let go.
 */
export function parseRequestedAttributes(list: XmlElement): UseIdRequest {
  expectElement(list, 'RequestedAttributes', namespaces.eidas);
  const operations: Partial<Record<OperationName, 'ALLOWED' | 'REQUIRED'>> = {};
  const asked = children(list, 'RequestedAttribute');
  if (asked.length !== list.children.length) throw new EidError<XmlErrorCode>('xml.unexpected', { name: 'RequestedAttributes' });
  for (const element of asked) {
    expectElement(element, 'RequestedAttribute', namespaces.eidas);
    const text = required(element, 'Name');
    const isRequired = flag(attribute(element, 'isRequired'), 'isRequired', false);
    const name = eidasNameOf(text);
    if (name === undefined && isRequired) throw new EidError<SamlErrorCode>('saml.attribute', { name: text.slice(0, 200) });
    if (name === undefined) continue;
    const { operation } = eidasAttributes[name];
    if (operations[operation] !== undefined) throw new EidError<XmlErrorCode>('xml.doubled', { name: text });
    operations[operation] = isRequired ? 'REQUIRED' : 'ALLOWED';
  }
  return { operations };
}

/** A request for these, `true` for what is required. */
export function encodeRequestedAttributes(asked: Readonly<Partial<Record<EidasName, boolean>>>): Markup {
  const names = (Object.keys(eidasAttributes) as EidasName[]).filter((name) => asked[name] !== undefined);
  const list = names.map((name) => {
    const { friendlyName } = eidasAttributes[name];
    return xml`<eidas:RequestedAttribute FriendlyName="${friendlyName}" Name="${`${namespaces.person}/${name}`}" NameFormat="${uriNameFormat}" isRequired="${String(asked[name])}"></eidas:RequestedAttribute>`;
  });
  return xml`<eidas:RequestedAttributes xmlns:eidas="${namespaces.eidas}">${list}</eidas:RequestedAttributes>`;
}
