// AuthnRequestExtension: what a service provider asks of the card in the national profile, before it is encrypted. TR-03130-1 4.3.1, 4.4.4 and 4.7.2.
import {
  encodeAttestationQuestion,
  encodeEidTypeWords,
  type OperationName,
  operationNames,
  parseAttestationRequest,
  parseEidTypes,
  parseLevel,
  type UseIdRequest,
} from '../eid-service/index.ts';
import { EidError } from '../error/index.ts';
import {
  attributesOf,
  child,
  childInteger,
  children,
  childText,
  expectElement,
  type Markup,
  textOf,
  type XmlElement,
  type XmlErrorCode,
  xml,
} from '../xml/index.ts';
import { type AttributeName, attributeNames, nameOf } from './attribute-names.ts';
import type { SamlErrorCode } from './error.ts';
import { namespaces } from './names.ts';
import { flag, required } from './values.ts';

/** The names that carry a value in a request, and nothing of the card. */
type Parameter = Exclude<AttributeName, OperationName | 'documentValidity'>;
type Writable = { -readonly [Key in keyof UseIdRequest]: UseIdRequest[Key] };

const parameters: { readonly [Name in Parameter]: (value: XmlElement, request: Writable) => void } = {
  transactionInfo: (value, request) => {
    request.transactionInfo = textOf(value);
  },
  attestation: (value, request) => {
    request.attestation = parseAttestationRequest(value);
  },
  levelOfAssurance: (value, request) => {
    request.levelOfAssurance = parseLevel(textOf(value).trim());
  },
  eidType: (value, request) => {
    request.eidTypes = parseEidTypes(value);
  },
};

/** Operations that need a value to compare with. */
const comparisons: { readonly [Name in OperationName]?: (value: XmlElement, request: Writable) => void } = {
  ageVerification: (value, request) => {
    request.age = childInteger(value, 'Age');
  },
  placeVerification: (value, request) => {
    const place = childText(value, 'CommunityID');
    if (!/^\d{1,20}$/.test(place)) throw new EidError<XmlErrorCode>('xml.value', { name: 'CommunityID' });
    request.place = place;
  },
};

/**
 * What is asked, as the eID interface says it: required attributes REQUIRED, the others ALLOWED. Throws `XmlErrorCode` (also for a comparison without its
 * value), and `saml.attribute` for one that is required and that nobody here knows; one that is not required is let go.
 */
export function parseAuthnRequestExtension(root: XmlElement): UseIdRequest {
  expectElement(root, 'AuthnRequestExtension', namespaces.eid);
  if (!/^[12]$/.test(required(root, 'Version'))) throw new EidError<XmlErrorCode>('xml.value', { name: 'Version' });
  const list = child(root, 'RequestedAttributes');
  expectElement(list, 'RequestedAttributes', namespaces.eid);
  const asked = children(list, 'Attribute');
  if (asked.length === 0 || asked.length !== list.children.length) throw new EidError<XmlErrorCode>('xml.missing', { name: 'Attribute' });
  const request: Writable = { operations: {} };
  const seen = new Set<AttributeName>();
  for (const element of asked) {
    expectElement(element, 'Attribute', namespaces.saml2);
    const text = required(element, 'Name');
    const isRequired = flag(ofInterface(element, 'RequiredAttribute'), 'RequiredAttribute', true);
    const name = nameOf(text);
    if (name === undefined && isRequired) throw new EidError<SamlErrorCode>('saml.attribute', { name: text.slice(0, 200) });
    if (name === undefined) continue;
    if (seen.has(name)) throw new EidError<XmlErrorCode>('xml.doubled', { name: text });
    seen.add(name);
    ask(name, isRequired, element, request);
  }
  return request;
}

export function encodeAuthnRequestExtension(request: UseIdRequest): Markup {
  const values: { readonly [Name in AttributeName]?: Markup | undefined } = {
    ageVerification: typed('AgeVerificationRequestType', request.age === undefined ? undefined : xml`<eid:Age>${request.age}</eid:Age>`),
    placeVerification: typed(
      'PlaceVerificationRequestType',
      request.place === undefined ? undefined : xml`<eid:CommunityID>${request.place}</eid:CommunityID>`,
    ),
    transactionInfo: request.transactionInfo === undefined ? undefined : value('xs:string', xml`${request.transactionInfo}`),
    attestation: typed('TransactionAttestationRequestType', request.attestation && encodeAttestationQuestion(request.attestation)),
    levelOfAssurance: typed('LevelOfAssuranceType', request.levelOfAssurance && xml`${request.levelOfAssurance}`),
    eidType: typed('EIDTypeRequestType', request.eidTypes && xml`${encodeEidTypeWords(request.eidTypes)}`),
  };
  const operations = operationNames.filter((name) => request.operations[name] !== undefined);
  const others = (Object.keys(parameters) as Parameter[]).filter((name) => values[name] !== undefined);
  const list = [...operations, ...others].map((name) => {
    const isRequired = name in parameters ? undefined : request.operations[name as OperationName] === 'REQUIRED';
    const start = attributesOf({ Name: attributeNames[name], 'eid:RequiredAttribute': isRequired });
    return xml`<saml2:Attribute${start}>${values[name]}</saml2:Attribute>`;
  });
  const start = attributesOf({
    'xmlns:eid': namespaces.eid,
    'xmlns:saml2': namespaces.saml2,
    'xmlns:xs': namespaces.xs,
    'xmlns:xsi': namespaces.xsi,
    Version: '2',
  });
  return xml`<eid:AuthnRequestExtension${start}><eid:RequestedAttributes>${list}</eid:RequestedAttributes></eid:AuthnRequestExtension>`;
}

function ask(name: AttributeName, isRequired: boolean, element: XmlElement, request: Writable): void {
  // It comes in every answer.
  if (name === 'documentValidity') return;
  if (isParameter(name)) {
    parameters[name](child(element, 'AttributeValue'), request);
    return;
  }
  comparisons[name]?.(child(element, 'AttributeValue'), request);
  request.operations = { ...request.operations, [name]: isRequired ? 'REQUIRED' : 'ALLOWED' };
}

function isParameter(name: AttributeName): name is Parameter {
  return Object.hasOwn(parameters, name);
}

/** An attribute of the interface's namespace, or the same without a namespace, as the guideline's examples also write it. */
function ofInterface(element: XmlElement, name: string): string | undefined {
  return element.attributes.find((one) => one.name === name && ['', namespaces.eid].includes(one.namespace))?.value;
}

function typed(type: string, content: Markup | undefined): Markup | undefined {
  return content && value(`eid:${type}`, content);
}

function value(type: string, content: Markup): Markup {
  return xml`<saml2:AttributeValue xsi:type="${type}">${content}</saml2:AttributeValue>`;
}
