// Linking: a card is bound to an EESZT user, once.
export { type LinkingAccounts, openLinkingAccounts } from './accounts.ts';
export { linkingRoutes } from './routes.ts';
export { type LinkingTables, linkingMigrations } from './tables.ts';
