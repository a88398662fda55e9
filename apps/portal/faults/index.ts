export { noteField } from './fields.ts';
export { writeDay } from './mails.ts';
export { doable, reportFacts, timeline } from './pages/fault.ts';
export { sayFaults } from './pages/say.ts';
export { faultRoutes } from './routes.ts';
export { act, foundBy, type Report, type TimelineEntry, timelineOf } from './store.ts';
export { type FaultTables, faultMigrations } from './tables.ts';
