// Activation: a page of the browser hands over the address of a TC token. TR-03124-1 2.2. The request stays open until the sign-in is over, or
// until the window is to be shown in this very tab.
import type { Context } from 'hono';
import { chooseLanguage } from '../../../io/http/index.ts';
import type { ErrorCode } from '../../../lib/phrases/index.ts';
import { failurePage } from '../pages/result.ts';
import { admit, isAdmitted } from '../window/routes.ts';
import type { Sitting } from '../window/sitting.ts';
import type { Destination } from './authentication.ts';

export interface Reception {
  /** The sign-in that is going on or whose explanation is still shown. */
  readonly current: Sitting | undefined;
  readonly busy: boolean;
  /** Begins a sign-in; `undefined` when there were too many of late. */
  begin(tcTokenUrl: string, language: ReturnType<typeof chooseLanguage>): Sitting | undefined;
  /** Opens the window without a sign-in, at this page of it; `undefined` when there was too much of it of late. */
  beginCare(language: ReturnType<typeof chooseLanguage>, view: string): Sitting | undefined;
  /** Stops the one that is going on. */
  abandon(): Promise<void>;
}

/** HTTP status of a page that says why there is nowhere to go. */
const statusOf = { 'token.address-not-allowed': 400, 'token.unreachable': 404, 'request.not-allowed': 403, 'client.busy': 409 } as const;

/** The answer to `/eID-Client?tcTokenURL=…`; parameter names are compared without case. */
export async function activation(c: Context, tcTokenUrl: string, reception: Reception): Promise<Response> {
  const language = chooseLanguage(c);
  const fail = (code: ErrorCode) => {
    const status = Object.hasOwn(statusOf, code) ? statusOf[code as keyof typeof statusOf] : 400;
    return c.html(failurePage(code, { language, url: c.req.url, inTab: false }), status);
  };
  if (!isNavigation(c)) return fail('request.not-allowed');
  if (tcTokenUrl === '') return fail('token.address-not-allowed');
  if (reception.busy) {
    if (reception.current === undefined || !isAdmitted(c, reception.current)) return fail('client.busy');
    await reception.abandon();
  }
  const sitting = reception.begin(tcTokenUrl, language);
  if (sitting === undefined) return fail('client.busy');
  stopWithBrowser(c, sitting);
  const destination = await Promise.race([sitting.ended, sitting.inTab]);
  if (destination === undefined) {
    admit(c, sitting);
    return c.redirect('/window', 303);
  }
  return answer(c, destination, fail);
}

function answer(c: Context, destination: Destination, fail: (code: ErrorCode) => Response | Promise<Response>) {
  return destination.kind === 'redirect' ? c.redirect(destination.address, 303) : fail(destination.code);
}

/** A page that a person went to: not an image, a frame, a fetch or a guess of the browser. Programs that are no browser say nothing. */
export function isNavigation(c: Context): boolean {
  const destination = c.req.header('sec-fetch-dest');
  const mode = c.req.header('sec-fetch-mode');
  const guessed = c.req.header('sec-purpose') !== undefined;
  return !guessed && (destination === undefined || destination === 'document') && (mode === undefined || mode === 'navigate');
}

/** Who closes the waiting tab, stops the sign-in. */
function stopWithBrowser(c: Context, sitting: Sitting): void {
  const { outgoing } = c.env as { outgoing?: { once(event: 'close', listener: () => void): void; writableFinished: boolean } };
  outgoing?.once('close', () => {
    if (!outgoing.writableFinished) sitting.dialogue.cancel();
  });
}
