// The routes of a card's end: online without a sign-in, from the holder's own page, and at the window.
import type { Context } from 'hono';
import { z } from 'zod';
import { EidError } from '../../../lib/error/index.ts';
import { parseDocumentNumber } from '../../../lib/person/index.ts';
import type { ErrorCode } from '../../../lib/phrases/index.ts';
import type { Clerk, Holder } from '../account.ts';
import type { Handlers } from '../area.ts';
import type { Means } from '../means.ts';
import type { By, RegisterErrorCode } from '../register/register.ts';
import type { CardRow } from '../tables.ts';
import { type Endings, type Entry, entries, type Report, reports } from './endings.ts';
import { endedPage, ownCardPage, reportedPage, reportPage, windowReportPage } from './pages.ts';

type Route =
  | 'GET /report'
  | 'POST /report'
  | 'GET /report/done'
  | 'GET /own/cards/:id'
  | 'POST /own/cards/:id/report'
  | 'GET /window/report'
  | 'POST /window/report'
  | 'GET /window/report/:id';

const text = z.string().max(500).default('');
const Online = z.object({ document: text, code: text, what: text });
const AtWindow = z.object({ document: text, what: text, reason: text });

export function endingRoutes({ register }: Means, endings: Endings): Handlers<Route> {
  /** A card of this holder; anybody else's is unknown here. */
  const own = async (c: Context, { taj }: Holder): Promise<CardRow> => {
    const holder = await register.holderByTaj(taj);
    const card = await register.card(c.req.param('id') ?? '');
    if (holder === undefined || card.holder_id !== holder.id) throw new EidError<RegisterErrorCode>('card.unknown-to-office');
    return card;
  };
  const enter = async (card: CardRow, entry: Entry, by: By): Promise<unknown> => {
    if (entry === 'found') return endings.found(card.id, by);
    if (entry === 'holder-died') return endings.died(card.holder_id, by);
    return endings.report(card.id, entry, by);
  };
  return {
    'GET /report': (c, view) => c.html(reportPage(view, { typed: {}, faults: [] })),

    'POST /report': async (c, view) => {
      const typed = Online.parse(await c.req.parseBody());
      const document = parseDocumentNumber(typed.document);
      const what = isReport(typed.what) ? typed.what : undefined;
      const faults = [
        ...(document === undefined ? (['document'] as const) : []),
        ...(typed.code.replace(/[\s-]/g, '').length === 11 ? [] : (['code'] as const)),
        ...(what === undefined ? (['what'] as const) : []),
      ];
      if (document === undefined || what === undefined || faults.length > 0) return c.html(reportPage(view, { typed, faults }), 422);
      const answer = await endings.reportByCode(document, typed.code, what);
      if (answer === 'done') return c.redirect('/report/done', 303);
      return c.html(reportPage(view, { typed: { ...typed, code: '' }, faults: [answer] }), answer === 'too-often' ? 429 : 422);
    },

    'GET /report/done': (c, view) => c.html(reportedPage(view)),

    'GET /own/cards/:id': async (c, visit) => {
      const card = await own(c, visit.account);
      return c.html(ownCardPage(visit, card, await register.eventsOf(card.id)));
    },

    'POST /own/cards/:id/report': async (c, visit) => {
      const card = await own(c, visit.account);
      const { what } = z.object({ what: text }).parse(await c.req.parseBody());
      if (!isReport(what)) return c.html(ownCardPage(visit, card, await register.eventsOf(card.id), true), 422);
      await endings.report(card.id, what, { actor: 'holder' });
      return c.redirect(`/own/cards/${card.id}`, 303);
    },

    'GET /window/report': (c, visit) => c.html(windowReportPage(visit, { typed: {}, faults: [] })),

    'POST /window/report': async (c, visit) => {
      const typed = AtWindow.parse(await c.req.parseBody());
      const document = parseDocumentNumber(typed.document);
      const what = entries.find((entry) => entry === typed.what);
      const faults = [
        ...(document === undefined ? (['document'] as const) : []),
        ...(what === undefined ? (['what'] as const) : []),
        ...(typed.reason.trim() === '' ? (['reason'] as const) : []),
      ];
      if (document === undefined || what === undefined || faults.length > 0) {
        return c.html(windowReportPage(visit, { typed, faults }), 422);
      }
      const card = await register.cardByNumber(document);
      if (card === undefined) throw new EidError<ErrorCode>('card.unknown-to-office');
      await enter(card, what, byClerk(visit.account, typed.reason.trim()));
      return c.redirect(`/window/report/${card.id}`, 303);
    },

    'GET /window/report/:id': async (c, visit) => c.html(endedPage(visit, await register.card(c.req.param('id') ?? ''))),
  };
}

function byClerk({ name, sub }: Clerk, reason: string): By {
  return { actor: 'clerk', clerk: { name, sub }, reason };
}

function isReport(text: string): text is Report {
  return reports.some((report) => report === text);
}
