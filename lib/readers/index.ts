export { knownReader, knownReaders } from './readers.ts';
