// What people read and look up before they can sign in.
import { pages as clientPages } from '../../apps/eid-client/pages/index.ts';
import { guidePages } from '../../apps/portal/guide/pages/index.ts';
import { pages as portalPages } from '../../apps/portal/pages/index.ts';
import { guide } from './stories/guide.ts';
import { tellInWorlds } from './told.ts';

tellInWorlds({ tables: guidePages, passing: [...portalPages, ...clientPages] }, guide);
