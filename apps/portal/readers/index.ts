export { readGivenReaders } from './given.ts';
export { addReaders, parseSerial, type Reader, readerBySerial, readersOf, replaceReader, setReaderState, stock } from './readers.ts';
export { type ReaderState, type ReaderTables, readerMigrations } from './tables.ts';
