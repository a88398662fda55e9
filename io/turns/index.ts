export { createTurns, type Turns, turns } from './turns.ts';
