// The landing pages: a clerk's window, a holder's own cards.
import { EidError } from '../../../lib/error/index.ts';
import type { Handlers } from '../area.ts';
import type { Means } from '../means.ts';
import { ownPage } from '../pages/own.ts';
import { windowPage } from '../pages/window.ts';
import type { RegisterErrorCode } from './register.ts';

export function registerRoutes({ register }: Means): Handlers<'GET /window' | 'GET /own'> {
  return {
    'GET /window': (c, visit) => c.html(windowPage(visit)),
    'GET /own': async (c, visit) => {
      const holder = await register.holderByTaj(visit.account.taj);
      if (holder === undefined) throw new EidError<RegisterErrorCode>('holder.unknown-to-office');
      return c.html(ownPage(visit, await register.cardsOf(holder.id)));
    },
  };
}
