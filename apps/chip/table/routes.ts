// The table of cards as routes of the world's console: cards are put on the virtual reader and taken off it again, one at a time.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { z } from 'zod';
import { chooseLanguage, errorPage, ownPagesOnly } from '../../../io/http/index.ts';
import type { Insertion } from '../../../io/reader/vpcd.ts';
import { EidError, isEidError } from '../../../lib/error/index.ts';
import { type ErrorCode, errorCode, explain } from '../../../lib/phrases/index.ts';
import { insertCard } from '../insert.ts';
import { backToTable, type Place, tablePage } from './page.ts';
import { cardNow, type TableCard } from './table-card.ts';

export interface TableOptions {
  /** The cards that there are at the moment. */
  readonly cards: () => Promise<readonly TableCard[]>;
  /** Where the client's virtual reader listens. */
  readonly reader: { readonly host: string; readonly port: number };
  /** The client's reader with keys, and the page on which it is drawn, where there is one. */
  readonly pinPad?: { readonly host: string; readonly port: number; readonly page: string };
  /** The reader at the window of the card office, where there is one. */
  readonly windowReader?: { readonly host: string; readonly port: number };
  /** The portal's address, for the way on. */
  readonly portal: string;
  /** What a program shows as Bearer when it moves cards. */
  readonly token: string;
}

/** `/cards` and what its buttons do. Disposing takes the card off the reader. */
export interface Table extends AsyncDisposable {
  readonly routes: Hono;
}

/** A reader that is taken drops a second card within this time. */
const acceptedAfter = 60;

export function tableRoutes({ cards, reader, pinPad, windowReader, portal, token }: TableOptions): Table {
  const places = { reader, 'pin-pad': pinPad, window: windowReader };
  let inserted: { readonly person: string; readonly place: Place; readonly insertion: Insertion } | undefined;
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
  const insert = async (person: string, place: Place) => {
    const at = places[place];
    if (at === undefined) throw new EidError('reader.none');
    const card = (await cards()).find((one) => one.person === person);
    if (card === undefined) throw new EidError('card.none');
    await remove();
    const insertion = await insertCard({ file: card.file, host: at.host, port: at.port });
    const refused = await Promise.race([insertion.removed.then(() => true), setTimeout(acceptedAfter, false)]);
    if (refused) throw new EidError('card.in-use');
    inserted = { person, place, insertion };
    void insertion.removed.then(() => {
      if (inserted?.insertion === insertion) inserted = undefined;
    });
  };

  const routes = new Hono();
  routes.use('/cards/*', ownPagesOnly());
  routes.get('/cards', async (c) => {
    const language = chooseLanguage(c);
    const drawn = await Promise.all((await cards()).map(cardNow));
    const { person, place } = inserted ?? {};
    const shown = { language, url: c.req.url, portal, cards: drawn, inserted: person, place, pinPad: pinPad?.page };
    return c.html(tablePage({ ...shown, window: windowReader !== undefined }));
  });
  routes.post('/cards/remove', (c) => changed(c, () => inTurn(remove)));
  for (const [path, place] of Object.entries(buttons)) {
    routes.post(`/cards/:person/${path}`, (c) => changed(c, () => inTurn(() => insert(c.req.param('person') ?? '', place))));
  }
  routes.use('/table/*', bearerOnly(token));
  routes.put('/table/reader', async (c) => {
    const { card } = wanted.parse(await c.req.json().catch(() => undefined));
    await inTurn(() => insert(card, 'reader'));
    return c.json({ card });
  });
  routes.delete('/table/reader', async (c) => {
    await inTurn(remove);
    return c.json({ card: null });
  });
  routes.onError((thrown, c) => failed(c, thrown));
  return { routes, [Symbol.asyncDispose]: () => inTurn(remove) };
}

/** What the buttons of a card post to, and where each puts it. */
const buttons = { insert: 'reader', 'pin-pad': 'pin-pad', 'hand-in': 'window' } as const satisfies Record<string, Place>;

const wanted = z.strictObject({ card: z.string() });

/** For programs: the token of the world, and answers as problems (RFC 9457). */
function bearerOnly(token: string): MiddlewareHandler {
  const [expected, salt] = [`Bearer ${token}`, randomBytes(32)];
  const digest = (text: string) => createHmac('sha256', salt).update(text).digest();
  return async (c, next) => {
    const shown = digest(c.req.header('authorization') ?? '');
    return timingSafeEqual(shown, digest(expected)) ? next() : problem(c, 'request.not-allowed', 403);
  };
}

function problem(c: Context, code: ErrorCode, status: 400 | 403 | 409 | 500): Response {
  return c.json({ code, status }, status, { 'content-type': 'application/problem+json' });
}

async function changed(c: Context, change: () => Promise<void>): Promise<Response> {
  await change();
  return c.redirect('/cards', 303);
}

function failed(c: Context, thrown: unknown): Response | Promise<Response> {
  const language = chooseLanguage(c);
  if (thrown instanceof z.ZodError) return problem(c, 'request.not-allowed', 400);
  const code = errorCode(isEidError(thrown) ? thrown.code : undefined);
  if (c.req.path.startsWith('/table/')) return problem(c, code, code === 'internal' ? 500 : 409);
  const frame = { page: 'table.cards', language, brand: 'eSzig', home: '/cards', url: c.req.url };
  return c.html(errorPage({ ...frame, error: explain(code, language), way: backToTable(language) }), code === 'internal' ? 500 : 409);
}
