// What the directory answers when it does not do what was asked (RFC 9457), as a table.
import { isEidError } from '../../lib/error/index.ts';
import { matchingProblems } from './matching/problems.ts';
import { matrixProblems } from './matrix/problems.ts';

export type DirectoryErrorCode =
  | 'directory.unauthenticated'
  | 'directory.not-allowed'
  | 'directory.unknown'
  | 'directory.linked-to-another';

const problems = {
  ...matrixProblems,
  ...matchingProblems,
  'directory.unauthenticated': { status: 401, title: 'No bearer token of a known caller' },
  'directory.not-allowed': { status: 403, title: 'The caller has no right to this' },
  'directory.unknown': { status: 404, title: 'No such entry' },
  'directory.linked-to-another': { status: 409, title: 'The card is linked to another worker' },
  'entitlement.malformed': { status: 400, title: 'The message is not what it should be' },
  'database.unreachable': { status: 503, title: 'The data store cannot be reached at present' },
  internal: { status: 500, title: 'Something unexpected went wrong' },
} as const;

export type ProblemCode = keyof typeof problems;

/** A problem as it is sent: `application/problem+json`. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly at?: string;
};

/** The problem that a thrown value is. Anything that is not an error of ours is `internal`. */
export function problemOf(thrown: unknown): Problem {
  const code: ProblemCode = isEidError(thrown) && Object.hasOwn(problems, thrown.code) ? (thrown.code as ProblemCode) : 'internal';
  const at = isEidError(thrown) ? thrown.facts['at'] : undefined;
  return { type: 'about:blank', ...problems[code], code, ...(typeof at === 'string' ? { at } : {}) };
}

/** The answer that says it. */
export function problemAnswer(problem: Problem): Response {
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' };
  if (problem.status === 401) headers['www-authenticate'] = 'Bearer';
  if (problem.status === 503) headers['retry-after'] = '5';
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}
