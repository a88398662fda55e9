export { type ErrorCode, type ErrorPhrase, errorCode, errorCodes, errors, explain } from './errors.ts';
export { type Language, phrase, type Speaker, speaker } from './phrase.ts';
