// The commands of `eszig`, each with its one-line summary and the file that has it. Files are loaded only when their command runs.
import { clientCommands } from './client/commands.ts';
import type { Commands } from './command.ts';

export const commands = {
  up: {
    summary: { hu: 'az egész bemutatóvilág elindítása', en: 'start the whole demonstration world' },
    load: async () => (await import('./up.ts')).command,
  },
  serve: {
    summary: { hu: 'egyetlen alkalmazás elindítása a beállítófájljából', en: 'start one app from its configuration file' },
    load: async () => (await import('./serve.ts')).command,
  },
  'card list': {
    summary: { hu: 'a bemutatóvilág kártyái', en: "the world's cards" },
    load: async () => (await import('./card/list.ts')).command,
  },
  'card show': {
    summary: { hu: 'egy kártya: fájlok, állapotok, dátumok', en: 'one card: files, states, dates' },
    load: async () => (await import('./card/show.ts')).command,
  },
  'card make': {
    summary: { hu: 'kártya készítése egy személy adataiból vagy mintából', en: "make a card from a person's data or a preset" },
    load: async () => (await import('./card/make.ts')).command,
  },
  'card insert': {
    summary: { hu: 'kártya helyezése a futó világ olvasójára', en: 'put a card on the reader of the running world' },
    load: async () => (await import('./card/reader.ts')).insert,
  },
  'card remove': {
    summary: { hu: 'a kártya levétele a futó világ olvasójáról', en: 'take the card off the reader of the running world' },
    load: async () => (await import('./card/reader.ts')).remove,
  },
  'card serve': {
    summary: { hu: 'kártya behelyezése egy PC/SC-olvasóba', en: 'put a card into a PC/SC reader' },
    load: async () => (await import('./card/serve.ts')).command,
  },
  'rp add': {
    summary: {
      hu: 'alkalmazás bejegyzése a futó világban, kész példaprogrammal',
      en: 'register a relying party in the running world, with a ready example',
    },
    load: async () => (await import('./rp.ts')).add,
  },
  'rp list': {
    summary: { hu: 'a bejegyzett alkalmazások', en: 'the relying parties of the running world' },
    load: async () => (await import('./rp.ts')).list,
  },
  'rp remove': {
    summary: { hu: 'alkalmazás törlése', en: 'remove a relying party' },
    load: async () => (await import('./rp.ts')).remove,
  },
  'pki establish': {
    summary: { hu: 'hatóságok, szektorok és listák létrehozása', en: 'make authorities, sectors and lists, or what is missing of them' },
    load: async () => (await import('./pki/establish.ts')).establishAll,
  },
  'pki export': {
    summary: { hu: 'kiírás fájlokba: tanúsítványok és listák', en: 'certificates and lists to files: cvca, chain, csca, lists' },
    load: async () => (await import('./pki/export.ts')).exportFiles,
  },
  'pki list': {
    summary: { hu: 'tanúsítványok és listák, és hogy meddig érvényesek', en: 'certificates and lists, and how long they are valid' },
    load: async () => (await import('./pki/list.ts')).list,
  },
  'pki renew': {
    summary: { hu: 'az esedékes megújítások elvégzése', en: 'renew what is due' },
    load: async () => (await import('./pki/list.ts')).renew,
  },
  'pki renew-cvca': {
    summary: { hu: 'új CVCA-kulcs, összekötő tanúsítvánnyal', en: 'a new CVCA key, with a link certificate' },
    load: async () => (await import('./pki/issue.ts')).renewCvca,
  },
  'pki renew-csca': {
    summary: { hu: 'új országaláíró, összekötő tanúsítvánnyal', en: 'a new country signer, with a link certificate' },
    load: async () => (await import('./pki/issue.ts')).renewCsca,
  },
  'pki issue-dv': {
    summary: { hu: 'tanúsítvány egy okmányellenőrző kérelmére', en: 'a certificate for the request of a document verifier' },
    load: async () => (await import('./pki/issue.ts')).issueDv,
  },
  'pki issue-terminal': {
    summary: {
      hu: 'új termináltanúsítvány az azonosítási szolgáltatónak, vagy egy kérelemre',
      en: 'a new terminal certificate for the identity provider, or for a request',
    },
    load: async () => (await import('./pki/issue.ts')).issueAt,
  },
  'pki issue-document-signer': {
    summary: { hu: 'új okmányaláíró', en: 'another document signer' },
    load: async () => (await import('./pki/issue.ts')).issueSigner,
  },
  'pki revoke-document-signer': {
    summary: { hu: 'okmányaláíró visszavonása', en: 'revoke a document signer' },
    load: async () => (await import('./pki/lists.ts')).revokeSigner,
  },
  'pki move-sector': {
    summary: { hu: 'áttérés új álnévszektorra: két álnév, amíg tart', en: 'move to a new pseudonym sector: two pseudonyms while it lasts' },
    load: async () => (await import('./pki/issue.ts')).move,
  },
  'pki crl': {
    summary: { hu: 'az országaláíró visszavonási listái újra aláírva', en: 'sign the revocation lists of the country signer anew' },
    load: async () => (await import('./pki/lists.ts')).crl,
  },
  'pki master-list': {
    summary: { hu: 'az országaláírók listája újra aláírva', en: 'sign the list of country signers anew' },
    load: async () => (await import('./pki/lists.ts')).masterList,
  },
  'pki defect-list': {
    summary: { hu: 'hibás okmányok listája: újra aláírás, vagy új hiba', en: 'the list of defects: sign it anew, or enter a defect' },
    load: async () => (await import('./pki/lists.ts')).defectList,
  },
  'pki block-list': {
    summary: { hu: 'a tiltólista állapota, vagy ami azóta változott', en: 'the state of the block list, or what changed since one' },
    load: async () => (await import('./pki/lists.ts')).blockList,
  },
  'pki revoke': {
    summary: { hu: 'okmány visszavonása: felvétel a tiltólistára', en: 'revoke a document: put it on the block list' },
    load: async () => (await import('./pki/lists.ts')).revokeDocument,
  },
  'pki release': {
    summary: {
      hu: 'tévesen visszavont okmány levétele a tiltólistáról',
      en: 'take a document off the block list that was revoked by mistake',
    },
    load: async () => (await import('./pki/lists.ts')).releaseDocument,
  },
  login: {
    summary: { hu: 'egy teljes belépés böngésző nélkül', en: 'one complete sign-in without a browser' },
    load: async () => (await import('./login.ts')).command,
  },
  ...clientCommands,
  bench: {
    summary: { hu: 'mérések', en: 'the benchmarks' },
    load: async () => (await import('./bench.ts')).command,
  },
  doctor: {
    summary: { hu: 'mi hiányzik ezen a számítógépen, és mivel pótolható', en: 'what is missing on this computer, and what mends it' },
    load: async () => (await import('./doctor.ts')).command,
  },
} as const satisfies Commands;
