export { EidError, isEidError } from './error.ts';
