export { checkRole } from './check.ts';
export { handlesOf, personOf } from './handles.ts';
export { entitlementRoutes } from './routes.ts';
