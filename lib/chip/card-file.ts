// A card as a JSON document: what personalisation writes and the card process keeps. Octets are hexadecimal. It holds secrets: mode 0600.
import { z } from 'zod';
import { type Bytes, parseHex, toHex } from '../bytes/index.ts';
import { EidError } from '../error/index.ts';
import { type Card, fullTries, fullUses } from './card.ts';

/** `card-file.malformed`: not a card file of this format; the fact `at` names the place, never the value. */
export type CardFileErrorCode = 'card-file.malformed';

const octets = z.codec(z.string().regex(/^([0-9a-f]{2})*$/), z.custom<Bytes>(), {
  decode: (text) => parseHex(text) as Bytes,
  encode: (value) => toHex(value),
});

const key = {
  id: z.int().min(0).max(0x7f),
  protocol: z.string().regex(/^\d+(\.\d+)+$/),
  curve: z.enum(['brainpoolP256r1', 'brainpoolP384r1', 'brainpoolP512r1', 'P-256', 'P-384', 'P-521']),
  secret: octets,
};

const count = z.int().min(0);

const pin = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('activation'),
    value: z.string().regex(/^\d{5}$/),
    triesLeft: z.int().min(0).max(fullTries),
    active: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('pin'),
    value: z.string().regex(/^\d{6}$/),
    triesLeft: z.int().min(0).max(fullTries),
    active: z.boolean(),
  }),
]);

const dataGroups = z.codec(z.record(z.string().regex(/^([1-9]|1\d|2[0-2])$/), octets), z.custom<ReadonlyMap<number, Bytes>>(), {
  decode: (record) => new Map(Object.entries(record).map(([number, content]) => [Number(number), content])),
  encode: (map) => Object.fromEntries([...map].map(([number, content]) => [String(number), content])),
});

const cardFile = z.strictObject({
  format: z.literal('eszig-card-1'),
  profile: z.enum(['hungarian']),
  generation: z.enum(['2016', '2024']),
  documentNumber: z.string().min(1),
  atr: octets,
  masterFile: z.strictObject({ directory: octets, cardAccess: octets, cardSecurity: octets, chipSecurity: octets.optional() }),
  dataGroups,
  signatureCertificate: octets.optional(),
  passwords: z.strictObject({
    pin,
    can: z.string().regex(/^\d{6}$/),
    puk: z.strictObject({ value: z.string().regex(/^\d{10}$/), uses: z.int().min(0).max(fullUses) }),
  }),
  chipKeys: z.array(z.strictObject({ ...key, privileged: z.literal(true).exactOptional() })).min(1),
  identityKeys: z.array(z.strictObject({ ...key, authorizedOnly: z.boolean() })),
  trustPoints: z.array(octets).min(1).max(2),
  currentDate: z.iso.date(),
  wrongGuesses: z.strictObject({ mrz: count, can: count }).exactOptional(),
  rules: z.strictObject({ pukSetsPin: z.boolean().exactOptional(), pinCounterQuery: z.boolean().exactOptional() }).exactOptional(),
});

/** The JSON document of a card. */
export type CardFile = z.input<typeof cardFile>;

/** A card from its JSON document (an object already, not text); throws `card-file.malformed`. */
export function parseCardFile(document: unknown): Card {
  const parsed = cardFile.safeDecode(document as CardFile);
  if (!parsed.success) throw new EidError<CardFileErrorCode>('card-file.malformed', { at: parsed.error.issues[0]?.path.join('.') ?? '' });
  const { format: _, ...card } = parsed.data;
  // What may be absent is absent then, never undefined.
  return card as Card;
}

/** The JSON document of a card. */
export function encodeCardFile(card: Card): CardFile {
  return cardFile.encode({ format: 'eszig-card-1', ...card } as z.output<typeof cardFile>);
}
