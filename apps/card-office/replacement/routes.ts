// The replacement of a card: why, whether that is possible, and the new card in production. It carries the pseudonym over where the profile says so.
import type { Context } from 'hono';
import { type Predecessor, replacementFault, replacementReasons } from '../../../lib/card-lifecycle/index.ts';
import { type CalendarDate, fullName } from '../../../lib/person/index.ts';
import type { Handlers } from '../area.ts';
import { dayOfOffice } from '../day.ts';
import { byClerk } from '../issue/routes.ts';
import type { Means } from '../means.ts';
import { replacementPage } from './pages.ts';

type Route = 'GET /cards/:id/replacement' | 'POST /cards/:id/replacement';

export function replacementRoutes({ register, production, clock }: Means): Handlers<Route> {
  const read = async (c: Context) => {
    const card = await register.card(c.req.param('id') ?? '');
    const [holder, cards] = await Promise.all([register.holder(card.holder_id), register.cardsOf(card.holder_id)]);
    const hasSuccessor = cards.some(({ replaces, state }) => replaces === card.id && state !== 'void');
    const { state, expires } = card;
    const predecessor: Predecessor = { state, hasSuccessor, ...(expires !== null && { expires: expires as CalendarDate }) };
    const { family, given, title } = holder;
    return { card, predecessor, name: fullName({ family, given, ...(title !== null && { title }) }) };
  };
  return {
    'GET /cards/:id/replacement': async (c, visit) => c.html(replacementPage(visit, { ...(await read(c)), typed: {}, faults: [] })),

    'POST /cards/:id/replacement': async (c, visit) => {
      const found = await read(c);
      const typed = await c.req.parseBody();
      const reason = replacementReasons.find((one) => one === typed['reason']);
      const words = typeof typed['words'] === 'string' ? typed['words'].trim().slice(0, 500) : '';
      const fault = reason && replacementFault(found.predecessor, reason, dayOfOffice(clock()));
      const faults = [
        ...(reason === undefined ? (['reason'] as const) : []),
        ...(words === '' ? (['words'] as const) : []),
        ...(fault === undefined ? [] : [fault]),
      ];
      if (faults.length > 0) {
        return c.html(replacementPage(visit, { ...found, typed: { reason: reason ?? '', words }, faults }), 422);
      }
      const { id, holder_id: holderId, kind } = found.card;
      const next = await production.begin({ holderId, kind, replaces: id }, byClerk(visit.account, `${reason}: ${words}`));
      return c.redirect(`/cards/${next.id}/making`, 303);
    },
  };
}
