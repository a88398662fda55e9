// The pages on which the client speaks of itself, within the window: diagnosis, settings, log. They rest while a sign-in is under way.
import type { Context, Hono } from 'hono';
import { setCookie } from 'hono/cookie';
import { chooseLanguage } from '../../../io/http/index.ts';
import { dayOf } from '../../../lib/cvc/index.ts';
import { encodeDiagnosis, resultOf } from '../../../lib/diagnosis/index.ts';
import { diagnosisOf, type Examination } from '../diagnosis/diagnose.ts';
import type { Own } from '../own/index.ts';
import { parseSettingsForm } from '../own/settings.ts';
import { diagnosisPage } from '../pages/diagnosis.ts';
import type { Frame } from '../pages/frame.ts';
import { logPage } from '../pages/log.ts';
import { settingsPage } from '../pages/settings.ts';
import type { Sitting } from './sitting.ts';

type Answer = (c: Context, sitting: Sitting) => Response | Promise<Response>;

/** `resting`: the window's guard, which lets nobody in while a page of a sign-in waits for an answer. */
export function addOwnRoutes(
  app: Hono,
  { settings, journal, path, readers, examine }: Own,
  resting: (answer: Answer) => (c: Context) => Response | Promise<Response>,
): void {
  /** Of each window the newest: what is saved is what was shown. */
  const shown = new WeakMap<Sitting, Examination>();
  const frame = (c: Context, { shownInTab }: Sitting): Frame => ({ language: chooseLanguage(c), url: c.req.url, inTab: shownInTab });
  const file = (c: Context, name: string, type: string, text: string) =>
    c.body(text, 200, {
      'content-type': `${type}; charset=utf-8`,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    });

  app.get(
    '/window/diagnosis',
    resting(async (c, sitting) => {
      const examination = await examine();
      shown.set(sitting, examination);
      const result = resultOf(examination);
      journal.log.info('diagnosis', { result: result === 'ready' ? result : result.code });
      return c.html(diagnosisPage(examination, frame(c, sitting)));
    }),
  );
  app.get(
    '/window/diagnosis/file',
    resting((c, sitting) => {
      const examination = shown.get(sitting);
      if (examination === undefined) return c.redirect('/window/diagnosis', 303);
      return file(c, `eszig-diagnosis-${dayOf(examination.facts.now)}.json`, 'application/json', encodeDiagnosis(diagnosisOf(examination)));
    }),
  );
  app.get(
    '/window/settings',
    resting((c, sitting) => {
      const names = readers.list().map(({ name }) => name);
      const saved = c.req.query('saved') !== undefined;
      return c.html(settingsPage({ settings: settings.current, readers: names, folder: path, saved }, frame(c, sitting)));
    }),
  );
  app.post(
    '/window/settings',
    resting(async (c) => {
      const given = parseSettingsForm(await c.req.parseBody());
      if (given === undefined) return c.redirect('/window/settings', 303);
      settings.change(given);
      journal.log.info('settings changed', {
        language: given.language ?? 'browser',
        reader: given.reader === undefined ? 'any' : 'chosen',
        log: given.log,
      });
      if (given.language !== undefined) setCookie(c, 'lang', given.language, { path: '/', httpOnly: true, sameSite: 'Lax' });
      return c.redirect('/window/settings?saved', 303);
    }),
  );
  app.get(
    '/window/log',
    resting((c, sitting) => c.html(logPage(journal.entries(), c.req.query('grave') !== undefined, frame(c, sitting)))),
  );
  app.get(
    '/window/log/file',
    resting((c) => file(c, 'eszig-kliens-log.ndjson', 'application/x-ndjson', journal.text())),
  );
}
