// The clerk's desk and the register: landing page, search with a reason, a card; and a holder's own cards.
import { EidError } from '../../../lib/error/index.ts';
import { openApplications } from '../applications/applications.ts';
import type { Handlers } from '../area.ts';
import { byClerk } from '../issue/routes.ts';
import type { Means } from '../means.ts';
import { ownPage } from '../pages/own.ts';
import { actLinks } from '../window/page.ts';
import { cardPage } from './card-page.ts';
import { deskPage } from './desk-page.ts';
import { sayRegister } from './phrases.ts';
import type { RegisterErrorCode } from './register.ts';
import { search } from './search.ts';

export function registerRoutes(means: Means): Handlers<'GET /window' | 'POST /register/search' | 'GET /cards/:id' | 'GET /own'> {
  const { register } = means;
  const applications = openApplications(means);
  return {
    'GET /window': async (c, visit) => c.html(deskPage(visit, { applications: await applications.open() })),

    'POST /register/search': async (c, visit) => {
      const say = sayRegister(visit.language);
      const typed = await c.req.parseBody();
      const text = (name: string) =>
        typeof typed[name] === 'string' ? typed[name].normalize('NFC').trim().replace(/\s+/g, ' ').slice(0, 200) : '';
      const [what, reason] = [text('what'), text('reason')];
      const faults = {
        ...(what === '' && { what: say('search.fault.what') }),
        ...(reason === '' && { reason: say('search.fault.reason') }),
      };
      const desk = { applications: await applications.open(), search: { typed: { what, reason }, faults } };
      if (Object.keys(faults).length > 0) return c.html(deskPage(visit, desk), 422);
      return c.html(deskPage(visit, { ...desk, found: await search(means, what, byClerk(visit.account, reason)) }));
    },

    'GET /cards/:id': async (c, visit) => {
      const card = await register.card(c.req.param('id') ?? '');
      await register.look('viewed', { cardId: card.id, holderId: card.holder_id }, byClerk(visit.account));
      const [holder, cards, events] = await Promise.all([
        register.holder(card.holder_id),
        register.cardsOf(card.holder_id),
        register.eventsOf(card.id),
      ]);
      return c.html(
        cardPage(visit, { card, holder, others: cards.filter(({ id }) => id !== card.id), events, acts: actLinks(visit, card) }),
      );
    },

    'GET /own': async (c, visit) => {
      const holder = await register.holderByTaj(visit.account.taj);
      if (holder === undefined) throw new EidError<RegisterErrorCode>('holder.unknown-to-office');
      return c.html(ownPage(visit, await register.cardsOf(holder.id)));
    },
  };
}
