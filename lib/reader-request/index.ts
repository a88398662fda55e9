export { authorityOf, type RequestRight, type Round, requestRight } from './reader-request.ts';
