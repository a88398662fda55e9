export { checkRole } from './check.ts';
export { entitlementRoutes } from './routes.ts';
