// A person's own sign-ins, as the identity provider remembers them.
import { z } from 'zod';
import { createFetch } from '../../../io/http/index.ts';
import { roleIds } from '../../../lib/entitlement/index.ts';
import { EidError } from '../../../lib/error/index.ts';

const Answer = z.object({
  signIns: z.array(
    z.object({
      at: z.number(),
      name: z.object({ hu: z.string(), en: z.string() }),
      kind: z.enum(['web', 'native']),
      acr: z.string(),
      role: z.exactOptional(z.enum(roleIds)),
      institution: z.exactOptional(z.string()),
      read: z.array(z.enum(['givenNames', 'familyNames', 'birthName', 'motherName', 'dateOfBirth', 'placeOfBirth', 'taj'])),
    }),
  ),
});

export type PastSignIn = z.output<typeof Answer>['signIns'][number];

/** The sign-ins of a subject, newest first. Errors: `idp.down` for anything that is no answer. */
export type History = (subject: string) => Promise<readonly PastSignIn[]>;

export function openHistory({
  issuer,
  token,
  authority,
}: {
  readonly issuer: string;
  readonly token: string;
  readonly authority?: string;
}): History & Disposable {
  const fetch = createFetch({ timeout: 3_000, ...(authority === undefined ? {} : { ca: authority }) });
  const ask: History = async (subject) => {
    try {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const answer = await fetch(new URL('/history', issuer), { method: 'POST', headers, body: JSON.stringify({ subject }) });
      if (answer.status !== 200) throw new EidError('http.status', { status: answer.status });
      return Answer.parse(await answer.json()).signIns;
    } catch (cause) {
      throw new EidError('idp.down', {}, { cause });
    }
  };
  return Object.assign(ask, { [Symbol.dispose]: () => fetch[Symbol.dispose]() });
}
