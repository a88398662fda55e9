// Everything that clerks and holders can meet at the card office.
import { officePages } from '../../apps/card-office/pages/index.ts';
import { tablePages } from '../../apps/chip/table/index.ts';
import { pages as clientPages } from '../../apps/eid-client/pages/index.ts';
import { pages as idpPages } from '../../apps/idp/pages/index.ts';
import { office } from './stories/office.ts';
import { officeActs } from './stories/office-acts.ts';
import { tellInWorlds } from './told.ts';

tellInWorlds({ tables: officePages, passing: [...idpPages, ...clientPages, ...tablePages] }, (tell) => {
  office(tell);
  officeActs(tell);
});
