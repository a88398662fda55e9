// What the portal asks of the directory: names of institutions and units, and who holds which role at an institution.
import { z } from 'zod';
import { createFetch } from '../../io/http/index.ts';
import { roleIds } from '../../lib/entitlement/index.ts';
import { EidError } from '../../lib/error/index.ts';
import type { RegisteredAddress } from './outbox/index.ts';

const named = z.object({ id: z.string(), name: z.string() });
/** What a register holds may be written to, and nothing else. */
const mail = z
  .email()
  .nullable()
  .transform((address) => address as RegisteredAddress | null);
const Institution = named.extend({ mail, units: z.array(named) });
const Roles = z.object({
  roles: z.array(z.object({ worker: named, role: z.enum(roleIds), unit: named, status: z.enum(['in-force', 'suspended']) })),
});

export type Member = z.output<typeof Roles>['roles'][number];

/** Errors: `directory.down` for anything that is no answer. */
export type Directory = {
  institution(id: string): Promise<z.output<typeof Institution>>;
  members(institution: string): Promise<readonly Member[]>;
};

export function openDirectory({ url, token }: { readonly url: string; readonly token: string }): Directory & Disposable {
  const fetch = createFetch({ timeout: 3_000 });
  const ask = async <T>(path: string, shape: z.ZodType<T>): Promise<T> => {
    try {
      const answer = await fetch(new URL(path, url), { headers: { authorization: `Bearer ${token}` } });
      if (answer.status !== 200) throw new EidError('http.status', { status: answer.status });
      return shape.parse(await answer.json());
    } catch (cause) {
      throw new EidError('directory.down', {}, { cause });
    }
  };
  return {
    institution: (id) => ask(`/institutions/${encodeURIComponent(id)}`, Institution),
    members: async (institution) => (await ask(`/roles?institution=${encodeURIComponent(institution)}`, Roles)).roles,
    [Symbol.dispose]: () => fetch[Symbol.dispose](),
  };
}
