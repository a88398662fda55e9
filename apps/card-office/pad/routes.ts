// The routes of the holder's pad, which is a browser of its own, and of the clerk's page that hands an activation over to it.
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import { isSimplePin, parseNewPin } from '../../../lib/eac/pin-management/index.ts';
import type { Handlers, View } from '../area.ts';
import { byClerk } from '../issue/routes.ts';
import { contentPage } from '../window/page.ts';
import { rightsOfTerminal } from '../window/terminal.ts';
import { activate, type PadMeans } from './activate.ts';
import type { Pad } from './pads.ts';
import { activationPage, type PadFault, padPage } from './pages.ts';
import { showContent } from './show-content.ts';

type Route = 'GET /cards/:id/activation' | 'POST /cards/:id/activation' | 'GET /pad' | 'POST /pad';

const cookie = 'office_pad';
const text = z.string().max(200).default('');
const Asked = z.object({ identified: text, number: text, can: text, reason: text });
const Typed = z.object({ can: z.string().max(200).optional(), activationPin: text, pin: text, again: text });

export function padRoutes(means: PadMeans, origin: string): Handlers<Route> {
  const { register, files, pads } = means;
  const secure = origin.startsWith('https:');
  const showAt = async (c: Context, view: View, typed: { readonly secret: string; readonly pad: Pad; readonly pin: string }) => {
    const { secret, pad, pin } = typed;
    const refuse = (fault: PadFault, triesLeft?: number) =>
      c.html(padPage(view, pad, { fault, wantsCan: false, ...(triesLeft !== undefined && { triesLeft }) }), 422);
    if (!/^\d{6}$/.test(pin)) return refuse('pin-length');
    const outcome = await showContent(secret, pin, means);
    if (outcome.kind !== 'shown') return refuse(outcome.kind, outcome.kind === 'pin-wrong' ? outcome.triesLeft : undefined);
    return c.html(contentPage(view, { ...outcome, windowRights: rightsOfTerminal(files) }));
  };
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
        ...(/^\d{6}$/.test(typed.can) ? [] : (['can'] as const)),
        ...(/^\d{6}$/.test(number) ? [] : (['number'] as const)),
      ];
      // The CAN is typed anew each time.
      const refuse = (wrong: typeof faults) => c.html(activationPage(visit, { card, typed: { ...typed, can: '' }, faults: wrong }), 422);
      if (faults.length > 0) return refuse(faults);
      const isAsked = await pads.ask(card.id, 'activated', { number, can: typed.can }, byClerk(visit.account, typed.reason.trim()));
      return isAsked ? c.redirect(`/cards/${card.id}`, 303) : refuse(['number']);
    },

    'GET /pad': async (c, view) => {
      const found = await pads.pad(getCookie(c, cookie));
      if (found !== undefined && !(found.state === 'done' && c.req.query('next') !== undefined)) return c.html(padPage(view, found));
      const secret = await pads.open();
      setCookie(c, cookie, secret, { path: '/pad', httpOnly: true, sameSite: 'Strict', secure });
      const pad = await pads.pad(secret);
      return pad === undefined ? c.redirect('/pad', 303) : c.html(padPage(view, pad));
    },

    'POST /pad': async (c, view) => {
      const secret = getCookie(c, cookie);
      const pad = await pads.pad(secret);
      if (secret === undefined || pad?.state !== 'asked') return c.redirect('/pad', 303);
      const typed = Typed.parse(await c.req.parseBody());
      if (pad.act === 'content-shown') return showAt(c, view, { secret, pad, pin: typed.pin });
      const { can } = typed;
      const refuse = (fault: PadFault, triesLeft?: number) => {
        const wantsCan = can !== undefined || fault === 'suspended' || triesLeft === 1;
        return c.html(padPage(view, pad, { fault, wantsCan, ...(triesLeft !== undefined && { triesLeft }) }), 422);
      };
      // What has a wrong length never reaches the card, and costs no try.
      if (can !== undefined && !/^\d{6}$/.test(can)) return refuse('can-length');
      if (!/^\d{5}$/.test(typed.activationPin)) return refuse('activation-length');
      using pin = parseNewPin(typed.pin);
      if (pin === undefined) return refuse('pin-length');
      if (isSimplePin(pin)) return refuse('pin-simple');
      if (typed.pin !== typed.again) return refuse('pin-differs');
      const outcome = await activate(secret, { activationPin: typed.activationPin, can }, pin, means);
      if (outcome.kind === 'done') return c.redirect('/pad', 303);
      return refuse(outcome.kind, outcome.kind === 'wrong' ? outcome.triesLeft : undefined);
    },
  };
}
