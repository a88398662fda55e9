export { type LetterOptions, letter } from './letter.ts';
