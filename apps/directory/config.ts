// What the directory is started with.
import { z } from 'zod';
import { professions, userPrefixes } from '../../lib/entitlement/index.ts';

/**
 * What a caller may do: look up workers and institutions, ask whose card it is, link cards, replace the registers, change the matrix for administrators,
 * match a card with an account, decide what the match left to people.
 */
const rights = ['read', 'resolve-link', 'link', 'registers', 'matrix', 'match', 'cases'] as const;

export type Right = (typeof rights)[number];

export const DirectoryConfig = z.strictObject({
  port: z.number().int().min(0).max(65_535),
  /** File that holds the PostgreSQL URL. */
  databaseUrlFile: z.string().min(1),
  /** Who may call, each with a bearer token of its own in a file. */
  callers: z
    .array(z.strictObject({ name: z.string().regex(/^[a-z-]+$/), tokenFile: z.string().min(1), rights: z.array(z.enum(rights)).min(1) }))
    .min(1),
  matching: z.strictObject({
    /** File that holds the key of the marks by which identities are compared: whoever changes it has the registers handed over anew. */
    keyFile: z.string().min(1),
    /** Between the words of the two people who decide a case. */
    waitingHours: z
      .number()
      .min(1)
      .max(24 * 30)
      .default(24),
    /** Prefix of user names by profession. */
    userPrefixes: z
      .record(
        z.enum(professions),
        z
          .string()
          .regex(/^[A-Z]{1,2}$/)
          .nullable(),
      )
      .default({ ...userPrefixes }),
  }),
});

export type DirectoryConfig = z.input<typeof DirectoryConfig>;
