// My pages: a person's own sign-ins, sessions, language and notices.
export { type History, openHistory } from './history.ts';
export { myPagesRoutes } from './routes.ts';
