// Cards for tests, as data: what a good one is, and in what each of the others differs from it. Numbered ones are the test cards of TR-03130-4 in our
// own words. All have PIN 123456 (activation PIN 12345), CAN 500540, PUK 9876543210; everything in them is invented.
import type { HolderDocument } from './holder.ts';
import type { Variation } from './personalise.ts';

export interface Preset {
  /** What is special about it. */
  readonly what: { readonly hu: string; readonly en: string };
  readonly holder: HolderDocument;
  readonly variation?: Variation;
  /** Who signs it in place of the world's document signer: one of another country, or one that its country has revoked. */
  readonly signer?: 'foreign' | 'revoked';
  /** It was issued so many generations of the country verifying authority ago. */
  readonly generationsBehind?: number;
  /** It is on the block list. */
  readonly revoked?: true;
}

const codes = { can: '500540', puk: '9876543210' } as const;
const operational = { pin: '123456', ...codes } as const;
const valid = { generation: '2024', issued: '2024-06-17', expires: '2030-06-15' } as const;
const older = { generation: '2016', issued: '2021-06-14', expires: '2027-06-15' } as const;

/** A signature, as an image of 48 by 12 points (PNG). */
const signature =
  '89504e470d0a1a0a0000000d49484452000000300000000c01000000000cc103fc000000424944415478da63f80f060c08ea21846a00513ffedbd5ff60a87f20516fff81c1fe7ce3fff9cf19e6cbffff7ffe3cc399faffff9fcb333c002afd500fd6fe07660a0029333d16e53d364b0000000049454e44ae426082';

/** Everything that a card can carry. */
const person = {
  names: { family: 'Minta', given: 'Mária' },
  birthName: 'Példa Mária',
  motherName: 'Próba Ilona',
  dateOfBirth: '1990-06-15',
  placeOfBirth: 'Pécs',
  sex: 'F',
  nationality: 'HUN',
  address: { street: 'Minta utca 1.', city: 'Pécs', postalCode: '7600', country: 'HUN' },
  municipality: '19415',
  signature,
  taj: '900000100',
  taxId: '8450901006',
  personalId: '29006151000',
} as const;

/** The good card under a number of its own, with what differs. */
function card(number: string, changes: Partial<HolderDocument> = {}, document: object = valid): HolderDocument {
  return { ...person, card: operational, ...changes, document: { number: `${number}PR`, ...(document as typeof valid) } };
}

/** Without what would name the birth date. */
const { taxId: _taxId, personalId: _personalId, ...unnumbered } = person;
function bornAt(number: string, dateOfBirth: string, changes: Partial<HolderDocument> = {}): HolderDocument {
  return { ...unnumbered, dateOfBirth, card: operational, ...changes, document: { number: `${number}PR`, ...valid } };
}

const minor = {
  names: { family: 'Minta', given: 'Máté' },
  birthName: 'Minta Máté',
  dateOfBirth: '2012-09-15',
  sex: 'M',
  taj: '900000117',
  taxId: '8532181007',
  personalId: '31209151005',
} as const;

const everyLetter = {
  family: 'Árvíztűrő-Jókövűhegyi ÁÉÍÓÖŐÚÜŰ',
  given: 'Quovwxyzbcdfghjklmnpqrst Éáéíóöőúüű-Árvai',
} as const;

