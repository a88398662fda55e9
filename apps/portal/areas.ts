// The areas of the portal, each a folder with its routes, its pages and its tables.

import { deskRoutes } from './desk/index.ts';
import { entitlementRoutes } from './entitlements/index.ts';
import { faultRoutes } from './faults/index.ts';
import { guideRoutes } from './guide/index.ts';
import { homeRoutes } from './home/index.ts';
import { linkingRoutes } from './linking/index.ts';
import { signInRoutes } from './login/index.ts';
import { myPagesRoutes } from './my-pages/index.ts';
import type { PortalParts } from './parts.ts';
import { readinessRoutes } from './readiness/index.ts';
import { requestRoutes } from './requests/index.ts';
import type { Routes } from './visit.ts';

/** All handlers of the portal. */
export const areas = (parts: PortalParts): readonly Routes[] => [
  signInRoutes(parts),
  homeRoutes(parts),
  linkingRoutes(parts),
  myPagesRoutes(parts),
  entitlementRoutes(parts),
  readinessRoutes(parts),
  requestRoutes(parts),
  guideRoutes(parts),
  faultRoutes(parts),
  deskRoutes(parts),
];
