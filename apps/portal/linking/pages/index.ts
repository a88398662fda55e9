// The pages of linking, and the states in which a person can meet them.
export const linkingPages = [
  { id: 'portal.linking', path: '/linking', states: ['default'] },
  { id: 'portal.linking-account', path: '/linking/account', states: ['default', 'faulty'] },
  { id: 'portal.linking-invitation', path: '/linking/invitation', states: ['default', 'faulty'] },
  {
    id: 'portal.linking-result',
    path: '/linking/result',
    states: ['linked', 'no', 'human', 'too-many', 'account.no-role', 'account.suspended'],
  },
  { id: 'portal.link-cases', path: '/link-cases', states: ['empty', 'some'] },
  { id: 'portal.link-case', path: '/link-cases/:case', states: ['default', 'faulty', 'waiting', 'decided'] },
] as const;

export { linkingAccountPage, linkingInvitationPage } from './account.ts';
export { caseDecidedPage, linkCasePage, linkCasesPage } from './cases.ts';
export { type LinkingResult, linkingResultPage, linkingResults } from './result.ts';
export { linkingPage } from './start.ts';
