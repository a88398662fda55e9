// A worker's first day.
import { pages as clientPages } from '../../apps/eid-client/pages/index.ts';
import { linkingPages as idpLinkingPages, pages as idpPages } from '../../apps/idp/pages/index.ts';
import { entitlementPages } from '../../apps/portal/entitlements/pages/index.ts';
import { linkingPages } from '../../apps/portal/linking/pages/index.ts';
import { myPageRows } from '../../apps/portal/my-pages/pages/index.ts';
import { formPages, pages as portalPages } from '../../apps/portal/pages/index.ts';
import { mailPages } from '../../cli/console/mail.ts';
import { linking } from './stories/linking.ts';
import { tellInWorlds } from './told.ts';

tellInWorlds(
  {
    tables: [...linkingPages, ...idpLinkingPages, ...formPages, ...myPageRows],
    passing: [...portalPages, ...idpPages, ...clientPages, ...entitlementPages, ...mailPages],
  },
  linking,
);
