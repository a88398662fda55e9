// Every page about reader requests, where it is, and the states in which a person can meet it.
import type { PageRow } from '../../pages/index.ts';

export const requestPages: readonly PageRow[] = [
  { id: 'portal.reader-request', path: '/reader-request', states: ['not-one', 'faulty', 'has-reader'] },
  { id: 'portal.reader-request-check', path: '/reader-request', states: ['default'] },
  { id: 'portal.reader-request-sent', path: '/reader-request/:request', states: ['submitted', 'granted'] },
  { id: 'portal.desk-requests', path: '/desk/reader-requests', states: ['default', 'empty'] },
  { id: 'portal.desk-request', path: '/desk/reader-requests/:request', states: ['default', 'faulty'] },
];
