// The landing pages: a clerk's window, a holder's own cards.
import type { Handlers } from '../area.ts';
import type { Means } from '../means.ts';
import { ownPage } from '../pages/own.ts';
import { windowPage } from '../pages/window.ts';

export function registerRoutes({ register }: Means): Handlers<'GET /window' | 'GET /own'> {
  return {
    'GET /window': (c, visit) => c.html(windowPage(visit)),
    'GET /own': async (c, visit) => {
      const holder = await register.holderByTaj(visit.account.taj);
      return c.html(ownPage(visit, holder === undefined ? [] : await register.cardsOf(holder.id)));
    },
  };
}
