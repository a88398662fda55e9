// The guide: how to get ready, notices, government windows, the client's download.
export { type Guide, openGuide } from './guide.ts';
export { guideRoutes } from './routes.ts';