export const presets = {
  'card-1': { what: { hu: 'jó kártya', en: 'a good card' }, holder: card('900001') },
  'card-2': {
    what: { hu: 'hiányzó adatcsoportok', en: 'data groups that are missing' },
    holder: card('900002'),
    variation: { without: ['nationality', 'birthName', 'placeOfBirth'] },
  },
  'card-3': {
    what: { hu: 'ismeretlen születési idő és hely', en: 'date and place of birth unknown' },
    holder: bornAt('900003', '    -  -  ', { placeOfBirth: null }),
  },
  'card-5': {
    what: { hu: 'más álnévkulcsok (1, 2)', en: 'other key ids of restricted identification (1, 2)' },
    holder: card('900005'),
    variation: { keyIds: { pseudonym: 1, blocking: 2 } },
  },
  'card-6': {
    what: { hu: 'más álnévkulcsok (3, 4)', en: 'other key ids of restricted identification (3, 4)' },
    holder: card('900006'),
    variation: { keyIds: { pseudonym: 3, blocking: 4 } },
  },
  'card-7': {
    what: { hu: 'lejárt okmány', en: 'an expired document' },
    holder: card('900007', {}, { generation: '2016', issued: '2018-06-18', expires: '2024-06-15' }),
  },
  'card-8': { what: { hu: 'letiltott okmány', en: 'a document on the block list' }, holder: card('900008'), revoked: true },
  'card-9': {
    what: { hu: 'az EF.CardSecurity aláírása hibás', en: 'the signature of EF.CardSecurity is wrong' },
    holder: card('900009'),
    variation: { defect: 'signature' },
  },
  'card-10': { what: { hu: 'visszavont okmányaláíró', en: 'its document signer was revoked' }, holder: card('900010'), signer: 'revoked' },
  'card-11': { what: { hu: 'ismeretlen okmányaláíró', en: 'nobody knows its document signer' }, holder: card('900011'), signer: 'foreign' },
  'card-13': {
    what: { hu: 'a chip kulcsa nincs a görbén', en: 'its key of chip authentication is not on the curve' },
    holder: card('900013'),
    variation: { defect: 'chip-key' },
  },
  'generation-2016': { what: { hu: '2016-os chip', en: 'a chip of 2016' }, holder: card('901016', {}, older) },
  'generation-2024': { what: { hu: '2024-es chip', en: 'a chip of 2024' }, holder: card('901024') },
  'long-names': {
    what: { hu: 'hosszú nevek', en: 'long names' },
    holder: card('902001', {
      names: {
        family: 'Felsőszentkirályi-Hosszúfalusi Görgényszentimrey-Balatonkeresztúri',
        given: 'Konstantina Melinda-Krisztiána Boglárka Szilvia Felicitás Kleopátra Emerencia',
      },
      birthName: 'Felsőszentkirályi-Hosszúfalusi Konstantina Melinda-Krisztiána Boglárka Szilvia Felicitás Kleopátra Emerencia',
      motherName: 'Görgényszentimrey-Balatonkeresztúri Maximiliána Zsuzsanna Wilhelmina Terézia Antónia Jozefina Karolina',
    }),
  },
  'every-letter': {
    what: { hu: 'minden magyar betű', en: 'every letter of Hungarian' },
    holder: card('902002', { names: everyLetter, birthName: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ Őszi Űr' }),
  },
  'birth-day-unknown': { what: { hu: 'ismeretlen születési nap', en: 'day of birth unknown' }, holder: bornAt('903001', '1990-06-  ') },
  'birth-month-unknown': {
    what: { hu: 'ismeretlen születési hónap és nap', en: 'month and day of birth unknown' },
    holder: bornAt('903002', '1990-  -  '),
  },
  minor: {
    what: { hu: 'kiskorú', en: 'a minor' },
    holder: card('903003', minor, { generation: '2024', issued: '2024-10-07', expires: '2027-09-15' }),
  },
  'three-generations-behind': {
    what: { hu: 'három CVCA-nemzedékkel lemaradva', en: 'three CVCA generations behind' },
    holder: card('904001', {}, older),
    generationsBehind: 3,
  },
  'pin-not-activated': {
    what: { hu: 'még nem aktivált', en: 'not activated yet' },
    holder: card('905001', { card: { activationPin: '12345', ...codes } }),
  },
  'pin-operational': { what: { hu: 'használható PIN-kód', en: 'an operational PIN' }, holder: card('905002') },
  'pin-suspended': {
    what: { hu: 'felfüggesztett PIN-kód', en: 'a suspended PIN' },
    holder: card('905003', { card: { ...operational, pinState: 'suspended' } }),
  },
  'pin-blocked': {
    what: { hu: 'zárolt PIN-kód', en: 'a blocked PIN' },
    holder: card('905004', { card: { ...operational, pinState: 'blocked' } }),
  },
  'pin-deactivated': {
    what: { hu: 'kikapcsolt eAzonosítás', en: 'a PIN that an office has deactivated' },
    holder: card('905005', { card: { ...operational, pinState: 'deactivated' } }),
  },
  'puk-used-up': {
    what: { hu: 'zárolt PIN-kód, elhasznált PUK', en: 'a blocked PIN, and a PUK that is used up' },
    holder: card('905006', { card: { ...operational, pinState: 'blocked', pukUses: 0 } }),
  },
  'signature-none': { what: { hu: 'aláírás funkció nélkül', en: 'no signature function' }, holder: card('906001') },
  'signature-valid': {
    what: { hu: 'aláírás funkcióval', en: 'a signature function' },
    holder: card('906002', { signatureCertificate: { from: '2025-06-17', to: '2035-06-17' } }),
  },
  'signature-expired': {
    what: { hu: 'lejárt aláíró tanúsítvánnyal', en: 'a signature function whose certificate has expired' },
    holder: card('906003', { signatureCertificate: { from: '2024-06-17', to: '2026-06-17' } }),
  },
} as const satisfies Readonly<Record<string, Preset>>;

export type PresetName = keyof typeof presets;
