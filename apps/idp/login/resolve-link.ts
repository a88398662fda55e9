// Whose card is this? The directory knows which worker a sector pseudonym belongs to, and in which roles they may act.
import { createFetch } from '../../../io/http/index.ts';
import { type RecordHop, recordHop } from '../../../io/road/index.ts';
import {
  entitlement,
  type LinkResolved,
  type MatchIdentity,
  parseIdentityMatched,
  parseLinkResolved,
  type ResolveLink,
  type RoleEntry,
  type SignedIn,
  type WorkerRecord,
} from '../../../lib/entitlement/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import type { SignInPlan } from '../../../lib/oidc/index.ts';
import type { FailureCode } from './failure.ts';
import type { AskMatch } from './match-identity.ts';
import type { Acting } from './sign-in.ts';

/** Asks the directory. Errors: `directory.down` for anything that is no answer. */
export type AskDirectory = (request: ResolveLink) => Promise<LinkResolved>;

/** Tells the directory that a worker signed in for an institution. Errors: `directory.down`. */
export type TellDirectory = (signedIn: SignedIn) => Promise<void>;

export function openDirectory({ url, token }: { readonly url: string; readonly token: string }): {
  readonly ask: AskDirectory;
  readonly tell: TellDirectory;
  readonly match: AskMatch;
} & Disposable {
  const fetch = createFetch();
  const post = async <T>(
    path: string,
    message: ResolveLink | SignedIn | MatchIdentity,
    status: number,
    read: (answer: Response) => Promise<T>,
  ) => {
    try {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
      const answer = await fetch(new URL(path, url), { method: 'POST', headers, body: JSON.stringify(message) });
      if (answer.status !== status) throw new EidError('http.status', { status: answer.status });
      return await read(answer);
    } catch (cause) {
      throw new EidError<FailureCode>('directory.down', {}, { cause });
    }
  };
  return {
    ask: (request) => post('/resolve-link', request, 200, async (answer) => parseLinkResolved(await answer.json())),
    match: (request) => post('/match-identity', request, 200, async (answer) => parseIdentityMatched(await answer.json())),
    tell: (signedIn) => post('/signed-in', signedIn, 204, async () => undefined),
    [Symbol.dispose]: () => fetch[Symbol.dispose](),
  };
}

export interface ResolveLinkNeeds {
  readonly askDirectory: AskDirectory;
  readonly road: RecordHop;
}

export interface ActingWorker {
  /** The one that is linked. */
  readonly pseudonym: string;
  readonly worker: WorkerRecord;
  /** Those that count today and were asked for: one or more; none when no role was asked for. */
  readonly roles: readonly RoleEntry[];
}

/**
 * The worker of a pseudonym; or of another one of the same card, which was linked while its sector moved. Errors: `account.not-linked`, `account.suspended`,
 * `account.no-role`, `directory.down`.
 */
export async function resolveLink(
  { askDirectory, road }: ResolveLinkNeeds,
  { pseudonyms, mark, plan }: { readonly pseudonyms: readonly [string, ...string[]]; readonly mark: string; readonly plan: SignInPlan },
): Promise<ActingWorker> {
  let [pseudonym, ...others] = pseudonyms;
  const ask = () =>
    recordHop(road, { hop: 'resolve-link', from: 'idp', to: 'directory', session: mark }, () => askDirectory({ pseudonym }));
  let link = await ask();
  for (const other of others) {
    if (link.kind !== 'not-linked' || other === pseudonym) break;
    pseudonym = other;
    link = await ask();
  }
  if (link.kind === 'not-linked') throw new EidError<FailureCode>('account.not-linked');
  if (plan.claims.every((claim) => claim === 'eeszt_user')) return { pseudonym, worker: link.worker, roles: [] };
  const entitled = entitlement(link.worker.registration, link.worker.roles);
  if (entitled.kind === 'suspended') throw new EidError<FailureCode>('account.suspended');
  const roles = entitled.kind === 'no-role' ? [] : entitled.roles.filter((role) => wasAsked(role, plan.role));
  if (roles.length === 0) throw new EidError<FailureCode>('account.no-role');
  return { pseudonym, worker: link.worker, roles };
}

function wasAsked({ role, institution, unit }: RoleEntry, asked: SignInPlan['role']): boolean {
  const fits = (values: readonly string[] | undefined, value: string) => values === undefined || values.includes(value);
  return fits(asked.eeszt_role, role) && fits(asked.eeszt_org, institution.id) && fits(asked.eeszt_unit, unit.id);
}

/** Whether a worker still acts in the role of their sign-in: the register and the matrix as they are now. Errors: `directory.down`. */
export async function stillActs(
  askDirectory: AskDirectory,
  pseudonym: string,
  { worker, role, institution, unit }: Acting,
): Promise<boolean> {
  const link = await askDirectory({ pseudonym });
  if (link.kind === 'not-linked' || link.worker.id !== worker) return false;
  const entitled = entitlement(link.worker.registration, link.worker.roles);
  const same = (entry: RoleEntry) => entry.role === role && entry.institution.id === institution && entry.unit.id === unit;
  return entitled.kind === 'entitled' && entitled.roles.some(same);
}
