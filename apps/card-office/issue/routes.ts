// The routes of a card that is being made.
import type { Context } from 'hono';
import type { Clerk } from '../account.ts';
import type { Handlers } from '../area.ts';
import type { Means } from '../means.ts';
import type { By } from '../register/register.ts';
import { makingPage } from './page.ts';

type Route =
  | 'GET /cards/:id/making'
  | 'POST /cards/:id/making/print'
  | 'POST /cards/:id/making/finish'
  | 'POST /cards/:id/making/give-up'
  | 'POST /cards/:id/hand-over';

/** A clerk as the register writes them down. */
export const byClerk = ({ name, sub }: Clerk, reason?: string): By => ({
  actor: 'clerk',
  clerk: { name, sub },
  ...(reason !== undefined && { reason }),
});

export function issueRoutes({ register, production }: Means): Handlers<Route> {
  const idOf = (c: Context) => c.req.param('id') ?? '';
  const back = (c: Context) => c.redirect(`/cards/${idOf(c)}/making`, 303);
  const read = async (c: Context) => {
    const card = await register.card(idOf(c));
    return { card, holder: await register.holder(card.holder_id) };
  };
  return {
    'GET /cards/:id/making': async (c, visit) => c.html(makingPage(visit, await read(c))),

    'POST /cards/:id/making/print': async (c, { account, language }) => {
      const paper = await production.printCodes(idOf(c), byClerk(account), language);
      const headers = { 'content-type': 'application/pdf', 'content-disposition': 'attachment; filename="kodkartya.pdf"' };
      return c.body(paper, 200, headers);
    },

    'POST /cards/:id/making/finish': async (c, { account }) => {
      await production.finish(idOf(c), byClerk(account));
      return back(c);
    },

    'POST /cards/:id/making/give-up': async (c, { account }) => {
      await production.giveUp(idOf(c), byClerk(account));
      return back(c);
    },

    'POST /cards/:id/hand-over': async (c, visit) => {
      const { version, identified, said } = await c.req.parseBody();
      const { card, holder } = await read(c);
      if (identified !== 'yes' || said !== 'yes') return c.html(makingPage(visit, { card, holder, unconfirmed: true }), 422);
      // The card before ends by the sweep of the endings, within a second, also when the authorities are away at this moment.
      await register.happen(card.id, { event: 'handed-over', by: byClerk(visit.account), version: Number(version) });
      return back(c);
    },
  };
}
