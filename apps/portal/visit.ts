// One request as a handler sees it: who comes, in which language, to which address; and the areas' tables of handlers.
import type { Context } from 'hono';
import { EidError } from '../../lib/error/index.ts';
import type { Account, Patient, Worker } from './account.ts';
import type { View } from './pages/frame.ts';
import type { policy, RouteName } from './policy.ts';

/** Whom a row of the policy lets in: what its handlers may take for granted. */
type AccountOf<Who> = Who extends 'anyone'
  ? Account | undefined
  : Who extends 'signed-in'
    ? Account
    : Who extends readonly (infer Holder)[]
      ? Holder extends 'patient'
        ? Patient
        : Worker
      : never;

/** A visit is the view of its page as well. */
export type Visit<Who = 'anyone'> = View & {
  readonly account: AccountOf<Who>;
  /** For the query, the body and the answer. */
  readonly context: Context;
};

export type Handler<Who = 'anyone'> = (visit: Visit<Who>) => Response | Promise<Response>;

/** A visit to a route of the policy. */
export type VisitOf<Route extends RouteName> = Visit<(typeof policy)[Route]['who']>;

/** Handlers of an area by the routes of the policy. */
export type Routes = { readonly [Route in RouteName]?: Handler<(typeof policy)[Route]['who']> };

/** What a record belongs to: an institution, or a person by the `sub` of their account. */
export type Belonging = { readonly institution: string } | { readonly subject: string };

/**
 * A record that is this person's or their institution's. Errors: `request.not-allowed` for anybody else's, and just the same when there is none,
 * so that nobody learns what exists.
 */
export function own<Record extends Belonging>(account: Account | undefined, record: Record | undefined): Record {
  if (record !== undefined && account !== undefined && belongs(account, record)) return record;
  throw new EidError('request.not-allowed', { at: 'record' });
}

function belongs(account: Account, record: Belonging): boolean {
  if ('subject' in record) return account.sub !== '' && record.subject === account.sub;
  return account.kind === 'worker' && record.institution === account.institution.id;
}
