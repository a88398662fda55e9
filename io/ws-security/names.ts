// Names of Web Services Security: SOAP Message Security 1.1, and of XML Signature.
const wss = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss';

export const names = {
  soap: 'http://schemas.xmlsoap.org/soap/envelope/',
  wsse: `${wss}-wssecurity-secext-1.0.xsd`,
  wsu: `${wss}-wssecurity-utility-1.0.xsd`,
  ds: 'http://www.w3.org/2000/09/xmldsig#',
} as const;
