// How cards end at the office: reported online, from the own page and at the window, found again.
import { activationPages } from '../../apps/card-office/activation/pages.ts';
import { endingPages } from '../../apps/card-office/endings/page-rows.ts';
import { officePages } from '../../apps/card-office/pages/index.ts';
import { replacementPages } from '../../apps/card-office/replacement/pages.ts';
import { pages as clientPages } from '../../apps/eid-client/pages/index.ts';
import { pages as idpPages } from '../../apps/idp/pages/index.ts';
import { officeActivation } from './stories/office-activation.ts';
import { officeEndings } from './stories/office-endings.ts';
import { tellInWorlds } from './told.ts';

tellInWorlds(
  { tables: [...endingPages, ...replacementPages, ...activationPages], passing: [...officePages, ...idpPages, ...clientPages] },
  (tell) => {
    officeEndings(tell);
    officeActivation(tell);
  },
);
