// What a holder meets in eSzig Kliens beside the everyday of a sign-in.

import { pages as clientPages, trustPages } from '../../apps/eid-client/pages/index.ts';
import { pages as idpPages } from '../../apps/idp/pages/index.ts';
import { pages as portalPages } from '../../apps/portal/pages/index.ts';
import { oldThings } from './stories/old-things.ts';
import { rivals } from './stories/rivals.ts';
import { tellInWorlds } from './told.ts';

tellInWorlds({ tables: trustPages, passing: [...clientPages, ...idpPages, ...portalPages] }, (tell) => {
  oldThings(tell);
  rivals(tell);
});
