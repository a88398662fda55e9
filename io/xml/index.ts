export { messageLimits, parseXml, type XmlDocumentErrorCode, type XmlLimits } from './parse.ts';
