// How areas give their routes: handlers under rows of the policy, each called only for those whom the row allows.
import type { Context } from 'hono';
import type { Language } from '../../lib/phrases/index.ts';
import type { Account, Clerk, Holder } from './account.ts';
import type { policy, RouteName } from './policy.ts';

/** What every page is drawn from. */
export interface View {
  readonly language: Language;
  readonly url: string;
  readonly account?: Account | undefined;
}

type Promised = { readonly clerk: Clerk; readonly holder: Holder };

/** The account that a route's row promises. */
type AccountOf<Route extends RouteName> = (typeof policy)[Route] extends readonly (infer Who extends keyof Promised)[]
  ? Promised[Who]
  : Account | undefined;

export type Visit<Route extends RouteName> = View & { readonly account: AccountOf<Route> };

export type Handlers<Route extends RouteName> = {
  readonly [Name in Route]: (c: Context, visit: Visit<Name>) => Response | Promise<Response>;
};

/** The routes of an area, as the office takes them together. */
export type AnyHandlers = Partial<Record<RouteName, (c: Context, visit: never) => Response | Promise<Response>>>;
