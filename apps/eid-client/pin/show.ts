// `?ShowUI=PINManagement` and `=Settings`: opens the window, for the codes of the card or the settings, without a sign-in. TR-03124-1 2.2.
import type { Context } from 'hono';
import { chooseLanguage } from '../../../io/http/index.ts';
import { isNavigation, type Reception } from '../login/index.ts';
import { failurePage, homePage } from '../pages/result.ts';
import { admit, isAdmitted } from '../window/routes.ts';

/** `view`: where in the window it begins. Leads this tab there where that is a tab, else says that the window is open. A window that is busy is left alone. */
export async function showView(c: Context, reception: Reception, view: string): Promise<Response> {
  const frame = { language: chooseLanguage(c), url: c.req.url, inTab: false };
  if (!isNavigation(c)) return c.html(failurePage('request.not-allowed', frame), 403);
  if (reception.busy) {
    const isOurs = reception.current !== undefined && isAdmitted(c, reception.current);
    return isOurs ? c.redirect(view, 303) : c.html(failurePage('client.busy', frame), 409);
  }
  const sitting = reception.beginCare(frame.language, view);
  if (sitting === undefined) return c.html(failurePage('client.busy', frame), 409);
  const where = await Promise.race([
    sitting.inTab.then(() => 'tab' as const),
    sitting.inWindow.then(() => 'window' as const),
    sitting.ended.then(() => 'nowhere' as const),
  ]);
  if (where === 'tab') {
    admit(c, sitting);
    return c.redirect(view, 303);
  }
  return c.html(homePage(frame, where === 'window'));
}
