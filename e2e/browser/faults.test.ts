// A broken card reader, from the first look to its replacement, as reporter, desk and courier see it.
import { pages as clientPages } from '../../apps/eid-client/pages/index.ts';
import { pages as idpPages } from '../../apps/idp/pages/index.ts';
import { faultPages } from '../../apps/portal/faults/pages/index.ts';
import { pages as portalPages } from '../../apps/portal/pages/index.ts';
import { mailPages } from '../../cli/console/mail.ts';
import { faults } from './stories/faults.ts';
import { faultsAlone } from './stories/faults-alone.ts';
import { tellInWorlds } from './told.ts';

tellInWorlds({ tables: [...faultPages, ...mailPages], passing: [...portalPages, ...idpPages, ...clientPages] }, (tell) => {
  faultsAlone(tell);
  faults(tell);
});
