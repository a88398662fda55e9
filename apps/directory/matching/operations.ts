// What linking asks of the directory, one row an operation.
import { parseAccountOwner, parseDecideLink } from '../../../lib/entitlement/index.ts';
import type { Operation } from '../operations.ts';
import { decideLink, openCases } from './cases.ts';
import { matchIdentity, ownerAddress } from './match.ts';

export const matchingOperations: readonly Operation[] = [
  {
    id: 'match-identity',
    method: 'post',
    path: '/match-identity',
    right: 'match',
    summary: 'Whether the holder of a card is the person behind an EESZT user; links the card when they are',
    request: 'MatchIdentity',
    answer: 'IdentityMatched',
    run: ({ db, matching, body, now }) => matchIdentity(db, matching, body, now),
  },
  {
    id: 'user-prefixes',
    method: 'get',
    path: '/user-prefixes',
    right: 'cases',
    summary: 'How user names are made, by profession',
    answer: 'UserPrefixes',
    run: async ({ matching }) => matching.prefixes,
  },
  {
    id: 'account-owner',
    method: 'post',
    path: '/account-owner',
    right: 'cases',
    summary: 'The mail address that the registers have for an EESZT user, for a letter to them; none also where there is no such user',
    request: 'AccountOwner',
    answer: 'OwnerAddress',
    run: ({ db, matching, body }) => ownerAddress(db, matching, parseAccountOwner(body)),
  },
  {
    id: 'link-cases',
    method: 'get',
    path: '/link-cases',
    right: 'cases',
    summary: 'Cases that the match left to people',
    answer: 'LinkCases',
    run: async ({ db, matching, now }) => ({ cases: await openCases(db, matching.waitingTime, now) }),
  },
  {
    id: 'decide-link',
    method: 'post',
    path: '/decide-link',
    right: 'cases',
    summary: "One of two people's words on a case",
    request: 'DecideLink',
    answer: 'LinkDecided',
    run: ({ db, matching, body, now }) => decideLink(db, parseDecideLink(body), matching.waitingTime, now),
  },
];
