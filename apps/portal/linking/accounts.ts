// What linking asks of the directory: how user names are made, where a letter to an account's owner goes, and the cases that people decide.
import { z } from 'zod';
import { createFetch } from '../../../io/http/index.ts';
import { professions } from '../../../lib/entitlement/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import type { RegisteredAddress } from '../outbox/index.ts';

const named = z.object({ id: z.string(), name: z.string() });
/** What a register holds may be written to, and nothing else. */
const mail = z
  .email()
  .nullable()
  .transform((address) => address as RegisteredAddress | null);
const Prefixes = z.record(z.enum(professions), z.string().nullable());
const Owner = z.object({ mail });
const Cases = z.object({
  cases: z.array(
    z.object({
      id: z.string(),
      worker: named.extend({ profession: z.enum(professions), number: z.string().nullable() }),
      reason: z.enum(['namesake', 'name', 'place', 'birth-name']),
      openedAt: z.string(),
      first: named.nullable(),
      confirmableFrom: z.string().nullable(),
    }),
  ),
});
const Decided = z.object({ kind: z.enum(['confirmed-once', 'linked', 'refused']), mail });

export type LinkCase = z.output<typeof Cases>['cases'][number];
export type Decided = z.output<typeof Decided>;

/** Why a word on a case was not taken. */
const wordFaults = ['linking.not-decider', 'linking.not-open', 'linking.same-person', 'linking.too-early'] as const;

export type WordFault = (typeof wordFaults)[number];

/** Errors: `directory.down` for anything that is no answer. */
export type LinkingAccounts = {
  prefixes(): Promise<z.output<typeof Prefixes>>;
  /** `null` also when there is no such account. */
  ownerOf(user: string): Promise<RegisteredAddress | null>;
  cases(): Promise<readonly LinkCase[]>;
  /** One person's word; `WordFault` when the rules do not take it. @param actor the worker's id */
  decide(word: { readonly case: string; readonly actor: string; readonly word: 'confirm' | 'refuse' }): Promise<Decided | WordFault>;
};

export function openLinkingAccounts({ url, token }: { readonly url: string; readonly token: string }): LinkingAccounts & Disposable {
  const fetch = createFetch({ timeout: 3_000 });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const ask = async <T>(path: string, read: (status: number, body: unknown) => T, body?: unknown): Promise<T> => {
    try {
      const answer = await fetch(
        new URL(path, url),
        body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) },
      );
      return read(answer.status, await answer.json());
    } catch (cause) {
      throw new EidError('directory.down', {}, { cause });
    }
  };
  const good =
    <T>(shape: z.ZodType<T>) =>
    (status: number, body: unknown): T => {
      if (status !== 200) throw new EidError('http.status', { status });
      return shape.parse(body);
    };
  return {
    prefixes: () => ask('/user-prefixes', good(Prefixes)),
    ownerOf: async (user) => (await ask('/account-owner', good(Owner), { user })).mail,
    cases: async () => (await ask('/link-cases', good(Cases))).cases,
    decide: (word) =>
      ask(
        '/decide-link',
        (status, body) =>
          wordFaults.find((code) => status !== 200 && (body as { code?: unknown }).code === code) ?? good(Decided)(status, body),
        word,
      ),
    [Symbol.dispose]: () => fetch[Symbol.dispose](),
  };
}
