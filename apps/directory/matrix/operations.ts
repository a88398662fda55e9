// What institutions do with their part of the matrix, one row an operation.
import {
  parseAskAddresses,
  parseAskNumbers,
  parseDecide,
  parseGrant,
  parseInvite,
  parseNewStaff,
  parseSignedIn,
  parseTakeAway,
} from '../../../lib/entitlement/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import type { Operation } from '../operations.ts';
import { decide, grant, takeAway } from './changes.ts';
import { dayOf } from './days.ts';
import { addressesOf, historyOf, matrixOf, noteSignIn, standingOf, workersByNumber } from './overview.ts';
import { addStaff, invite } from './staff.ts';

const found = <T>(value: T | undefined): T => {
  if (value === undefined) throw new EidError('directory.unknown');
  return value;
};

export const matrixOperations: readonly Operation[] = [
  {
    id: 'grant',
    method: 'post',
    path: '/matrix/grant',
    right: 'matrix',
    summary: 'Gives a worker a role; one for the administrator themselves waits for a second one',
    request: 'Grant',
    answer: 'Granted',
    run: ({ db, body, now }) => grant(db, parseGrant(body), now),
  },
  {
    id: 'take-away',
    method: 'post',
    path: '/matrix/take-away',
    right: 'matrix',
    summary: 'Ends a role at once',
    request: 'TakeAway',
    run: ({ db, body, now }) => takeAway(db, parseTakeAway(body), now),
  },
  {
    id: 'decide',
    method: 'post',
    path: '/matrix/decide',
    right: 'matrix',
    summary: "The second administrator's word on what waits",
    request: 'Decide',
    run: ({ db, body, now }) => decide(db, parseDecide(body), now),
  },
  {
    id: 'add-staff',
    method: 'post',
    path: '/matrix/staff',
    right: 'matrix',
    summary: 'Enters somebody who stands in no register, and invites them by a one-use code',
    request: 'NewStaff',
    answer: 'Invitation',
    run: ({ db, body, now }) => addStaff(db, parseNewStaff(body), now),
  },
  {
    id: 'invite',
    method: 'post',
    path: '/matrix/invite',
    right: 'matrix',
    summary: "A new one-use code for somebody of the institution's own staff; the old one ends",
    request: 'Invite',
    answer: 'Invitation',
    run: ({ db, body, now }) => invite(db, parseInvite(body), now),
  },
  {
    id: 'addresses',
    method: 'post',
    path: '/matrix/addresses',
    right: 'matrix',
    summary: "Registered mail addresses of an institution's own people, for letters to them; nobody else's",
    request: 'AskAddresses',
    answer: 'Addresses',
    run: ({ db, body }) => addressesOf(db, parseAskAddresses(body)),
  },
  {
    id: 'matrix-of-institution',
    method: 'get',
    path: '/institutions/{id}/matrix',
    right: 'matrix',
    summary: "An institution's workers, entries, and what waits for a second administrator",
    answer: 'MatrixOfInstitution',
    run: async ({ db, parameters, now }) => found(await matrixOf(db, parameters['id'] ?? '', dayOf(now))),
  },
  {
    id: 'history',
    method: 'get',
    path: '/institutions/{id}/history',
    right: 'matrix',
    summary: 'Who changed what in the matrix, when and why',
    query: ['worker'],
    answer: 'History',
    run: ({ db, parameters }) => historyOf(db, parameters['id'] ?? '', parameters['worker']),
  },
  {
    id: 'standing',
    method: 'get',
    path: '/workers/{id}/standing',
    right: 'read',
    summary: 'All entries of a worker, which of them count today, and why the others do not',
    answer: 'Standing',
    run: async ({ db, parameters, now }) => found(await standingOf(db, parameters['id'] ?? '', dayOf(now))),
  },
  {
    id: 'workers-by-number',
    method: 'get',
    path: '/register-numbers/{number}',
    right: 'read',
    summary: 'Those who have a register number',
    answer: 'WorkerList',
    run: ({ db, parameters }) => workersByNumber(db, [parameters['number'] ?? '']),
  },
  {
    id: 'workers-by-numbers',
    method: 'post',
    path: '/register-numbers',
    right: 'read',
    summary: 'Those who have one of many register numbers',
    request: 'AskNumbers',
    answer: 'WorkerList',
    run: ({ db, body }) => workersByNumber(db, parseAskNumbers(body).numbers),
  },
  {
    id: 'signed-in',
    method: 'post',
    path: '/signed-in',
    right: 'resolve-link',
    summary: 'A worker signed in for an institution today',
    request: 'SignedIn',
    run: ({ db, body, now }) => noteSignIn(db, parseSignedIn(body), dayOf(now)),
  },
];
