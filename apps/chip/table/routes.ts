// The table of cards as routes of the world's console: cards are put on the virtual reader and taken off it again, one at a time.
import { setTimeout } from 'node:timers/promises';
import { type Context, Hono } from 'hono';
import { chooseLanguage, errorPage, ownPagesOnly } from '../../../io/http/index.ts';
import type { Insertion } from '../../../io/reader/vpcd.ts';
import { EidError, isEidError } from '../../../lib/error/index.ts';
import { errorCode, explain } from '../../../lib/phrases/index.ts';
import { insertCard } from '../insert.ts';
import { backToTable, tablePage } from './page.ts';
import { cardNow, type TableCard } from './table-card.ts';

export interface TableOptions {
  readonly cards: readonly TableCard[];
  /** Where the client's virtual reader listens. */
  readonly reader: { readonly host: string; readonly port: number };
  /** The portal's address, for the way on. */
  readonly portal: string;
}

/** `/cards` and what its buttons do. Disposing takes the card off the reader. */
export interface Table extends AsyncDisposable {
  readonly routes: Hono;
}

/** A reader that is taken drops a second card within this time. */
const acceptedAfter = 60;

export function tableRoutes({ cards, reader, portal }: TableOptions): Table {
  let inserted: { readonly person: string; readonly insertion: Insertion } | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(action: () => Promise<T>): Promise<T> => {
    const result = turn.then(action);
    turn = result.catch(() => undefined);
    return result;
  };
  const remove = async () => {
    await inserted?.insertion.remove();
    inserted = undefined;
  };
  const insert = async (person: string) => {
    const card = cards.find((one) => one.person === person);
    if (card === undefined) throw new EidError('card.none');
    await remove();
    const insertion = await insertCard({ file: card.file, ...reader });
    const refused = await Promise.race([insertion.removed.then(() => true), setTimeout(acceptedAfter, false)]);
    if (refused) throw new EidError('card.in-use');
    inserted = { person, insertion };
    void insertion.removed.then(() => {
      if (inserted?.insertion === insertion) inserted = undefined;
    });
  };

  const routes = new Hono();
  routes.use('/cards/*', ownPagesOnly());
  routes.get('/cards', async (c) => {
    const language = chooseLanguage(c);
    const drawn = await Promise.all(cards.map(cardNow));
    return c.html(tablePage({ language, url: c.req.url, portal, cards: drawn, inserted: inserted?.person }));
  });
  routes.post('/cards/remove', (c) => changed(c, () => inTurn(remove)));
  routes.post('/cards/:person/insert', (c) => changed(c, () => inTurn(() => insert(c.req.param('person')))));
  routes.onError((thrown, c) => failed(c, thrown));
  return { routes, [Symbol.asyncDispose]: () => inTurn(remove) };
}

async function changed(c: Context, change: () => Promise<void>): Promise<Response> {
  await change();
  return c.redirect('/cards', 303);
}

function failed(c: Context, thrown: unknown): Response | Promise<Response> {
  const language = chooseLanguage(c);
  const code = errorCode(isEidError(thrown) ? thrown.code : undefined);
  const frame = { page: 'table.cards', language, brand: 'eSzig', home: '/cards', url: c.req.url };
  return c.html(errorPage({ ...frame, error: explain(code, language), way: backToTable(language) }), code === 'internal' ? 500 : 409);
}
