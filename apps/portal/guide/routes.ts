// Routes of the guide. All of it is open to anyone: whoever needs it cannot sign in yet.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { EidError } from '../../../lib/error/index.ts';
import { isPostcode, localTime, nearest } from '../../../lib/government-window/index.ts';
import type { PortalParts } from '../parts.ts';
import type { Routes } from '../visit.ts';
import { inForce } from './notices.ts';
import { downloadPage } from './pages/download.ts';
import { guidePage } from './pages/guide.ts';
import { noticesPage } from './pages/notices.ts';
import { stepPage } from './pages/step.ts';
import { windowsPage } from './pages/windows.ts';
import { steps } from './steps.ts';

/** How many windows a search shows. */
const shown = 3;

export const guideRoutes = ({ guide, clock }: PortalParts): Routes => ({
  'GET /guide': ({ context: c, ...view }) => c.html(guidePage(view)),

  'GET /guide/:step': ({ context: c, ...view }) => {
    const at = steps.findIndex(({ id }) => id === c.req.param('step'));
    if (at < 0) throw new EidError('request.not-allowed', { at: 'step' });
    return c.html(stepPage(view, at, guide.clientAddress));
  },

  'GET /notices': ({ context: c, ...view }) => c.html(noticesPage(view, inForce(guide.notices.value, localTime(clock()).date))),

  'GET /windows': ({ context: c, ...view }) => {
    const postcode = c.req.query('postcode')?.trim();
    const published = guide.windows.value;
    if (postcode === undefined) return c.html(windowsPage(view, { kind: 'asked' }, published));
    if (!isPostcode(postcode)) return c.html(windowsPage(view, { kind: 'wrong-postcode', postcode }, published), 400);
    const found = nearest(published, postcode, shown);
    return c.html(windowsPage(view, { kind: 'found', postcode, found, now: localTime(clock()) }, published));
  },

  'GET /download': async ({ context: c, ...view }) => c.html(downloadPage(view, await guide.downloads.list())),

  'GET /download/:file': async ({ context: c }) => {
    const file = c.req.param('file') ?? '';
    const path = await guide.downloads.path(file);
    if (path === undefined) throw new EidError('request.not-allowed', { at: 'download' });
    return c.body(Readable.toWeb(createReadStream(path)) as ReadableStream, 200, {
      'content-type': 'application/octet-stream',
      'content-length': String((await stat(path)).size),
      'content-disposition': `attachment; filename="${file}"`,
    });
  },
});
