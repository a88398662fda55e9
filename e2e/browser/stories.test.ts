// Everything that a person can meet in a browser when signing in and caring for a card.
import { pages as clientPages } from '../../apps/eid-client/pages/index.ts';
import { pages as eidServerPages } from '../../apps/eid-server/pages/index.ts';
import { pages as idpPages } from '../../apps/idp/pages/index.ts';
import { pages as portalPages } from '../../apps/portal/pages/index.ts';
import { consolePages } from '../../cli/console/app.ts';
import { pages as hospitalPages } from '../../world/hospital/pages/index.ts';
import { at } from './chromium.ts';
import { byKeyboard } from './stories/by-keyboard.ts';
import { cardCare } from './stories/card-care.ts';
import { cardTrouble } from './stories/card-trouble.ts';
import { everyDay } from './stories/every-day.ts';
import { hospital } from './stories/hospital.ts';
import { pinPad } from './stories/pin-pad.ts';
import { serviceTrouble } from './stories/service-trouble.ts';
import { table } from './stories/table.ts';
import { unusual } from './stories/unusual.ts';
import { tellInWorlds } from './told.ts';

tellInWorlds({ tables: [...portalPages, ...idpPages, ...clientPages, ...eidServerPages, ...consolePages, ...hospitalPages] }, (tell) => {
  tell('before anybody signs in the road is empty', async ({ page, world }) => {
    await page.goto(`${world.addresses.console}/road`);
    await at(page, 'console.road', 'empty');
  });
  everyDay(tell);
  cardCare(tell);
  pinPad(tell);
  cardTrouble(tell);
  serviceTrouble(tell);
  unusual(tell);
  byKeyboard(tell);
  hospital(tell);
  table(tell);
});
