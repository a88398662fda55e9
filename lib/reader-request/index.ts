export { authorityOf, type RequestRight, type Round, requestRight, testedReaders } from './reader-request.ts';
