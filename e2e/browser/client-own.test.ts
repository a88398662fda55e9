// eSzig Kliens about itself and the computer: diagnosis, settings, log; and who stops at any page of its window.
import { pages as clientPages, ownPages } from '../../apps/eid-client/pages/index.ts';
import { pages as idpPages } from '../../apps/idp/pages/index.ts';
import { pages as portalPages } from '../../apps/portal/pages/index.ts';
import { cancelling } from './stories/cancel.ts';
import { clientOwn } from './stories/client-own.ts';
import { tellInWorlds } from './told.ts';

tellInWorlds({ tables: ownPages, passing: [...clientPages, ...idpPages, ...portalPages] }, (tell) => {
  clientOwn(tell);
  cancelling(tell);
});
