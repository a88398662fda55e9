// Roles, the readiness of an institution and its readers, as administrators, workers and the service desk see them.
import { pages as clientPages } from '../../apps/eid-client/pages/index.ts';
import { pages as idpPages } from '../../apps/idp/pages/index.ts';
import { entitlementPages } from '../../apps/portal/entitlements/pages/index.ts';
import { pages as portalPages } from '../../apps/portal/pages/index.ts';
import { readinessPages } from '../../apps/portal/readiness/pages/index.ts';
import { requestPages } from '../../apps/portal/requests/pages/index.ts';
import { readerRequests } from './stories/reader-requests.ts';
import { readiness } from './stories/readiness.ts';
import { roles } from './stories/roles.ts';
import { tellInWorlds } from './told.ts';

/** An import is often over before its page is drawn. */
const running = { id: 'portal.import', states: ['running'] };
const ended = { id: 'portal.failure', states: ['account.role-ended'] };

tellInWorlds(
  {
    tables: [...entitlementPages, ...readinessPages, ...requestPages, ended],
    passing: [running, ...portalPages, ...idpPages, ...clientPages],
  },
  (tell) => {
    roles(tell);
    readiness(tell);
    readerRequests(tell);
  },
);
