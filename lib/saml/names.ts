// Names of SAML 2.0, of the eID interface inside it, and of the eIDAS profile.

export const namespaces = {
  samlp: 'urn:oasis:names:tc:SAML:2.0:protocol',
  saml2: 'urn:oasis:names:tc:SAML:2.0:assertion',
  md: 'urn:oasis:names:tc:SAML:2.0:metadata',
  alg: 'urn:oasis:names:tc:SAML:metadata:algsupport',
  ds: 'http://www.w3.org/2000/09/xmldsig#',
  xenc: 'http://www.w3.org/2001/04/xmlenc#',
  xs: 'http://www.w3.org/2001/XMLSchema',
  xsi: 'http://www.w3.org/2001/XMLSchema-instance',
  eid: 'http://bsi.bund.de/eID/',
  eidas: 'http://eidas.europa.eu/saml-extensions',
  person: 'http://eidas.europa.eu/attributes/naturalperson',
} as const;

/** How a message travels: SAML Bindings 3.4 and 3.5. */
export const bindings = {
  redirect: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect',
  post: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
} as const;
export type Binding = keyof typeof bindings;

/** The binding of a URI; `undefined` for the others of the standard, which we do not speak. */
export function bindingOf(uri: string | undefined): Binding | undefined {
  return (Object.keys(bindings) as Binding[]).find((name) => bindings[name] === uri);
}

/** How attribute names of the eIDAS profile are formed: SAML Core 8.2.2. */
export const uriNameFormat = 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri';
export const transientNameId = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';
export const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';
/** What a sign-in with a card is called in the national profile. SAML Authentication Context 3.4.14. */
export const smartcardPki = 'urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI';
