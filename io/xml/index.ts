export { parseXml, type XmlDocumentErrorCode, type XmlLimits } from './parse.ts';
