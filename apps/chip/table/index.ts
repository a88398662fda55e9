export { tablePages } from './pages.ts';
export { type Table, type TableOptions, tableRoutes } from './routes.ts';
export type { TableCard } from './table-card.ts';
