// Landing pages.
export { homeRoutes } from './routes.ts';
