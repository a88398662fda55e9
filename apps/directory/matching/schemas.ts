// The shapes of linking's requests and answers.
import { z } from 'zod';
import { professions } from '../../../lib/entitlement/index.ts';
import { humanReasons } from './judge.ts';

const name = z.string().min(1).max(120);
const person = z.strictObject({ id: z.string(), name: z.string() });

export const identitySchema = z.strictObject({
  name,
  birthName: name,
  motherName: name,
  dateOfBirth: z.string().regex(/^\d{4}(-\d\d(-\d\d)?)?$/),
  placeOfBirth: name,
});

/** @param worker a worker as the directory tells one */
export const matchingSchemas = <Worker extends z.ZodType>(worker: Worker) => ({
  MatchIdentity: z.strictObject({ pseudonym: z.string(), user: z.string(), identity: identitySchema }),
  IdentityMatched: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('linked'), worker }),
    z.strictObject({ kind: z.literal('human') }),
    z.strictObject({ kind: z.literal('no') }),
    z.strictObject({ kind: z.literal('too-many') }),
  ]),
  UserPrefixes: z.record(z.enum(professions), z.string().nullable()),
  AccountOwner: z.strictObject({ user: z.string() }),
  OwnerAddress: z.strictObject({ mail: z.string().nullable() }),
  DecideLink: z.strictObject({ case: z.string(), actor: z.string(), word: z.enum(['confirm', 'refuse']) }),
  LinkDecided: z.strictObject({ kind: z.enum(['confirmed-once', 'linked', 'refused']), mail: z.string().nullable() }),
  LinkCases: z.strictObject({
    cases: z.array(
      z.strictObject({
        id: z.string(),
        worker: person.extend({ profession: z.enum(professions), number: z.string().nullable() }),
        reason: z.enum(humanReasons),
        openedAt: z.iso.datetime(),
        first: person.nullable(),
        confirmableFrom: z.iso.datetime().nullable(),
      }),
    ),
  }),
});
