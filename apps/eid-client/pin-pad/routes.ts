// The PIN-pad reader over HTTP: its picture, its keys, and what the display says. An origin apart from the client's: it is another device.
import { Hono } from 'hono';
import { chooseLanguage, knownHostsOnly, ownPagesOnly, pageAssets, pageHeaders } from '../../../io/http/index.ts';
import type { Keypad } from '../../../io/reader/index.ts';
import { keys, pinPadPage, pinPadStyle } from './page.ts';

/** Milliseconds that a question for changes may wait. */
const patience = 20_000;

/** `hosts` is filled once the port is known. */
export function pinPadRoutes(hosts: readonly string[], keypad: Keypad): Hono {
  const app = new Hono();
  app.use(knownHostsOnly(hosts), pageHeaders(), ownPagesOnly());
  app.route('/', pageAssets({ 'pin-pad.js': new URL('../web/pin-pad.ts', import.meta.url) }));
  app.get('/style.css', (c) => c.body(pinPadStyle, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' }));
  app.get('/', (c) => c.html(pinPadPage(keypad.display, chooseLanguage(c), c.req.url)));
  app.get('/changes', async (c) => {
    await keypad.changed(Number(c.req.query('after')), patience);
    return c.json({ version: keypad.display.version });
  });
  app.post('/key', async (c) => {
    const { key } = await c.req.parseBody();
    const pressed = keys.find((known) => known === key);
    if (pressed !== undefined) keypad.press(pressed);
    return c.redirect('/', 303);
  });
  return app;
}
