// Registers handlers at their addresses, each behind its row of the policy.
import type { Context, Hono } from 'hono';
import { chooseLanguage } from '../../io/http/index.ts';
import { EidError } from '../../lib/error/index.ts';
import type { Account } from './account.ts';
import { homeOf, homePaths } from './homes.ts';
import { mayEnter, type RouteName, type Rule, routeNames, ruleOf } from './policy.ts';
import type { Handler, Routes } from './visit.ts';

export type RouterNeeds = {
  /** Who is signed in. */
  readonly signedIn: (c: Context) => Promise<Account | undefined>;
  /** Throws when what somebody signed in as holds no more; not asked where anyone may go. */
  readonly vouch: (c: Context, account: Account) => Promise<void>;
  /** Keeps what somebody sent whose session had ended, for when they are back; whether there was anything to keep. */
  readonly keepAnswers: (c: Context) => Promise<boolean>;
};

/** Every row of the policy with its handler. Throws `TypeError` when a row has none or two. */
export function register(app: Hono, areas: readonly Routes[], { signedIn, vouch, keepAnswers }: RouterNeeds): void {
  for (const name of routeNames) {
    const handle = handlerOf(name, areas);
    const rule = ruleOf(name);
    const [method = '', path = ''] = name.split(' ');
    app.on(method, path, async (c) => {
      const account = await signedIn(c);
      if (!mayEnter(rule, account, c.req.param('institution'))) {
        const kept = account === undefined && isForm(name) && (await keepAnswers(c));
        return kept ? c.redirect('/sign-in/again', 303) : refuse(c, rule, account);
      }
      if (rule.who !== 'anyone' && account !== undefined) await vouch(c, account);
      return handle({ context: c, language: chooseLanguage(c), url: c.req.url, account });
    });
  }
}

function handlerOf(name: RouteName, areas: readonly Routes[]): Handler {
  const handlers = areas.flatMap((routes) => routes[name] ?? []);
  if (handlers.length !== 1) throw new TypeError(`${name} has ${handlers.length} handlers`);
  // The row lets in only whom the handler takes.
  return handlers[0] as Handler;
}

/** Whether answers sent to a route are of a form that is shown at the same address. */
const isForm = (name: RouteName) => name.startsWith('POST ') && routeNames.some((shown) => shown === name.replace('POST ', 'GET '));

function refuse(c: Context, { refusal = 'page' }: Rule, account: Account | undefined): Response {
  if (refusal === 'status') return c.json({ code: 'signin.expired' }, account === undefined ? 401 : 403);
  if (account === undefined) return c.redirect('/', 303);
  if (refusal === 'home') return c.redirect(homePaths[homeOf(account)], 303);
  throw new EidError('request.not-allowed', { at: 'policy' });
}
