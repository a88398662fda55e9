// How far the cards have followed the authorities: a page for clerks.
import type { Handlers } from '../area.ts';
import type { Means } from '../means.ts';
import { trustPage } from './page.ts';
import { generations, referenceOf } from './trust.ts';

export function trustRoutes({ db, authorities }: Pick<Means, 'db' | 'authorities'>): Handlers<'GET /trust'> {
  return {
    'GET /trust': async (c, visit) => {
      const [point = ''] = (await authorities('trustPoints', {})).trustPoints;
      return c.html(trustPage(visit, referenceOf(point), await generations(db)));
    },
  };
}
