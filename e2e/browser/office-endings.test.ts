// How cards end at the office: reported online, from the own page and at the window, found again, replaced; and the whole life of one.

import { endingPages } from '../../apps/card-office/endings/page-rows.ts';
import { padPages } from '../../apps/card-office/pad/pages.ts';
import { officePages } from '../../apps/card-office/pages/index.ts';
import { replacementPages } from '../../apps/card-office/replacement/pages.ts';
import { trustPages } from '../../apps/card-office/trust/page.ts';
import { pages as clientPages } from '../../apps/eid-client/pages/index.ts';
import { linkingPages as idpLinkingPages, pages as idpPages } from '../../apps/idp/pages/index.ts';
import { entitlementPages } from '../../apps/portal/entitlements/pages/index.ts';
import { linkingPages } from '../../apps/portal/linking/pages/index.ts';
import { formPages, pages as portalPages } from '../../apps/portal/pages/index.ts';
import { pages as hospitalPages } from '../../world/hospital/pages/index.ts';
import { officeActivation } from './stories/office-activation.ts';
import { officeEndings } from './stories/office-endings.ts';
import { officeNurse } from './stories/office-nurse.ts';
import { officeTrust } from './stories/office-trust.ts';
import { tellInWorlds } from './told.ts';

const portalWay = [...portalPages, ...linkingPages, ...entitlementPages, ...formPages];

tellInWorlds(
  {
    tables: [...endingPages, ...replacementPages, ...padPages, ...trustPages],
    passing: [...officePages, ...idpPages, ...idpLinkingPages, ...clientPages, ...hospitalPages, ...portalWay],
  },
  (tell) => {
    officeEndings(tell);
    officeActivation(tell);
    officeNurse(tell);
    officeTrust(tell);
  },
);
