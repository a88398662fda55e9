// What the directory does, one row an operation: routes, rights and the OpenAPI description are all made from this table.
import type { Kysely } from 'kysely';
import { parseLink, parseRegisters } from '../../lib/entitlement/index.ts';
import { EidError } from '../../lib/error/index.ts';
import type { Right } from './config.ts';
import { resolveLink } from './login/index.ts';
import type { Matching } from './matching/match.ts';
import { matchingOperations } from './matching/operations.ts';
import { dayOf } from './matrix/days.ts';
import { matrixOperations } from './matrix/operations.ts';
import type { DirectoryErrorCode } from './problems.ts';
import type { SchemaName } from './schemas.ts';
import { institution, institutions, removeLink, replaceRegisters, roles, saveLink, worker, workers } from './store/directory.ts';
import type { Tables } from './store/tables.ts';

/** What an operation is handed: path and query parameters, the JSON body, and the time. */
export type Call = {
  readonly db: Kysely<Tables>;
  readonly matching: Matching;
  readonly parameters: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
  readonly now: number;
};

export type Operation = {
  readonly id: string;
  readonly method: 'get' | 'post' | 'put';
  /** With `{name}` for path parameters. */
  readonly path: string;
  readonly right: Right;
  readonly summary: string;
  readonly query?: readonly string[];
  readonly request?: SchemaName;
  /** Absent: the answer is 204 without a body. */
  readonly answer?: SchemaName;
  readonly run: (call: Call) => Promise<unknown>;
};

const found = <T>(value: T | undefined): T => {
  if (value === undefined) throw new EidError<DirectoryErrorCode>('directory.unknown');
  return value;
};

export const operations: readonly Operation[] = [
  ...matrixOperations,
  ...matchingOperations,
  {
    id: 'resolve-link',
    method: 'post',
    path: '/resolve-link',
    right: 'resolve-link',
    summary: 'The worker to whom the card with this pseudonym is linked, with register status and roles',
    request: 'ResolveLink',
    answer: 'LinkResolved',
    run: ({ db, body, now }) => resolveLink(db, body, now),
  },
  {
    id: 'link',
    method: 'put',
    path: '/links',
    right: 'link',
    summary: 'Links a card to a worker',
    request: 'Link',
    run: ({ db, body, now }) => saveLink(db, parseLink(body), now),
  },
  {
    id: 'unlink',
    method: 'post',
    path: '/unlink',
    right: 'link',
    summary: 'Ends the link between a card and a worker; there may be none',
    request: 'Link',
    run: ({ db, body }) => removeLink(db, parseLink(body)),
  },
  {
    id: 'registers',
    method: 'put',
    path: '/registers',
    right: 'registers',
    summary: 'Replaces institutions, workers and roles; links stay',
    request: 'Registers',
    run: ({ db, matching, body }) => replaceRegisters(db, matching.mark, parseRegisters(body)),
  },
  {
    id: 'workers',
    method: 'get',
    path: '/workers',
    right: 'read',
    summary: 'Health workers, also by profession, with register number and status',
    query: ['profession', 'after'],
    answer: 'WorkerList',
    run: ({ db, parameters }) => workers(db, parameters),
  },
  {
    id: 'worker',
    method: 'get',
    path: '/workers/{id}',
    right: 'read',
    summary: 'One worker with roles',
    answer: 'WorkerWithRoles',
    run: async ({ db, parameters, now }) => found(await worker(db, parameters['id'] ?? '', dayOf(now))),
  },
  {
    id: 'institutions',
    method: 'get',
    path: '/institutions',
    right: 'read',
    summary: 'All institutions (six digits)',
    answer: 'InstitutionList',
    run: async ({ db }) => ({ institutions: await institutions(db) }),
  },
  {
    id: 'institution',
    method: 'get',
    path: '/institutions/{id}',
    right: 'read',
    summary: 'One institution with its units (nine digits)',
    answer: 'InstitutionWithUnits',
    run: async ({ db, parameters }) => found(await institution(db, parameters['id'] ?? '')),
  },
  {
    id: 'roles',
    method: 'get',
    path: '/roles',
    right: 'read',
    summary: 'Entries of the entitlement matrix by worker, institution or unit',
    query: ['worker', 'institution', 'unit'],
    answer: 'RoleList',
    run: async ({ db, parameters, now }) => ({ roles: await roles(db, parameters, dayOf(now)) }),
  },
];
