// After filing: what happens next, the letter for the parcel, a picture; and the confirmation by the institution.
import { EidError } from '../../../lib/error/index.ts';
import type { PortalParts } from '../parts.ts';
import type { Routes } from '../visit.ts';
import { parcelLetter } from './mails.ts';
import { confirmPage, sentPage } from './pages/sent.ts';
import { largestPicture, redraw } from './picture.ts';
import { act, foundBy } from './store.ts';
import { uploaded } from './upload.ts';

export function sentRoutes({ db, clock, origin }: PortalParts): Routes {
  const report = (receipt: string | undefined) => foundBy(db, 'receipt', receipt ?? '');
  return {
    'GET /faults/sent/:receipt': async ({ context: c, ...view }) => {
      const found = await report(c.req.param('receipt'));
      const picture = await db.selectFrom('fault_picture').select('report').where('report', '=', found.id).executeTakeFirst();
      return c.html(sentPage(view, found, picture !== undefined));
    },

    'GET /faults/sent/:receipt/letter': async ({ context: c }) => {
      const found = await report(c.req.param('receipt'));
      return c.body(await parcelLetter(found), 200, {
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename="${found.number}.pdf"`,
      });
    },

    'POST /faults/sent/:receipt/picture': async ({ context: c }) => {
      const found = await report(c.req.param('receipt'));
      const octets = await uploaded(c, 'picture', largestPicture);
      if (octets === undefined || found.state === 'closed') throw new EidError('picture.refused');
      const content = await redraw(octets);
      await db
        .insertInto('fault_picture')
        .values({ report: found.id, content })
        .onConflict((conflict) => conflict.column('report').doUpdateSet({ content }))
        .execute();
      return c.redirect(`/faults/sent/${found.receipt}`, 303);
    },

    'GET /faults/confirm/:key': async ({ context: c, ...view }) =>
      c.html(confirmPage(view, await foundBy(db, 'confirm_key', c.req.param('key') ?? ''))),

    'POST /faults/confirm/:key': async ({ context: c }) => {
      const found = await foundBy(db, 'confirm_key', c.req.param('key') ?? '');
      const event = (await c.req.formData()).get('event') === 'confirm' ? 'confirm' : 'withdraw';
      await act(db, found.id, { event, actor: 'confirmer', who: found.institution_name, note: '' }, { now: clock(), origin });
      return c.redirect(`/faults/sent/${found.receipt}`, 303);
    },
  };
}
