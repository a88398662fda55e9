// Fault reports over HTTP: the first look, filing, confirming, following, and the courier.
import type { PortalParts } from '../parts.ts';
import type { Routes } from '../visit.ts';
import { checkRoutes } from './check-routes.ts';
import { courierRoutes } from './courier-routes.ts';
import { ownRoutes } from './own-routes.ts';
import { manualPage } from './pages/manual.ts';
import { reportRoutes } from './report-routes.ts';
import { sentRoutes } from './sent-routes.ts';

export const faultRoutes = (parts: PortalParts): Routes => ({
  ...checkRoutes(parts),
  ...reportRoutes(parts),
  ...sentRoutes(parts),
  ...ownRoutes(parts),
  ...courierRoutes(parts),
  'GET /manual/fault-report': ({ context: c, ...view }) => c.html(manualPage(view)),
});
