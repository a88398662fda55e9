// Failures of a request by which a service provider sends somebody to be identified.
import { type ErrorTable, helpers } from './phrase.ts';

const { self } = helpers;

const provider = {
  hu: 'A szolgáltató, amelynek az oldaláról ideérkezett.',
  en: 'The service from whose page you came.',
} as const;

export const samlErrors = {
  'saml.request': {
    hu: {
      title: 'A kérés nem értelmezhető',
      cause: 'A szolgáltató, ahonnan érkezett, olyan kérést küldött, amely nem felel meg a szabványnak. Adatot senkinek nem adtunk át.',
      nextStep:
        'Térjen vissza a szolgáltató oldalára, és kezdje újra. Ha ismét ezt az oldalt látja, adja meg a szolgáltatónak a lenti kódot.',
      whoHelps: provider.hu,
    },
    en: {
      title: 'The request cannot be understood',
      cause: 'The service that you come from sent a request that is not as the standard wants it. No data were handed to anybody.',
      nextStep: 'Go back to the page of the service and start again. If you see this page once more, tell the service the code below.',
      whoHelps: provider.en,
    },
  },
  'saml.provider-unknown': {
    hu: {
      title: 'Ismeretlen szolgáltató',
      cause: 'A kérésben megnevezett szolgáltató itt nincs nyilvántartva, ezért nem azonosítunk számára senkit.',
      nextStep: 'Ellenőrizze a böngésző címsorában, hogy valóban a kívánt szolgáltató oldalán járt-e, majd ott kezdje újra.',
      whoHelps: provider.hu,
    },
    en: {
      title: 'Unknown service',
      cause: 'The service that the request names is not registered here, so nobody is identified for it.',
      nextStep: 'Check in the address bar of the browser that you really were at the page of the service you want, then start again there.',
      whoHelps: provider.en,
    },
  },
  'saml.signature': {
    hu: {
      title: 'A kérés aláírása nem érvényes',
      cause: 'A kérést nem a nyilvántartott szolgáltató írta alá, nincs rajta aláírás, vagy útközben megváltoztatták.',
      nextStep: 'Nyissa meg a szolgáltató oldalát a böngésző címsorából, és ott kezdje újra. Máshonnan kapott hivatkozást ne használjon.',
      whoHelps: provider.hu,
    },
    en: {
      title: 'The signature of the request is not valid',
      cause: 'The request was not signed by the registered service, has no signature, or was changed on its way.',
      nextStep:
        'Open the page of the service from the address bar of the browser and start again there. Use no link that came from elsewhere.',
      whoHelps: provider.en,
    },
  },
  'saml.encryption': {
    hu: {
      title: 'A kérés titkosított része nem olvasható',
      cause: 'A szolgáltató titkosítva küldi, milyen adatokat kér, de ezt nem ennek a kiszolgálónak a kulcsával tette.',
      nextStep:
        'Térjen vissza a szolgáltató oldalára, és kezdje újra. Ha ismét ezt az oldalt látja, adja meg a szolgáltatónak a lenti kódot.',
      whoHelps: provider.hu,
    },
    en: {
      title: 'The encrypted part of the request cannot be read',
      cause: 'The service sends encrypted what data it asks for, but did not use the key of this server.',
      nextStep: 'Go back to the page of the service and start again. If you see this page once more, tell the service the code below.',
      whoHelps: provider.en,
    },
  },
  'saml.incomplete': {
    hu: {
      title: 'A kérésből hiányzik, mivel kell összevetni',
      cause: 'A szolgáltató az életkorát vagy a lakóhelyét ellenőrizné, de a kérés nem mondja meg, mivel kell összevetni.',
      nextStep: 'Térjen vissza a szolgáltató oldalára, és jelezze neki a lenti kódot.',
      whoHelps: provider.hu,
    },
    en: {
      title: 'The request does not say what to compare with',
      cause: 'The service wants your age or your place of residence checked, but the request does not say against what.',
      nextStep: 'Go back to the page of the service and tell it the code below.',
      whoHelps: provider.en,
    },
  },
  'saml.expired': {
    hu: {
      title: 'A kérés már nem érvényes',
      cause: 'A kérés túl régen készült, vagy a szolgáltató órája nem jól jár.',
      nextStep: 'Térjen vissza a szolgáltató oldalára, és kezdje újra.',
      whoHelps: self.hu,
    },
    en: {
      title: 'The request is no longer valid',
      cause: 'The request was made too long ago, or the clock of the service is wrong.',
      nextStep: 'Go back to the page of the service and start again.',
      whoHelps: self.en,
    },
  },
  'saml.repeated': {
    hu: {
      title: 'Ezt a kérést már felhasználták',
      cause: 'Egy kérés egyetlen azonosításra jó, és ezzel a kéréssel már elkezdtek egyet.',
      nextStep: 'Térjen vissza a szolgáltató oldalára, és kezdje újra: új kérést fog kapni.',
      whoHelps: self.hu,
    },
    en: {
      title: 'This request has been used already',
      cause: 'A request is good for one identification, and one was begun with this request before.',
      nextStep: 'Go back to the page of the service and start again: you will get a new request.',
      whoHelps: self.en,
    },
  },
  'saml.metadata': {
    hu: {
      title: 'A szolgáltató nyilvántartott adatai lejártak',
      cause: 'Azok az adatok, amelyek alapján a szolgáltató kérését ellenőriznénk, már nem érvényesek.',
      nextStep: 'Próbálja meg később. Ha sürgős, adja meg a szolgáltatónak a lenti kódot.',
      whoHelps: provider.hu,
    },
    en: {
      title: 'What is registered of the service has lapsed',
      cause: 'The data by which we would check the request of the service are not valid any more.',
      nextStep: 'Try again later. If it is urgent, tell the service the code below.',
      whoHelps: provider.en,
    },
  },
} as const satisfies ErrorTable;
