// What the directory is started with.
import { z } from 'zod';

/** What a caller may do: look up workers and institutions, ask whose card it is, link cards, replace the registers, change the matrix for administrators. */
const rights = ['read', 'resolve-link', 'link', 'registers', 'matrix'] as const;

export type Right = (typeof rights)[number];

export const DirectoryConfig = z.strictObject({
  port: z.number().int().min(0).max(65_535),
  /** File that holds the PostgreSQL URL. */
  databaseUrlFile: z.string().min(1),
  /** Who may call, each with a bearer token of its own in a file. */
  callers: z
    .array(z.strictObject({ name: z.string().regex(/^[a-z-]+$/), tokenFile: z.string().min(1), rights: z.array(z.enum(rights)).min(1) }))
    .min(1),
});

export type DirectoryConfig = z.output<typeof DirectoryConfig>;
