// The routes of an activation at the window: the clerk's page, and the holder's pad, which is a browser of its own.
import { getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import { isSimplePin, parseNewPin } from '../../../lib/eac/pin-management/index.ts';
import type { Handlers } from '../area.ts';
import { byClerk } from '../issue/routes.ts';
import type { Means } from '../means.ts';
import type { Activations } from './activation.ts';
import { activationPage, type PadFault, padPage } from './pages.ts';

type Route = 'GET /cards/:id/activation' | 'POST /cards/:id/activation' | 'GET /pad' | 'POST /pad';

const cookie = 'office_pad';
const text = z.string().max(200).default('');
const Asked = z.object({ identified: text, number: text, reason: text });
const Typed = z.object({ activationPin: text, pin: text, again: text });

export function activationRoutes({ register }: Pick<Means, 'register'>, activations: Activations, origin: string): Handlers<Route> {
  const secure = origin.startsWith('https:');
  return {
    'GET /cards/:id/activation': async (c, visit) => {
      const card = await register.card(c.req.param('id') ?? '');
      return c.html(activationPage(visit, { card, typed: {}, faults: [] }));
    },

    'POST /cards/:id/activation': async (c, visit) => {
      const card = await register.card(c.req.param('id') ?? '');
      const typed = Asked.parse(await c.req.parseBody());
      const number = typed.number.replace(/\s/g, '');
      const faults = [
        ...(typed.identified === 'yes' ? [] : (['identified'] as const)),
        ...(typed.reason.trim() === '' ? (['reason'] as const) : []),
        ...(/^\d{6}$/.test(number) ? [] : (['number'] as const)),
      ];
      if (faults.length > 0) return c.html(activationPage(visit, { card, typed, faults }), 422);
      const isAsked = await activations.ask(card.id, number, byClerk(visit.account, typed.reason.trim()));
      return isAsked ? c.redirect(`/cards/${card.id}`, 303) : c.html(activationPage(visit, { card, typed, faults: ['number'] }), 422);
    },

    'GET /pad': async (c, view) => {
      const found = await activations.pad(getCookie(c, cookie));
      if (found !== undefined && !(found.state === 'done' && c.req.query('next') !== undefined)) return c.html(padPage(view, found));
      const secret = await activations.open();
      setCookie(c, cookie, secret, { path: '/pad', httpOnly: true, sameSite: 'Strict', secure });
      const pad = await activations.pad(secret);
      return pad === undefined ? c.redirect('/pad', 303) : c.html(padPage(view, pad));
    },

    'POST /pad': async (c, view) => {
      const secret = getCookie(c, cookie);
      const pad = await activations.pad(secret);
      if (secret === undefined || pad?.state !== 'asked') return c.redirect('/pad', 303);
      const typed = Typed.parse(await c.req.parseBody());
      const refuse = (fault: PadFault, triesLeft?: number) =>
        c.html(padPage(view, pad, { fault, ...(triesLeft !== undefined && { triesLeft }) }), 422);
      // What has a wrong length never reaches the card, and costs no try.
      if (!/^\d{5}$/.test(typed.activationPin)) return refuse('activation-length');
      using pin = parseNewPin(typed.pin);
      if (pin === undefined) return refuse('pin-length');
      if (isSimplePin(pin)) return refuse('pin-simple');
      if (typed.pin !== typed.again) return refuse('pin-differs');
      const outcome = await activations.type(secret, typed.activationPin, pin);
      if (outcome.kind === 'done') return c.redirect('/pad', 303);
      return refuse(outcome.kind, outcome.kind === 'wrong' ? outcome.triesLeft : undefined);
    },
  };
}
