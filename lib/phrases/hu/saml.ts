// Pages of the eID server for people whom a service provider sends to be identified.
export const saml = {
  'saml.brand': 'Azonosítás igazolvánnyal',
  'saml.again': 'Próbálja újra',
  'saml.back': 'Vissza a szolgáltatóhoz, azonosítás nélkül',
  'saml.leaving.title': 'Visszavisszük a szolgáltatóhoz',
  'saml.leaving.text': 'Itt nincs több teendője. A szolgáltató a következő oldalon folytatja.',
  'saml.leaving.button': 'Tovább a szolgáltatóhoz',
} as const;
