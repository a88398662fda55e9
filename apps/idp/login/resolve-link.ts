// Whose card is this? The directory knows which worker a sector pseudonym belongs to, and in which roles they may act.
import { createFetch } from '../../../io/http/index.ts';
import { type RecordHop, recordHop } from '../../../io/road/index.ts';
import {
  entitlement,
  type LinkResolved,
  parseLinkResolved,
  type ResolveLink,
  type RoleEntry,
  type WorkerRecord,
} from '../../../lib/entitlement/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import type { SignInPlan } from '../../../lib/oidc/index.ts';
import type { FailureCode } from './failure.ts';

/** Asks the directory. Errors: `directory.down` for anything that is no answer. */
export type AskDirectory = (request: ResolveLink) => Promise<LinkResolved>;

export function openDirectory({ url, token }: { readonly url: string; readonly token: string }): AskDirectory & Disposable {
  const fetch = createFetch();
  const ask: AskDirectory = async (request) => {
    try {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
      const answer = await fetch(new URL('/resolve-link', url), { method: 'POST', headers, body: JSON.stringify(request) });
      if (answer.status !== 200) throw new EidError('http.status', { status: answer.status });
      return parseLinkResolved(await answer.json());
    } catch (cause) {
      throw new EidError<FailureCode>('directory.down', {}, { cause });
    }
  };
  return Object.assign(ask, { [Symbol.dispose]: () => fetch[Symbol.dispose]() });
}

export interface ResolveLinkNeeds {
  readonly askDirectory: AskDirectory;
  readonly road: RecordHop;
}

export interface ActingWorker {
  readonly worker: WorkerRecord;
  /** Those that count today and were asked for: one or more. */
  readonly roles: readonly RoleEntry[];
}

/** Errors: `account.not-linked`, `account.suspended`, `account.no-role`, `directory.down`. */
export async function resolveLink(
  { askDirectory, road }: ResolveLinkNeeds,
  { pseudonym, mark, asked }: { readonly pseudonym: string; readonly mark: string; readonly asked: SignInPlan['role'] },
): Promise<ActingWorker> {
  const link = await recordHop(road, { hop: 'resolve-link', from: 'idp', to: 'directory', session: mark }, () =>
    askDirectory({ pseudonym }),
  );
  if (link.kind === 'not-linked') throw new EidError<FailureCode>('account.not-linked');
  const entitled = entitlement(link.worker.registration, link.worker.roles);
  if (entitled.kind === 'suspended') throw new EidError<FailureCode>('account.suspended');
  const roles = entitled.kind === 'no-role' ? [] : entitled.roles.filter((role) => wasAsked(role, asked));
  if (roles.length === 0) throw new EidError<FailureCode>('account.no-role');
  return { worker: link.worker, roles };
}

function wasAsked({ role, institution, unit }: RoleEntry, asked: SignInPlan['role']): boolean {
  const fits = (values: readonly string[] | undefined, value: string) => values === undefined || values.includes(value);
  return fits(asked.eeszt_role, role) && fits(asked.eeszt_org, institution.id) && fits(asked.eeszt_unit, unit.id);
}
