export {
  attribute,
  child,
  childHex,
  childInteger,
  children,
  childrenHex,
  childText,
  expectElement,
  expectSequence,
  onlyChild,
  optionalChild,
  optionalHex,
  optionalText,
  schemaType,
  textOf,
  type XmlAttribute,
  type XmlElement,
  type XmlErrorCode,
} from './element.ts';
export { attributesOf, type Markup, optional, xml, xmlDocument } from './markup.ts';
export { encodeResult, parseResult, type Result, type ResultMajor } from './result.ts';
export { encodeSoap, parseSoap, type SoapEnvelope } from './soap.ts';
