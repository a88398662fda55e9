// The routes of the acts at the window.
import type { Context } from 'hono';
import { letter } from '../../../io/print/index.ts';
import type { Readers } from '../../../io/reader/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import type { ErrorCode, Language } from '../../../lib/phrases/index.ts';
import type { Handlers } from '../area.ts';
import { byClerk } from '../issue/routes.ts';
import type { Means } from '../means.ts';
import type { Pads } from '../pad/pads.ts';
import type { CardRow } from '../tables.ts';
import { type ActName, actNames, actsFor, performAct } from './acts.ts';
import { actDonePage, actPage, sayWindow } from './page.ts';
import type { TerminalMeans } from './terminal.ts';

type Route = 'GET /cards/:id/acts/:act' | 'POST /cards/:id/acts/:act';
type WindowMeans = Means & TerminalMeans & { readonly readers: Readers };

export function windowRoutes(means: WindowMeans, pads: Pads): Handlers<Route> {
  const { register } = means;
  const wanted = async (c: Context) => {
    const card = await register.card(c.req.param('id') ?? '');
    const act = actNames.find((name) => name === c.req.param('act'));
    if (act === undefined || !actsFor(card).includes(act)) throw new EidError<ErrorCode>('card.move-not-allowed');
    return { card, act };
  };
  return {
    'GET /cards/:id/acts/:act': async (c, visit) => {
      const { card, act } = await wanted(c);
      return c.html(actPage(visit, { act, card, filled: { typed: {}, faults: {} } }));
    },

    'POST /cards/:id/acts/:act': async (c, visit) => {
      const { card, act } = await wanted(c);
      const { language, account } = visit;
      const typed = fieldsOf(await c.req.parseBody());
      const faults = faultsOf(act, typed, language);
      // The CAN is typed anew each time.
      if (Object.keys(faults).length > 0)
        return c.html(actPage(visit, { act, card, filled: { typed: { ...typed, can: '' }, faults } }), 422);
      const { can, reason, version, street, city, postalCode } = typed;
      const by = byClerk(account, reason);
      if (act === 'content-shown') {
        if (await pads.ask(card.id, act, typed, by)) return c.redirect(`/cards/${card.id}`, 303);
        const filled = { typed: { ...typed, can: '' }, faults: { number: sayWindow(language)('act.fault.number') } };
        return c.html(actPage(visit, { act, card, filled }), 422);
      }
      const order = {
        act,
        cardId: card.id,
        version: Number(version),
        by,
        can,
        address: { street, city, postalCode },
      };
      const { puk } = await performAct(order, means);
      if (puk === undefined) return c.html(actDonePage(visit, { act, card }));
      const headers = { 'content-type': 'application/pdf', 'content-disposition': 'attachment; filename="puk.pdf"' };
      return c.body(await printPuk(puk, card, language), 200, headers);
    },
  };
}

const fields = ['version', 'identified', 'reason', 'can', 'number', 'street', 'city', 'postalCode'] as const;
type Typed = Readonly<Record<(typeof fields)[number], string>>;

function fieldsOf(body: Readonly<Record<string, unknown>>): Typed {
  const text = (name: string) => {
    const value = body[name];
    return typeof value === 'string' ? value.normalize('NFC').trim().slice(0, 200) : '';
  };
  return Object.fromEntries(fields.map((name) => [name, text(name)])) as Typed;
}

/** Nothing that is not complete goes to the card. */
function faultsOf(act: ActName, typed: Typed, language: Language): Record<string, string> {
  const say = sayWindow(language);
  const needed = {
    identified: typed.identified === 'yes',
    ...(act === 'address-changed' && {
      street: typed.street !== '',
      city: typed.city !== '',
      postalCode: /^\d{4}$/.test(typed.postalCode),
    }),
    reason: typed.reason !== '',
    can: /^\d{6}$/.test(typed.can),
    ...(act === 'content-shown' && { number: /^\d{6}$/.test(typed.number) }),
  };
  const wrong = (Object.keys(needed) as (keyof typeof needed)[]).filter((name) => needed[name] === false);
  return Object.fromEntries(wrong.map((name) => [name, say(`act.fault.${name}`)]));
}

function printPuk(puk: string, card: CardRow, language: Language) {
  const say = sayWindow(language);
  return letter({
    language,
    title: say('puk.paper.title'),
    facts: [
      [card.document_number, ''],
      ['PUK', `${puk.slice(0, 5)} ${puk.slice(5)}`],
    ],
    paragraphs: [say('puk.paper.text')],
  });
}
